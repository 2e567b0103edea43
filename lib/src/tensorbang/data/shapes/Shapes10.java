package tensorbang.data.shapes;

import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;

/**
 * The built-in data set: ten classes of drawn 32x32 RGB shapes, in CIFAR-10's format, made in memory from a seed. It is
 * for machines without internet access, for tests, and for first steps.
 *
 * <p>A shape has a random position, size, angle and colour on a textured background of other colours, with strokes
 * behind and over it, often a bar that covers a part of it, and noise on every pixel. Because position, angle and
 * colours vary, a linear classifier learns little, while a small convolutional network learns the set well.
 *
 * <p>An image depends only on (seed, train or test, index): a smaller set is the beginning of a larger one, and every
 * machine makes the same bytes. The label of image {@code i} is {@code i % 10}.
 */
public final class Shapes10 {
  /** As in {@code --dataset shapes10}. */
  public static final String NAME = "shapes10";

  private static final int TRAIN = 50_000;
  private static final int TEST = 10_000;
  private static final long SEED = 10;

  private Shapes10() {}

  /** The standard set: 50,000 training and 10,000 test images, made in about the time that reading CIFAR takes. */
  public static Dataset dataset() {
    return dataset(TRAIN, TEST, SEED);
  }

  /** The first {@code n} images of each part of the standard set, without drawing the others; 0 for all. */
  public static Dataset first(int n) {
    return n == 0 ? dataset() : dataset(Math.min(n, TRAIN), Math.min(n, TEST), SEED);
  }

  /** A set of any size from any seed. */
  public static Dataset dataset(int train, int test, long seed) {
    return new Dataset(NAME, ShapeClass.labels(), images(train, seed, "train"), images(test, seed, "test"));
  }

  private static ImageSet images(int n, long seed, String part) {
    ShapeClass[] shapes = ShapeClass.values();
    return DrawnImages.of(
        n, shapes.length, seed, NAME + "/" + part, (label, random, out, offset) -> new ShapePainter(random)
            .paint(shapes[label].outlines(), 0, 2 * Math.PI, out, offset));
  }
}
