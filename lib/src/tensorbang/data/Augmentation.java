package tensorbang.data;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.SplittableRandom;
import tensorbang.InputException;
import tensorbang.registry.Registry;

/**
 * A random change to training images, made on bytes before normalisation. {@link #parse} makes one, or several in a
 * row, from a label such as {@code crop,flip,cutout:16}.
 *
 * <p>One of your own changes an image in place and takes all its random numbers from the stream that it is given. Once
 * registered under a name it can be used wherever a label can:
 *
 * <pre>{@code
 * Augmentation.register("invert", arguments -> (image, random) -> {
 *   if (random.nextInt(2) == 0) return;
 *   for (int i = image.start(); i < image.end(); i++) image.pixels()[i] = (byte) ~image.pixels()[i];
 * });
 * }</pre>
 *
 * <p>Every part of a label draws from a stream of its own, derived from (seed, epoch, image): the same image is changed
 * in the same way in every run with that seed, and adding a part does not alter what the others do.
 */
@FunctionalInterface
public interface Augmentation {
  /** Leaves the images as they are; its label is {@code none}. */
  Augmentation NONE = new Augmentation() {
    @Override
    public void apply(TrainingImage image, SplittableRandom random) {}

    @Override
    public String toString() {
      return "none";
    }
  };

  /** Changes one image in place. Runs on the batch thread. */
  void apply(TrainingImage image, SplittableRandom random);

  /**
   * Changes the images of a batch in place, here one after the other. An augmentation that combines images overrides
   * this.
   *
   * @param stream the name of the random stream to draw from: {@link AugmentedBatch#random}
   */
  default void apply(AugmentedBatch batch, String stream) {
    for (int i = 0; i < batch.size(); i++) apply(batch.image(i), batch.random(stream, i));
  }

  /** Whether the batches have second labels afterwards: see {@link Batch#secondLabels}. */
  default boolean mixesLabels() {
    return false;
  }

  /**
   * The shortest label that makes this augmentation.
   *
   * @param written a label that made it; the default returns it unchanged
   */
  default String label(String written) {
    return written;
  }

  /**
   * The augmentation that a label asks for: {@code none}, or a comma list of registered names with their arguments
   * after a colon. The parts are applied in the order in which they were registered, whatever their order in the label.
   *
   * @throws InputException naming the setting {@code augment}: for an unknown name, a name given twice, and an argument
   *     that is out of range
   */
  @JsonCreator
  static Augmentation parse(String label) {
    return AugmentationList.parse(label);
  }

  /**
   * Makes an augmentation known under a name. It is applied after all that were registered before.
   *
   * @param usage the label's form, beginning with its name: {@code invert}, or {@code jitter[:STRENGTH]}; a name begins
   *     with a letter
   * @throws IllegalArgumentException if the name is taken or does not begin with a letter
   */
  static void register(String usage, Registry.Factory<Augmentation> factory) {
    AugmentationList.register(usage, factory);
  }

  /** The forms of all registered labels, for help texts: {@code crop[:PADDING], flip, …}. */
  static String usage() {
    return AugmentationList.usage();
  }

  /** The label that {@link #parse} turns into this, in its canonical form. */
  @JsonValue
  @Override
  String toString();
}
