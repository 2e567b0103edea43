package tensorbang.data;

import java.util.List;
import tensorbang.InputException;

/**
 * A data set in its parts.
 *
 * @param name what runs on it are named after: that of {@code --dataset}, or for a folder of pictures its name and a
 *     fingerprint of its content
 * @param classes class names; a label is an index into them
 * @param train images to learn from
 * @param test images to measure the result on
 * @param validation images to choose settings and epochs by, none of them in the other parts; often empty
 */
public record Dataset(String name, List<String> classes, ImageSet train, ImageSet test, ImageSet validation) {
  public Dataset {
    classes = List.copyOf(classes);
    train = train.withClasses(classes);
    test = test.withClasses(classes);
    validation = validation == null ? train.first(0) : validation.withClasses(classes);
  }

  /** A data set without validation images. */
  public Dataset(String name, List<String> classes, ImageSet train, ImageSet test) {
    this(name, classes, train, test, null);
  }

  /** Whether there are validation images. */
  public boolean hasValidation() {
    return validation.size() > 0;
  }

  /**
   * Makes sure that a network can be trained and tested on the images.
   *
   * @throws InputException if there are none of either, or a label is not the index of a class
   */
  public void check() {
    if (train.size() == 0) throw new InputException("the data set " + name + " has no training images");
    if (test.size() == 0) throw new InputException("the data set " + name + " has no test images");
    for (ImageSet part : List.of(train, test, validation))
      for (int label : part.labels())
        if (label < 0 || label >= classes.size())
          throw new InputException("the data set " + name + " has an image with the label " + label + ", but its "
              + classes.size() + " classes have labels from 0 to " + (classes.size() - 1));
  }

  /** How many training images each class has. */
  public int[] classCounts() {
    return train.classCounts();
  }

  /** The same images under another name. */
  public Dataset named(String name) {
    return new Dataset(name, classes, train, test, validation);
  }

  /** The first {@code n} images of each part; 0, or more than there are, is all of them. */
  public Dataset limit(int n) {
    if (n < 0) throw InputException.of("limit", n, "must be at least 0");
    return n == 0 ? this : new Dataset(name, classes, train.first(n), test.first(n), validation.first(n));
  }

  /**
   * Moves {@code n} training images to the validation part. Every class gives the same share of its images, up to
   * rounding, and keeps at least one. Which images are taken depends on nothing but the training set and {@code n}:
   * on no seed and no epoch. Both parts keep their order.
   *
   * @param n 0 for none
   * @throws InputException where n is out of range, or there is a validation part already and n is not 0
   */
  public Dataset holdOut(int n) {
    if (n == 0) return this;
    if (hasValidation())
      throw InputException.of("validation", n, name + " has validation images of its own; leave the setting out");
    StratifiedSplit split = StratifiedSplit.of(train.labels(), "validation");
    if (n < 0 || n > split.most())
      throw InputException.of("validation", n, "must be from 0 to " + split.most() + " for " + name);
    StratifiedSplit.Parts parts = split.take(n);
    return new Dataset(name, classes, train.select(parts.rest()), test, train.select(parts.taken()));
  }

  /**
   * Removes training images until the class sizes fall exponentially (long-tailed; Cui et al. 2019, section 5.1): class
   * i of C keeps {@code int(n * factor^(-i / (C - 1)))} images, where n is the size of the largest class, or all it has
   * where these are fewer. The images that stay keep their order; the other parts stay whole.
   *
   * @param factor the first class's size over the last one's, at least 1; 1 changes nothing
   * @param seed decides, alone, which images stay
   * @throws InputException where the factor is below 1 or leaves a class without images
   */
  public Dataset imbalanced(double factor, long seed) {
    if (!(factor >= 1) || Double.isInfinite(factor))
      throw InputException.of("imbalance", factor, "must be a number from 1 on");
    if (factor == 1) return this;
    int[] kept = LongTail.indices(train.labels(), classCounts(), factor, seed);
    return new Dataset(name, classes, train.select(kept), test, validation);
  }
}
