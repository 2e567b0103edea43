package tensorbang.data;

import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tensorbang.random.RandomStreams;
import tensorbang.registry.Arguments;

/**
 * Changes brightness, contrast, saturation and hue, in random order, as torchvision's {@code ColorJitter} does. The first
 * three by a factor drawn evenly from [1 - STRENGTH, 1 + STRENGTH]: brightness multiplies every value, contrast the
 * distance of every value to the image's mean grey, saturation the distance of a pixel's channels to its grey. The hue
 * is turned by an angle drawn evenly from [-HUE, HUE] turns, with saturation and value (HSV) as they are.
 *
 * <p>The grey of a pixel is its luma (ITU-R BT.601) where there are three channels, else their mean; images of other
 * than three channels have no hue to turn.
 *
 * @param brightness 0 to 1; so are {@code contrast} and {@code saturation}
 * @param hue 0 to 0.5
 */
record ColorJitter(double brightness, double contrast, double saturation, double hue) implements Augmentation {
  private static final double STRENGTH = 0.2;
  private static final double[] LUMA = {0.299, 0.587, 0.114};
  private static final int CHANGES = 4;

  /** Without arguments 0.2 for all but the hue; with some, 0 for those left out. */
  static ColorJitter of(Arguments arguments) {
    double otherwise = arguments.count() == 0 ? STRENGTH : 0;
    return new ColorJitter(
        arguments.number(0, otherwise, 0, 1),
        arguments.number(1, otherwise, 0, 1),
        arguments.number(2, otherwise, 0, 1),
        arguments.number(3, 0, 0, 0.5));
  }

  @Override
  public String label(String written) {
    if (equals(new ColorJitter(STRENGTH, STRENGTH, STRENGTH, 0))) return "color-jitter";
    return Stream.of(brightness, contrast, saturation, hue)
        .map(strength -> Labels.of("", strength, -1).substring(1))
        .collect(Collectors.joining(",", "color-jitter:", ""));
  }

  @Override
  public void apply(TrainingImage image, SplittableRandom random) {
    int[] order = RandomStreams.permutation(CHANGES, random);
    double[] drawn = new double[CHANGES];
    for (int i = 0; i < CHANGES; i++) drawn[i] = 2 * RandomStreams.unit(random) - 1;
    change(image, order, 1 + brightness * drawn[0], 1 + contrast * drawn[1], 1 + saturation * drawn[2], hue * drawn[3]);
  }

  /**
   * Changes an image.
   *
   * @param order of the changes: 0 brightness, 1 contrast, 2 saturation, 3 hue
   * @param turns by which the hue is turned
   */
  static void change(
      TrainingImage image, int[] order, double brightness, double contrast, double saturation, double turns) {
    int channels = image.channels();
    double[] values = new double[image.end() - image.start()];
    for (int i = 0; i < values.length; i++) values[i] = image.pixels()[image.start() + i] & 0xff;
    for (int change : order) {
      double mean = change == 1 ? meanGrey(values, channels) : 0;
      for (int at = 0; at < values.length; at += channels) {
        switch (change) {
          case 0 -> blend(values, at, channels, 0, brightness);
          case 1 -> blend(values, at, channels, mean, contrast);
          case 2 -> blend(values, at, channels, grey(values, at, channels), saturation);
          default -> turn(values, at, channels, turns);
        }
      }
    }
    for (int i = 0; i < values.length; i++) image.pixels()[image.start() + i] = (byte) Math.floor(values[i] + 0.5);
  }

  /** Multiplies the distances of a pixel's channels to {@code other}, and cuts off what is outside of [0, 255]. */
  private static void blend(double[] values, int at, int channels, double other, double factor) {
    for (int i = at; i < at + channels; i++)
      values[i] = Math.max(0, Math.min(255, other + factor * (values[i] - other)));
  }

  private static double meanGrey(double[] values, int channels) {
    double sum = 0;
    for (int at = 0; at < values.length; at += channels) sum += grey(values, at, channels);
    return sum / (values.length / channels);
  }

  private static double grey(double[] values, int at, int channels) {
    double sum = 0;
    for (int c = 0; c < channels; c++) sum += (channels == LUMA.length ? LUMA[c] : 1.0 / channels) * values[at + c];
    return sum;
  }

  private static void turn(double[] values, int at, int channels, double turns) {
    if (channels != 3 || turns == 0) return;
    double red = values[at];
    double green = values[at + 1];
    double blue = values[at + 2];
    double most = Math.max(red, Math.max(green, blue));
    double chroma = most - Math.min(red, Math.min(green, blue));
    if (chroma == 0) return;
    double hue = most == red
        ? (green - blue) / chroma
        : most == green ? 2 + (blue - red) / chroma : 4 + (red - green) / chroma; // in sixths of a turn
    for (int c = 0; c < 3; c++) {
      double k = (5 - 2 * c + hue + 6 * turns + 12) % 6;
      values[at + c] = most - chroma * Math.max(0, Math.min(1, Math.min(k, 4 - k)));
    }
  }
}
