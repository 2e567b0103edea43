package tensorbang.train.loss;

import tensorbang.InputException;

/** Images of each class, for losses that divide by them. */
final class ClassCounts {
  private ClassCounts() {}

  /** @throws InputException naming {@code setting}, if a class has none */
  static void checkNoneIsEmpty(int[] images, String setting, String label) {
    for (int c = 0; c < images.length; c++)
      if (images[c] == 0)
        throw InputException.of(
            setting,
            label,
            "needs training images of every class; class " + c + " has none, so use a larger part of the"
                + " data set or another " + setting);
  }

  /** For losses that are not defined without the number of images of each class. */
  static IllegalStateException missing(Loss loss) {
    return new IllegalStateException(loss.label() + " depends on the training set: call forClassCounts first");
  }
}
