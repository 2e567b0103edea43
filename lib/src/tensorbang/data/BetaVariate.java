package tensorbang.data;

import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.random.AbstractRandomGenerator;
import tensorbang.random.RandomStreams;

/** A number in [0, 1] drawn from Beta(alpha, alpha). */
final class BetaVariate {
  private BetaVariate() {}

  static double of(double alpha, SplittableRandom random) {
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
