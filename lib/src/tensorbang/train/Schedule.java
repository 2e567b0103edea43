package tensorbang.train;

import java.util.List;
import tensorbang.InputException;

/** How the learning rate moves over a run: a factor on the base rate as a function of the share of steps done. */
public enum Schedule {
  CONSTANT {
    @Override
    public double factor(double done) {
      return 1;
    }
  },
  /** A tenth after half of the run, a hundredth after three quarters: He et al. 2016, section 4.2. */
  STEP {
    @Override
    public double factor(double done) {
      return done < 0.5 ? 1 : done < 0.75 ? 0.1 : 0.01;
    }
  },
  /** Half a cosine, from the base rate to 0: Loshchilov and Hutter 2017, eq. 5, without restarts. */
  COSINE {
    @Override
    public double factor(double done) {
      return 0.5 * (1 + Math.cos(Math.PI * done));
    }
  },
  /**
   * Up to the base rate over the first fifth, from a tenth of it, then down to 0, both in straight lines: the one-cycle
   * policy (Smith 2018) without its moves of the momentum.
   */
  ONE_CYCLE {
    @Override
    public double factor(double done) {
      return done < WARM_UP ? 0.1 + 0.9 * done / WARM_UP : (1 - done) / (1 - WARM_UP);
    }
  };

  private static final double WARM_UP = 0.2;

  /** @param done share of the run's steps before this one, in [0, 1) */
  public abstract double factor(double done);

  /** The name on the command line and in JSON. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  public static List<String> labels() {
    return java.util.Arrays.stream(values()).map(Schedule::label).toList();
  }

  /** @throws InputException if there is no such schedule */
  public static Schedule parse(String label) {
    for (Schedule s : values()) if (s.label().equals(label)) return s;
    throw new InputException("--schedule " + label + ": expected one of " + String.join(", ", labels()));
  }
}
