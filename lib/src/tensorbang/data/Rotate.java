package tensorbang.data;

import java.util.SplittableRandom;
import tensorbang.random.RandomStreams;
import tensorbang.registry.Arguments;

/**
 * Turns an image about its centre by an angle drawn evenly from [-DEGREES, DEGREES]. Colours are interpolated between
 * the four nearest pixels (bilinear); outside of the image is the mean colour.
 */
record Rotate(double degrees) implements Augmentation {
  private static final double DEGREES = 15;

  static Rotate of(Arguments arguments) {
    return new Rotate(arguments.number(0, DEGREES, 0, 180));
  }

  @Override
  public String label(String written) {
    return Labels.of("rotate", degrees, DEGREES);
  }

  @Override
  public void apply(TrainingImage image, SplittableRandom random) {
    turn(image, StrictMath.toRadians(degrees * (2 * RandomStreams.unit(random) - 1)));
  }

  /** Turns an image by so many radians, clockwise where they are positive. */
  static void turn(TrainingImage image, double angle) {
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double middleY = (image.height() - 1) / 2.0;
    double middleX = (image.width() - 1) / 2.0;
    byte[] source = image.copy();
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        double sourceY = cos * (y - middleY) - sin * (x - middleX) + middleY;
        double sourceX = sin * (y - middleY) + cos * (x - middleX) + middleX;
        interpolate(source, image, sourceY, sourceX, image.index(y, x));
      }
    }
  }

  /** Writes the colour of {@code source} at (y, x), which lies between pixels, to the image's byte {@code to}. */
  private static void interpolate(byte[] source, TrainingImage image, double y, double x, int to) {
    int top = (int) Math.floor(y);
    int left = (int) Math.floor(x);
    double down = y - top;
    double right = x - left;
    for (int c = 0; c < image.channels(); c++) {
      double upper = (1 - right) * value(source, image, top, left, c) + right * value(source, image, top, left + 1, c);
      double lower =
          (1 - right) * value(source, image, top + 1, left, c) + right * value(source, image, top + 1, left + 1, c);
      image.pixels()[to + c] = (byte) Math.floor((1 - down) * upper + down * lower + 0.5);
    }
  }

  private static int value(byte[] source, TrainingImage image, int y, int x, int channel) {
    boolean isInside = y >= 0 && y < image.height() && x >= 0 && x < image.width();
    byte value =
        isInside ? source[image.index(y, x) - image.start() + channel] : image.fill()[channel];
    return value & 0xff;
  }
}
