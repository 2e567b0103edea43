package tensorbang.experiment.launch;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import tensorbang.experiment.settings.Run;
import tensorbang.train.Epoch;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

/** How long runs take, judged by what others of the same network have taken here. */
final class RunTimeEstimate {
  /** RunTraining images of each data set there is. */
  private static final int WHOLE_SET = 50_000;

  private final List<Metrics> known;

  private RunTimeEstimate(List<Metrics> known) {
    this.known = known;
  }

  static RunTimeEstimate of(List<Run> runs) {
    return new RunTimeEstimate(runs.stream()
        .map(run -> run.folder().metrics())
        .filter(Objects::nonNull)
        .filter(m -> !m.epochs().isEmpty())
        .toList());
  }

  /** Seconds that the rest of {@code run} takes, tests apart; empty where no run of its network has got anywhere. */
  OptionalDouble secondsLeft(Run run) {
    TrainConfig config = run.config();
    Metrics begun = run.folder().metrics();
    int epochs = config.epochs() - (begun == null ? 0 : begun.epochs().size());
    int images = config.limit() == 0 ? WHOLE_SET : Math.min(config.limit(), WHOLE_SET);
    OptionalDouble imagesPerSecond = known.stream()
        .filter(m -> isAlike(m.config(), config))
        .flatMap(m -> m.epochs().stream())
        .mapToDouble(Epoch::imagesPerSecond)
        .average();
    return imagesPerSecond.isPresent()
        ? OptionalDouble.of(epochs * (images / imagesPerSecond.getAsDouble()))
        : imagesPerSecond;
  }

  private static boolean isAlike(TrainConfig one, TrainConfig other) {
    return one.net().equals(other.net())
        && one.netOptions().equals(other.netOptions())
        && one.precision().equals(other.precision());
  }
}
