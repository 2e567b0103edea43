package tensorbang.train.loss;

import com.fasterxml.jackson.annotation.JsonValue;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import tensorbang.InputException;
import tensorbang.registry.Registry;

/** What a training minimises: the mean of this over a batch. */
@FunctionalInterface
public interface Loss {
  /** The label of an implementation that has none of its own. */
  String UNLABELLED = "custom";

  /** The losses by label; a user may register more. */
  Registry<Loss> REGISTRY = new Registry<Loss>("loss")
      .register("cross-entropy", a -> new CrossEntropy())
      .register("focal[:GAMMA]", a -> new Focal(a.number(0, Focal.GAMMA, 0, Focal.MOST_GAMMA)))
      .register("sigmoid", a -> new SigmoidCrossEntropy())
      .register("sigmoid-focal[:GAMMA]", a -> new SigmoidFocal(a.number(0, Focal.GAMMA, 0, Focal.MOST_GAMMA)))
      .register(
          "ldam[:MAX_MARGIN,SCALE]",
          a -> new Ldam(a.number(0, Ldam.MAX_MARGIN, 0, 100), a.number(1, Ldam.SCALE, 1e-3, 1000)))
      .register("balanced-softmax", a -> new BalancedSoftmax())
      .register("logit-adjust[:TAU]", a -> new LogitAdjustment(a.number(0, LogitAdjustment.TAU, 0, 100)));

  /**
   * The loss of each sample, in nats.
   *
   * @param tf adds the operations; {@link tensorbang.tf.Device#of} knows for which device
   * @param logits [batch, classes]
   * @param targets [batch, classes], each row a distribution over the classes: one-hot, smoothed or mixed
   * @return [batch]
   */
  Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets);

  /**
   * This loss for a training set with so many images a class; the same loss unless it depends on them.
   *
   * @param images of each class
   * @throws InputException if the loss depends on them and a class has none
   */
  default Loss forClassCounts(int[] images) {
    return this;
  }

  /** The bias that the network's last dense layer begins with, the same for each class. */
  default float lastBias(int classes) {
    return 0;
  }

  /**
   * How much a sample of each class counts in the next step, or null if all count the same throughout the training. A
   * sample whose target is mixed counts as the mean over its target.
   *
   * @param done the share of the training that is done, in [0, 1)
   */
  default float[] classWeights(double done) {
    return null;
  }

  /**
   * Its name in JSON and on the command line, with its parameters: {@code focal:2}. A loss that does not say gets the
   * label that {@link #parse} found it by.
   */
  @JsonValue
  default String label() {
    return UNLABELLED;
  }

  /** @throws InputException if there is no such loss */
  static Loss parse(String label) {
    Loss chosen = REGISTRY.parse(label);
    return chosen.label().equals(UNLABELLED) ? new LabelledLoss(chosen, label) : chosen;
  }
}
