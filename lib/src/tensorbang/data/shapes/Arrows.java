package tensorbang.data.shapes;

import java.util.List;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;
import tensorbang.random.RandomStreams;

/**
 * A built-in data set of two classes that a horizontal flip exchanges: arrows that point to the left and to the right,
 * 32x32 RGB, made in memory from a seed. Augmentation by flips, which helps on photographs, makes the classes
 * indistinguishable here.
 *
 * <p>Arrows are of six kinds (with a shaft, without one, chevrons) and tilted by up to 30 degrees; their position, size
 * and colour, the background, strokes, a bar that covers a part, and noise are random, as in {@link Shapes10}.
 *
 * <p>An image depends only on (seed, train or test, index): a smaller set is the beginning of a larger one, and every
 * machine makes the same bytes. The label of image {@code i} is {@code i % 2}.
 */
public final class Arrows {
  /** As in {@code --dataset arrows}. */
  public static final String NAME = "arrows";

  /** By label. */
  public static final List<String> CLASSES = List.of("left", "right");

  static final double MOST_TILT = Math.PI / 6;

  private static final int TRAIN = 50_000;
  private static final int TEST = 10_000;
  private static final long SEED = 10;

  private Arrows() {}

  /** The first {@code n} images of each part of the standard set: 50,000 training and 10,000 test images; 0 for all. */
  public static Dataset first(int n) {
    return dataset(n == 0 ? TRAIN : Math.min(n, TRAIN), n == 0 ? TEST : Math.min(n, TEST), SEED);
  }

  /** A set of any size from any seed. */
  public static Dataset dataset(int train, int test, long seed) {
    return new Dataset(NAME, CLASSES, images(train, seed, "train"), images(test, seed, "test"));
  }

  private static ImageSet images(int n, long seed, String part) {
    ArrowKind[] kinds = ArrowKind.values();
    return DrawnImages.of(n, CLASSES.size(), seed, NAME + "/" + part, (label, random, out, offset) -> {
      ArrowKind kind = kinds[RandomStreams.below(random, kinds.length)];
      double angle = angle(label);
      new ShapePainter(random).paint(kind.outlines(), angle - MOST_TILT, angle + MOST_TILT, out, offset);
    });
  }

  /** The angle, in radians, at which an arrow of a class is not tilted. */
  static double angle(int label) {
    return label == 0 ? Math.PI : 0;
  }
}
