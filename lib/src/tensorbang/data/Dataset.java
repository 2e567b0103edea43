package tensorbang.data;

import java.util.List;

/**
 * A data set with its usual split.
 *
 * @param name as given to {@code --dataset}: {@code cifar10}, {@code cifar100} or {@code shapes10}
 * @param classes class names; a label is an index into them
 * @param train images to learn from
 * @param test images to measure on
 */
public record Dataset(String name, List<String> classes, ImageSet train, ImageSet test) {
  public Dataset {
    classes = List.copyOf(classes);
  }

  /** The first {@code n} images of each part; 0, or more than there are, is all of them. */
  public Dataset limit(int n) {
    if (n < 0) throw new IllegalArgumentException("cannot limit a data set to " + n + " images");
    return n == 0 ? this : new Dataset(name, classes, train.first(n), test.first(n));
  }
}
