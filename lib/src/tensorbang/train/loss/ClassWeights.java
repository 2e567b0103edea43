package tensorbang.train.loss;

import com.fasterxml.jackson.annotation.JsonValue;
import tensorbang.InputException;
import tensorbang.registry.Registry;

/** How much a training image counts in the loss, by its class. Goes with any loss: see {@link #applyTo}. */
@FunctionalInterface
public interface ClassWeights {
  /** The label of an implementation that has none of its own. */
  String UNLABELLED = "custom";

  /** The class weights by label; a user may register more. */
  Registry<ClassWeights> REGISTRY = new Registry<ClassWeights>("class_weights")
      .register("none", a -> new EqualWeights())
      .register("balanced[:BETA]", a -> new BalancedWeights(a.number(0, BalancedWeights.BETA, 0, 1)))
      .register(
          "deferred[:BETA,FROM]",
          a -> new DeferredWeights(a.number(0, BalancedWeights.BETA, 0, 1), a.number(1, DeferredWeights.FROM, 0, 1)));

  /**
   * The weight of each class in the next step, or null if all count the same throughout the training.
   *
   * @param images of each class in the training set
   * @param done the share of the training that is done, in [0, 1)
   * @throws InputException if a class has no images and the weights depend on that
   */
  float[] of(int[] images, double done);

  /** {@code loss}, with these weights. */
  default Loss applyTo(Loss loss) {
    return new WeightedLoss(loss, this, null);
  }

  /**
   * Its name in JSON and on the command line, with its parameters. Class weights that do not say get the label that
   * {@link #parse} found them by.
   */
  @JsonValue
  default String label() {
    return UNLABELLED;
  }

  /** @throws InputException if there are no such class weights */
  static ClassWeights parse(String label) {
    ClassWeights chosen = REGISTRY.parse(label);
    return chosen.label().equals(UNLABELLED) ? new LabelledWeights(chosen, label) : chosen;
  }
}
