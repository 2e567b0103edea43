package tensorbang.data;

import java.util.SplittableRandom;
import tensorbang.registry.Arguments;

/**
 * mixup (Zhang et al. 2018, equation 1): each image becomes {@code lambda * itself + (1 - lambda) * the next image of
 * the batch}, and so does its target; lambda is drawn for each image from Beta(ALPHA, ALPHA). Bytes are rounded to the
 * nearest value. Their ALPHA for CIFAR, the default here, is 1: lambda is then even over [0, 1].
 */
record Mixup(double alpha) implements NextImageMix {
  private static final double ALPHA = 1;

  static Mixup of(Arguments arguments) {
    return new Mixup(arguments.number(0, ALPHA, 0.01, 100));
  }

  @Override
  public String label(String written) {
    return Labels.of("mixup", alpha, ALPHA);
  }

  @Override
  public float mix(TrainingImage image, byte[] other, int start, SplittableRandom random) {
    float share = (float) (1 - BetaVariate.of(alpha, random));
    byte[] pixels = image.pixels();
    for (int i = image.start(), j = start; i < image.end(); i++, j++) {
      double own = pixels[i] & 0xff;
      pixels[i] = (byte) Math.floor(own + (double) share * ((other[j] & 0xff) - own) + 0.5);
    }
    return share;
  }
}
