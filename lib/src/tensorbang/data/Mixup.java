package tensorbang.data;

import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.random.AbstractRandomGenerator;
import tensorbang.random.RandomStreams;
import tensorbang.registry.Arguments;

/**
 * mixup (Zhang et al. 2018, equation 1): each image becomes {@code lambda * itself + (1 - lambda) * the next image of
 * the batch}, and so does its target; lambda is drawn for each image from Beta(ALPHA, ALPHA). The order of a batch is
 * random, so its next image is a random one; the last image is mixed with the first. Bytes are rounded to the nearest
 * value. Their ALPHA for CIFAR, the default here, is 1: lambda is then even over [0, 1].
 */
record Mixup(double alpha) implements Augmentation {
  private static final double ALPHA = 1;

  static Mixup of(Arguments arguments) {
    return new Mixup(arguments.number(0, ALPHA, 0.01, 100));
  }

  @Override
  public String label(String written) {
    return Labels.of("mixup", alpha, ALPHA);
  }

  @Override
  public boolean mixesLabels() {
    return true;
  }

  /** One image alone has nothing to be mixed with. */
  @Override
  public void apply(TrainingImage image, SplittableRandom random) {}

  @Override
  public void apply(AugmentedBatch batch, String stream) {
    int size = batch.size();
    int[] labels = new int[size];
    float[] shares = new float[size];
    byte[] first = batch.image(0).copy(); // unchanged, for the last image
    for (int i = 0; i < size; i++) {
      int next = (i + 1) % size;
      labels[i] = batch.label(next);
      shares[i] = (float) (1 - sample(batch.random(stream, i)));
      TrainingImage other = batch.image(next);
      if (next == 0) mix(batch.image(i), first, 0, shares[i]);
      else mix(batch.image(i), other.pixels(), other.start(), shares[i]);
    }
    batch.setSecondLabels(labels, shares);
  }

  private static void mix(TrainingImage image, byte[] other, int start, double share) {
    byte[] pixels = image.pixels();
    for (int i = image.start(), j = start; i < image.end(); i++, j++) {
      double own = pixels[i] & 0xff;
      pixels[i] = (byte) Math.floor(own + share * ((other[j] & 0xff) - own) + 0.5);
    }
  }

  private double sample(SplittableRandom random) {
    return new BetaDistribution(new Generator(random), alpha, alpha).sample();
  }

  /** A stream as commons-math draws from it. */
  private static final class Generator extends AbstractRandomGenerator {
    private final SplittableRandom random;

    Generator(SplittableRandom random) {
      this.random = random;
    }

    @Override
    public double nextDouble() {
      return RandomStreams.unit(random);
    }

    @Override
    public void setSeed(long seed) {
      throw new UnsupportedOperationException("a stream begins where it was derived");
    }
  }
}
