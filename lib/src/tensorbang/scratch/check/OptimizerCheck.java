package tensorbang.scratch.check;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.train.ApplyMomentum;
import org.tensorflow.types.TFloat32;
import tensorbang.scratch.Adam;
import tensorbang.scratch.Optimizer;
import tensorbang.scratch.Parameter;
import tensorbang.scratch.Sgd;
import tensorbang.scratch.check.GradientCheck.Difference;
import tensorbang.tf.Device;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;

/**
 * Several steps of every optimizer of {@code tensorbang.scratch} against TensorFlow's own update operations, with the
 * same initial weights, gradients, learning rate and weight decay.
 */
public final class OptimizerCheck {
  /** Steps that are compared, one after the other. */
  public static final int STEPS = 10;

  private static final int SIZE = 1000;
  private static final double RATE = 0.1;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;
  private static final double WEIGHT_DECAY = 0.01;

  /**
   * An optimizer.
   *
   * @param weights the largest differences of a weight over all steps and seeds
   * @param numbers how many weights were compared
   */
  public record Row(String optimizer, Difference weights, long numbers) {
    /** Whether the difference is within the limit of single precision; NaN is not. */
    public boolean passed() {
      return weights.relative() <= GradientCheck.SINGLE_LIMIT && numbers > 0;
    }

    private Row and(Row other) {
      return new Row(optimizer, weights.or(other.weights), numbers + other.numbers);
    }
  }

  /** What is compared: how the plain optimizer is made, and which operation TensorFlow has for it. */
  private enum Kind {
    DESCENT("SGD", 0, false),
    MOMENTUM("SGD with momentum", BETA1, false),
    NESTEROV("SGD with Nesterov momentum", BETA1, true),
    ADAM("Adam", BETA1, false);

    final String title;
    final double momentum;
    final boolean nesterov;

    Kind(String title, double momentum, boolean nesterov) {
      this.title = title;
      this.momentum = momentum;
      this.nesterov = nesterov;
    }

    Optimizer optimizer(Parameter weights) {
      List<Parameter> all = List.of(weights);
      return this == ADAM
          ? new Adam(all, BETA1, BETA2, EPSILON, WEIGHT_DECAY)
          : new Sgd(all, momentum, WEIGHT_DECAY, nesterov);
    }
  }

  private OptimizerCheck() {}

  /** One row an optimizer, over all seeds. */
  public static List<Row> run(List<Long> seeds) {
    List<Row> rows = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      rows.add(seeds.stream().map(seed -> compare(kind, seed)).reduce(Row::and).orElseThrow());
    }
    return rows;
  }

  private static Row compare(Kind kind, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Parameter weights = Parameter.kernel(SIZE, SIZE, SIZE);
    fill(weights.value().data(), random);
    Optimizer optimizer = kind.optimizer(weights);
    Difference largest = Difference.NONE;
    try (Graph graph = TensorFlowRuntime.newGraph();
        Reference right = new Reference(graph, kind, weights.value().data())) {
      for (int step = 1; step <= STEPS; step++) {
        fill(weights.gradient().data(), random);
        float[] expected = right.step(weights.gradient().data(), step);
        optimizer.step(RATE);
        largest = largest.or(Difference.between(weights.value().data(), expected));
      }
    }
    return new Row(kind.title, largest, (long) SIZE * STEPS);
  }

  private static void fill(float[] numbers, SplittableRandom random) {
    for (int i = 0; i < numbers.length; i++) numbers[i] = (float) random.nextGaussian();
  }

  /** TensorFlow's side: variables in a graph, and an operation that updates them. */
  private static final class Reference implements AutoCloseable {
    private final Session session;
    private final Ops tf;
    private final Placeholder<TFloat32> gradient;
    private final Placeholder<TFloat32> beta1Power;
    private final Placeholder<TFloat32> beta2Power;
    private final Variable<TFloat32> weights;
    private final Operand<TFloat32> update;

    Reference(Graph graph, Kind kind, float[] initial) {
      tf = Ops.create(graph);
      gradient = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(SIZE)));
      beta1Power = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
      beta2Power = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
      weights = tf.variable(Shape.of(SIZE), TFloat32.class);
      Variable<TFloat32> first = tf.variable(Shape.of(SIZE), TFloat32.class);
      Variable<TFloat32> second = tf.variable(Shape.of(SIZE), TFloat32.class);
      Operand<TFloat32> zeros = tf.zeros(tf.constant(new int[] {SIZE}), TFloat32.class);
      List<Op> assignments =
          List.of(tf.assign(weights, tf.constant(initial)), tf.assign(first, zeros), tf.assign(second, zeros));
      Operand<TFloat32> decayed =
          tf.math.add(gradient, tf.math.mul(tf.identity(weights), tf.constant((float) WEIGHT_DECAY)));
      Operand<TFloat32> rate = tf.constant((float) RATE);
      update = kind == Kind.ADAM
          ? tf.train.applyAdam(
              weights,
              first,
              second,
              beta1Power,
              beta2Power,
              rate,
              tf.constant((float) BETA1),
              tf.constant((float) BETA2),
              tf.constant((float) EPSILON),
              decayed)
          : tf.train.applyMomentum(
              weights,
              first,
              rate,
              decayed,
              tf.constant((float) kind.momentum),
              ApplyMomentum.useNesterov(kind.nesterov));
      session = TensorFlowRuntime.open(graph, Device.CPU, 1, Precision.FLOAT32);
      for (Op assignment : assignments) session.runner().addTarget(assignment).run();
    }

    /** The weights after a step. */
    float[] step(float[] g, int number) {
      try (TFloat32 fed = TFloat32.tensorOf(Shape.of(SIZE), DataBuffers.of(g, true, false));
          TFloat32 power1 = TFloat32.scalarOf((float) Math.pow(BETA1, number));
          TFloat32 power2 = TFloat32.scalarOf((float) Math.pow(BETA2, number));
          var result = session
              .runner()
              .feed(gradient, fed)
              .feed(beta1Power, power1)
              .feed(beta2Power, power2)
              .fetch(update)
              .run()) {
        float[] values = new float[SIZE];
        ((TFloat32) result.get(0)).copyTo(DataBuffers.of(values, false, false));
        return values;
      }
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
