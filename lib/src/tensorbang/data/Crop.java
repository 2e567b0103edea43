package tensorbang.data;

import java.util.SplittableRandom;
import tensorbang.random.RandomStreams;
import tensorbang.registry.Arguments;

/**
 * Pads an image on every side and cuts out a window of the old size at a random position (He et al. 2015, section 4.2).
 * The padding has the mean colour, which is zero once normalised.
 */
final class Crop extends SharedStream {
  private static final int PADDING = 4;
  private static final int MOST = 1024;

  private final int padding;

  private Crop(int padding) {
    super(0);
    this.padding = padding;
  }

  static Crop of(Arguments arguments) {
    return new Crop(arguments.whole(0, PADDING, 1, MOST));
  }

  @Override
  public String label(String written) {
    return padding == PADDING ? "crop" : "crop:" + padding;
  }

  @Override
  public void apply(TrainingImage image, SplittableRandom random) {
    int down = RandomStreams.below(random, 2 * padding + 1) - padding;
    int right = RandomStreams.below(random, 2 * padding + 1) - padding;
    shift(image, down, right);
  }

  /** Replaces the image by the window that starts {@code down} rows and {@code right} columns from its corner. */
  private static void shift(TrainingImage image, int down, int right) {
    int height = image.height();
    int width = image.width();
    int left = Math.min(width, Math.max(0, -right));
    int end = Math.max(left, Math.min(width, width - right));
    for (int i = 0; i < height; i++) {
      int y = down >= 0 ? i : height - 1 - i; // a row is read before it is overwritten
      int source = y + down;
      if (source < 0 || source >= height || left == end) {
        image.fill(y, 0, width);
        continue;
      }
      int bytes = (end - left) * image.channels();
      System.arraycopy(image.pixels(), image.index(source, left + right), image.pixels(), image.index(y, left), bytes);
      image.fill(y, 0, left);
      image.fill(y, end, width - end);
    }
  }
}
