package tensorbang.data;

import java.util.SplittableRandom;
import tensorbang.random.RandomStreams;
import tensorbang.registry.Arguments;

/**
 * Moves an image by a random number of pixels down and right; what is empty then shows the mirror image of what is
 * beside it, without its outermost row or column (Jordan 2024, "94% on CIFAR-10 in 3.29 Seconds on a Single GPU",
 * section 3.1: two pixels each way, reflection padding).
 *
 * @param most pixels, up and down, left and right
 */
record Translate(int most) implements Augmentation {
  private static final int PIXELS = 2;
  private static final int LIMIT = 1024;

  static Translate of(Arguments arguments) {
    return new Translate(arguments.whole(0, PIXELS, 1, LIMIT));
  }

  @Override
  public String label(String written) {
    return Labels.of("translate", most, PIXELS);
  }

  @Override
  public void apply(TrainingImage image, SplittableRandom random) {
    int down = RandomStreams.below(random, 2 * most + 1) - most;
    int right = RandomStreams.below(random, 2 * most + 1) - most;
    move(image, down, right);
  }

  /** @param down rows, negative for up; likewise {@code right} */
  static void move(TrainingImage image, int down, int right) {
    if (down == 0 && right == 0) return;
    int channels = image.channels();
    byte[] old = image.copy();
    int[] columns = new int[image.width()];
    for (int x = 0; x < columns.length; x++) columns[x] = reflected(x - right, columns.length) * channels;
    for (int y = 0; y < image.height(); y++) {
      int row = reflected(y - down, image.height()) * image.width() * channels;
      int to = image.index(y, 0);
      for (int from : columns) for (int c = 0; c < channels; c++) image.pixels()[to++] = old[row + from + c];
    }
  }

  /** The position in [0, length) that shows at {@code i}: 2, 1, 0, 1, 2 around the first. */
  private static int reflected(int i, int length) {
    int period = Math.max(1, 2 * (length - 1));
    int at = Math.floorMod(i, period);
    return at < length ? at : period - at;
  }
}
