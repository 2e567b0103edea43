package tensorbang.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tensorbang.report.ChartStyle.Look;
import tensorbang.train.Epoch;
import tensorbang.train.MeanStd;

/**
 * The trainings that one curve sums up.
 *
 * @param seeds how many there were, with those that diverged
 * @param kept their epochs by number: without the diverged ones, or all where all diverged
 * @param diverged how many of them had a loss that is not finite
 */
record Trainings(String name, int seeds, List<TreeMap<Integer, Epoch>> kept, int diverged) {

  static Trainings of(TrainingCurves.Curves curves) {
    if (curves instanceof TrainingCurves.Run run) return of(run.name(), List.of(run.epochs()));
    TrainingCurves.Seeds seeds = (TrainingCurves.Seeds) curves;
    return of(seeds.name(), seeds.runs());
  }

  private static Trainings of(String name, List<List<Epoch>> runs) {
    List<TreeMap<Integer, Epoch>> all = runs.stream()
        .map(run -> run.stream()
            .collect(Collectors.toMap(Epoch::epoch, Function.identity(), (old, later) -> later, TreeMap::new)))
        .toList();
    List<TreeMap<Integer, Epoch>> finite = all.stream()
        .filter(run -> run.values().stream().allMatch(Trainings::isFinite))
        .toList();
    return new Trainings(name, all.size(), finite.isEmpty() ? all : finite, all.size() - finite.size());
  }

  /** Whether there is a spread to show. */
  boolean many() {
    return kept.size() > 1;
  }

  Stream<Epoch> epochs() {
    return kept.stream().map(Map::values).flatMap(Collection::stream);
  }

  /** Mean over the seeds that have the epoch, with a band of ± one standard deviation where there are several. */
  Curve curve(ToDoubleFunction<Epoch> value, Look look, int phase) {
    SortedSet<Integer> numbers = epochs().map(Epoch::epoch).collect(Collectors.toCollection(TreeSet::new));
    List<MeanStd> points = new ArrayList<>();
    for (int number : numbers) {
      points.add(MeanStd.of(kept.stream()
          .filter(run -> run.containsKey(number))
          .map(run -> value.applyAsDouble(run.get(number)))
          .toList()));
    }
    return new Curve(
        numbers.stream().mapToDouble(Integer::doubleValue).toArray(),
        points.stream().mapToDouble(MeanStd::mean).toArray(),
        points.stream().mapToDouble(MeanStd::std).toArray(),
        many() ? Curve.Spread.BAND : Curve.Spread.NONE,
        look,
        phase);
  }

  /** Of the last epoch of each seed; absent where there is none, or an accuracy is not a number. */
  Optional<MeanStd> finalTestAccuracy() {
    double[] last = kept.stream()
        .filter(run -> !run.isEmpty())
        .mapToDouble(run -> run.lastEntry().getValue().testAccuracy())
        .toArray();
    if (last.length == 0) return Optional.empty();
    return Optional.of(MeanStd.of(last)).filter(result -> Double.isFinite(result.mean()));
  }

  /** Of each seed. */
  Stream<Epoch> firstEpochs() {
    return kept.stream().filter(run -> !run.isEmpty()).map(run -> run.firstEntry()
        .getValue());
  }

  /** What the reader of the curve has to know: how many seeds, and what went wrong. Empty where there is nothing. */
  String note() {
    if (epochs().findAny().isEmpty()) return "no epoch finished";
    if (seeds == 1) return diverged == 0 ? "" : "diverged in epoch " + firstDivergedEpoch();
    String mean = kept.size() == 1 ? "1 seed" : "mean of " + kept.size() + " seeds ± std";
    return diverged == 0 ? mean : mean + "; " + diverged + " of " + seeds + " diverged";
  }

  private int firstDivergedEpoch() {
    return epochs().filter(epoch -> !isFinite(epoch)).findFirst().orElseThrow().epoch();
  }

  private static boolean isFinite(Epoch epoch) {
    return Double.isFinite(epoch.trainLoss()) && Double.isFinite(epoch.testLoss());
  }
}
