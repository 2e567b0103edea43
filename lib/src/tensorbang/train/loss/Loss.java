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
  /** The losses by label; a user may register more. */
  Registry<Loss> REGISTRY =
      new Registry<Loss>("loss")
          .register("cross-entropy", a -> new CrossEntropy())
          .register("focal[:GAMMA]", a -> new Focal(a.number(0, 2, 0, 100)));

  /**
   * The loss of each sample, in nats.
   *
   * @param logits [batch, classes]
   * @param targets [batch, classes], each row a distribution over the classes: one-hot, smoothed or mixed
   * @return [batch]
   */
  Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets);

  /**
   * This loss for a training set with so many images a class; the same loss unless it depends on them.
   *
   * @param images of each class
   */
  default Loss forClassCounts(int[] images) {
    return this;
  }

  /** Its name in JSON and on the command line, with its parameters: {@code focal:2}. */
  @JsonValue
  default String label() {
    return "custom";
  }

  /** @throws InputException if there is no such loss */
  static Loss parse(String label) {
    return REGISTRY.parse(label);
  }
}
