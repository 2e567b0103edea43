package tensorbang.data;

import java.util.SplittableRandom;
import tensorbang.random.RandomStreams;
import tensorbang.registry.Arguments;

/**
 * CutMix (Yun et al. 2019, section 3.1): a rectangle of each image is replaced by the same one of the next image, and
 * the targets are mixed with the shares of the two images' pixels. Lambda is drawn for each image from Beta(ALPHA,
 * ALPHA); the rectangle has {@code sqrt(1 - lambda)} of the image's height and width, its centre is anywhere, and what
 * reaches over the edge is cut off. Their ALPHA, the default here, is 1.
 */
record Cutmix(double alpha) implements NextImageMix {
  private static final double ALPHA = 1;

  static Cutmix of(Arguments arguments) {
    return new Cutmix(arguments.number(0, ALPHA, 0.01, 100));
  }

  @Override
  public String label(String written) {
    return Labels.of("cutmix", alpha, ALPHA);
  }

  @Override
  public float mix(TrainingImage image, byte[] other, int start, SplittableRandom random) {
    double side = Math.sqrt(1 - BetaVariate.of(alpha, random));
    int height = (int) (side * image.height());
    int width = (int) (side * image.width());
    int y = RandomStreams.below(random, image.height()) - height / 2;
    int x = RandomStreams.below(random, image.width()) - width / 2;
    int top = Math.max(0, y);
    int left = Math.max(0, x);
    int rows = Math.min(image.height(), y + height) - top;
    int columns = Math.min(image.width(), x + width) - left;
    for (int row = top; row < top + rows; row++) {
      int at = image.index(row, left);
      System.arraycopy(other, start + at - image.start(), image.pixels(), at, columns * image.channels());
    }
    return (float) rows * columns / (image.height() * image.width());
  }
}
