package tensorbang.experiment.claims;

import java.util.List;
import java.util.stream.LongStream;
import tensorbang.experiment.settings.Experiment;

/** The seeds of a claim's trainings where the user names none. */
final class Seeds {
  private static final long FIRST = 42;
  private static final int QUICK = 2;

  private Seeds() {}

  /**
   * {@code experiment} with {@code count} seeds from 42 on, or with two for a quick look.
   *
   * @param count at least 3 where a verdict rests on a difference
   */
  static Experiment of(Experiment experiment, boolean quick, int count) {
    List<Long> seeds =
        LongStream.range(FIRST, FIRST + (quick ? QUICK : count)).boxed().toList();
    return experiment.withSeeds(seeds);
  }
}
