package tensorbang.data.shapes;

import java.util.stream.IntStream;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;
import tensorbang.random.RandomStreams;

/**
 * The built-in data set: ten classes of drawn 32x32 RGB shapes, in CIFAR-10's format, made in memory from a seed. For
 * machines without a network, for tests, and for first steps.
 *
 * <p>A shape has a random place, size, angle and colour on a textured background of other colours, with strokes behind
 * and over it, often something in front of a part of it, and noise on every pixel. Place, angle and colours leave a
 * linear classifier little to hold on to, while a small convolutional network learns the set well.
 *
 * <p>An image depends on (seed, train or test, index) only, so a smaller set is the beginning of a larger one, and
 * every machine makes the same bytes. Label {@code i % 10} belongs to image {@code i}.
 */
public final class Shapes10 {
  /** As in {@code --dataset shapes10}. */
  public static final String NAME = "shapes10";

  private static final int TRAIN = 50_000;
  private static final int TEST = 10_000;
  private static final long SEED = 10;

  private Shapes10() {}

  /** The standard set: 50,000 images to train on and 10,000 to test with, in about the time it takes to read CIFAR. */
  public static Dataset dataset() {
    return dataset(TRAIN, TEST, SEED);
  }

  /** The first {@code n} images of each part of the standard set, without drawing the others; 0 for all. */
  public static Dataset first(int n) {
    return n == 0 ? dataset() : dataset(Math.min(n, TRAIN), Math.min(n, TEST), SEED);
  }

  /** A set of other sizes or from another seed. */
  public static Dataset dataset(int train, int test, long seed) {
    return new Dataset(NAME, ShapeClass.labels(), images(train, seed, "train"), images(test, seed, "test"));
  }

  private static ImageSet images(int n, long seed, String part) {
    int side = ShapePainter.SIDE;
    int bytes = side * side * 3;
    byte[] pixels = new byte[Math.multiplyExact(n, bytes)];
    int[] labels = new int[n];
    ShapeClass[] figures = ShapeClass.values();
    IntStream.range(0, n)
        .parallel()
        .forEach(
            i -> {
              labels[i] = i % figures.length;
              var random = RandomStreams.of(seed, NAME + "/" + part, i);
              new ShapePainter(random).paint(figures[labels[i]], pixels, i * bytes);
            });
    return new ImageSet(pixels, labels, side, side, 3);
  }
}
