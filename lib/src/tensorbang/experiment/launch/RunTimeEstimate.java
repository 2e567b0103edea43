package tensorbang.experiment.launch;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import tensorbang.data.sets.DatasetRequest;
import tensorbang.experiment.settings.Run;
import tensorbang.train.Epoch;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

/** How long runs take, judged by what others of the same network have taken here. */
final class RunTimeEstimate {
  /** Training images of a data set of which no run has ended an epoch; CIFAR has as many. */
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
    OptionalDouble imagesPerSecond = known.stream()
        .filter(m -> isAlike(m.config(), config))
        .flatMap(m -> m.epochs().stream())
        .mapToDouble(Epoch::imagesPerSecond)
        .average();
    return imagesPerSecond.isPresent()
        ? OptionalDouble.of(epochs * (images(config) / imagesPerSecond.getAsDouble()))
        : imagesPerSecond;
  }

  /** Training images an epoch: as many as a run on the same data had. */
  private double images(TrainConfig config) {
    return known.stream()
        .filter(m -> data(m.config()).equals(data(config)))
        .map(m -> m.epochs().get(0))
        .mapToDouble(epoch -> epoch.seconds() * epoch.imagesPerSecond())
        .findFirst()
        .orElse(config.limit() == 0 ? WHOLE_SET : Math.min(config.limit(), WHOLE_SET));
  }

  /** What is asked for, but for which images stay of a class: it does not change how many. */
  private static DatasetRequest data(TrainConfig config) {
    return config.data().withImbalance(config.imbalance(), 0);
  }

  private static boolean isAlike(TrainConfig one, TrainConfig other) {
    return one.net().equals(other.net())
        && one.netOptions().equals(other.netOptions())
        && one.precision().equals(other.precision());
  }
}
