package tensorbang.train;

import java.util.Locale;

/** Schedules without parameters. */
public enum Schedules implements Schedule {
  CONSTANT {
    @Override
    double factor(double done) {
      return 1;
    }
  },
  /** Half a cosine, from the base rate to 0: Loshchilov and Hutter 2017, eq. 5, without restarts. */
  COSINE {
    @Override
    double factor(double done) {
      return 0.5 * (1 + Math.cos(Math.PI * done));
    }
  },
  /**
   * Up to the base rate over the first fifth, from a tenth of it, then down to 0, both linearly: the one-cycle policy
   * (Smith 2018) without its changes of the momentum.
   */
  ONE_CYCLE {
    @Override
    double factor(double done) {
      return done < RISE ? 0.1 + 0.9 * done / RISE : (1 - done) / (1 - RISE);
    }
  };

  private static final double RISE = 0.2;

  /** @param done share of the training, in [0, 1) */
  abstract double factor(double done);

  @Override
  public double factor(TrainingTime time) {
    return factor(time.done());
  }

  @Override
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
