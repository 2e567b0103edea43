package tensorbang.train.optim;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Initializer;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Role;
import tensorbang.nn.Variables;
import tensorbang.tf.QuietRuns;

/**
 * Lookahead (Zhang et al. 2019, algorithm 1), with the decay of Jordan 2024, "94% on CIFAR-10 in 3.29 Seconds on a
 * Single GPU", section 3.4. Slow weights begin as the weights. Every fifth step they move towards the weights, slow =
 * decay slow + (1 - decay) w, and the weights are set to them; so are the moving averages of batch norms. The decay
 * grows with the cube of the share of the training that is done, up to that of five steps. After the last step the
 * weights are the slow ones.
 */
public final class Lookahead {
  private static final int EVERY = 5;
  private static final String SUFFIX = "/slow";

  private final double perStep;
  private final Placeholder<TFloat32> decay;
  private final Op meet;
  private final QuietRuns runs = new QuietRuns();

  /**
   * Adds the slow weights to the graph; they are saved in checkpoints.
   *
   * @param perStep the decay of the slow weights a step at the end of the training, in (0, 1)
   */
  public Lookahead(NetGraph net, double perStep) {
    this.perStep = perStep;
    Ops tf = net.tf();
    decay = tf.withName("lookahead_decay").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    Operand<TFloat32> share = tf.math.sub(tf.constant(1f), decay);
    List<Op> updates = new ArrayList<>();
    for (Variables.Entry entry : net.variables().ofNetwork()) {
      if (entry.role() == Role.FIXED) continue;
      Variables.Entry slow =
          net.variables().get(entry.name() + SUFFIX, entry.shape(), Initializer.constant(0), Role.OPTIMIZER);
      Operand<TFloat32> moved =
          tf.math.add(slow.variable(), tf.math.mul(share, tf.math.sub(entry.variable(), slow.variable())));
      updates.add(tf.assign(slow.variable(), moved));
      updates.add(tf.assign(entry.variable(), moved));
    }
    meet = tf.withControlDependencies(updates).noOp();
  }

  /** Before the first step of a training: the slow weights are those that the training begins with. */
  public void begin(Session session) {
    run(session, 0);
  }

  /**
   * After each step.
   *
   * @param step that was taken, counted from 1
   * @param steps of the whole training
   */
  public void after(Session session, long step, long steps) {
    if (step % EVERY == 0) run(session, decay((double) step / steps));
    if (step == steps) run(session, 1);
  }

  /** @param done share of the training, in (0, 1] */
  double decay(double done) {
    return Math.pow(perStep, EVERY) * Math.pow(done, 3);
  }

  private void run(Session session, double value) {
    try (TFloat32 tensor = TFloat32.scalarOf((float) value)) {
      runs.run(session.runner().feed(decay, tensor).addTarget(meet), meet).close();
    }
  }
}
