package tensorbang.experiment.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import tensorbang.data.ImageSet;
import tensorbang.experiment.claims.BatchNormMoments.Channel;
import tensorbang.experiment.settings.Experiment;
import tensorbang.experiment.summary.Comparison.Row;
import tensorbang.experiment.summary.Comparison.Trial;
import tensorbang.report.Histogram;
import tensorbang.settings.Settings;

/** Statement 1: means and deviations of the channels of a network's batch norms, before and after training. */
final class BatchNormOutputs implements Claim {
  private static final String NAME = "light";
  private static final int IMAGES = 500;

  /** Of its deviation, by which the mean of a channel may differ from zero and still count as zero. */
  private static final double ZERO = 0.1;

  /** Percent of the channels that may have another mean. */
  private static final double FEW = 5;

  @Override
  public int number() {
    return 1;
  }

  @Override
  public String statement() {
    return "Batch norm subtracts the mean, so the outputs of a batch-norm layer have mean zero.";
  }

  @Override
  public List<Experiment> experiments(boolean quick) {
    Settings base = Settings.NONE
        .set("net", "light")
        .set("limit", quick ? 500 : 5000)
        .set("epochs", quick ? 2 : 8)
        .set("augment", "none")
        .set("label_smoothing", 0);
    return List.of(Seeds.of(Experiment.of(NAME, "Outputs of batch norm in light", base), quick, 3));
  }

  @Override
  public Finding examine(Evidence evidence) {
    Row row = evidence.comparison(NAME).rows().get(0);
    List<BatchNormMoments> all =
        row.trials().stream().map(trial -> moments(trial, evidence)).toList();
    Interval before = share(all, BatchNormMoments::before);
    Interval after = share(all, BatchNormMoments::after);
    Interval inference = share(all, BatchNormMoments::inference);
    List<Figure> figures = List.of(
        Figure.of("channels with another mean than zero, before training", before, "%"),
        Figure.of("the same after training", after, "%"),
        Figure.of("the same after training, with moving averages as in inference", inference, "%"),
        Figure.of(
            "largest mean of a channel before training, without its sign", largest(all, BatchNormMoments::before), ""),
        Figure.of(
            "largest mean of a channel after training, without its sign", largest(all, BatchNormMoments::after), ""),
        Figure.of("deviation of a channel after training, mean", deviation(all), ""),
        Figure.of("largest difference between a channel's mean and its beta", fromBeta(all), ""));
    return new Finding(
        verdict(before, after),
        criterion(),
        figures,
        reasons(all, before, after),
        sources(),
        List.of(chart(evidence, all)));
  }

  /** Of the shares of channels with another mean, in percent. */
  static Verdict verdict(Interval before, Interval after) {
    if (above(before) || above(after)) return Verdict.FALSE;
    return below(before) && below(after) ? Verdict.TRUE : Verdict.UNDECIDED;
  }

  private static boolean above(Interval share) {
    return share.low() > FEW;
  }

  private static boolean below(Interval share) {
    return share.high() < FEW;
  }

  private static BatchNormMoments moments(Trial trial, Evidence evidence) {
    return evidence.measured(trial, "batch-norm-outputs.json", IMAGES, BatchNormMoments.class, () -> {
      ImageSet images = evidence.dataset(trial.folder().config()).train();
      ImageSet first = images.first(Math.min(IMAGES, images.size()));
      return BatchNormMoments.of(trial.folder().model(), trial.seed(), first, evidence.device(), evidence.threads());
    });
  }

  private static Interval share(List<BatchNormMoments> all, Function<BatchNormMoments, List<Channel>> which) {
    return Interval.of(all.stream()
        .map(which)
        .mapToDouble(
            channels -> 100.0 * channels.stream().filter(c -> c.isOff(ZERO)).count() / channels.size())
        .toArray());
  }

  private static double largest(List<BatchNormMoments> all, Function<BatchNormMoments, List<Channel>> which) {
    return all.stream()
        .flatMap(m -> which.apply(m).stream())
        .mapToDouble(c -> Math.abs(c.mean()))
        .max()
        .orElseThrow();
  }

  private static Interval deviation(List<BatchNormMoments> all) {
    return Interval.of(all.stream()
        .mapToDouble(m -> m.after().stream().mapToDouble(Channel::std).average().orElseThrow())
        .toArray());
  }

  private static double fromBeta(List<BatchNormMoments> all) {
    return all.stream()
        .flatMapToDouble(m -> IntStream.range(0, m.beta().size())
            .mapToDouble(c -> Math.abs(m.after().get(c).mean() - m.beta().get(c))))
        .max()
        .orElseThrow();
  }

  private static String criterion() {
    return String.format(
        Locale.ROOT,
        "A channel's mean counts as zero where it is within %.1f of the channel's deviation, over all positions of %d"
            + " training images normalised by their own statistics. False where more than %.0f %% of the channels have"
            + " another mean, with the whole 95 %% interval over the seeds, before or after training; true where it is"
            + " fewer, before and after; undecided otherwise.",
        ZERO,
        IMAGES,
        FEW);
  }

  private static List<String> reasons(List<BatchNormMoments> all, Interval before, Interval after) {
    return List.of(
        String.format(
            Locale.ROOT,
            "Before training %.0f %% of the %d channels have a mean other than zero, after it %.0f %%; the largest mean"
                + " goes from %.1e to %.2f.",
            before.mean(),
            all.get(0).after().size(),
            after.mean(),
            largest(all, BatchNormMoments::before),
            largest(all, BatchNormMoments::after)),
        String.format(
            Locale.ROOT,
            "Batch norm does subtract the mean, but then multiplies by gamma and adds beta, which are learned (Ioffe"
                + " and Szegedy 2015, algorithm 1): no channel's mean differs from its beta by more than %.1e.",
            fromBeta(all)),
        "The outputs have mean zero and deviation one only as long as beta is 0 and gamma is 1, where training begins;"
            + " this was measured in one network, but it follows from the definition for any.");
  }

  private static List<String> sources() {
    return List.of(
        "S. Ioffe and C. Szegedy, Batch Normalization: Accelerating Deep Network Training by Reducing Internal"
            + " Covariate Shift, ICML 2015.");
  }

  private static Chart chart(Evidence evidence, List<BatchNormMoments> all) {
    Histogram histogram = new Histogram(evidence.comparison(NAME).title(), "mean of a channel", "channels a bin")
        .bins(60)
        .add("before training", means(all, BatchNormMoments::before))
        .add("after training", means(all, BatchNormMoments::after));
    return new Chart(
        "channel-means", "Means of all channels after batch norm, before and after training.", histogram::write);
  }

  private static float[] means(List<BatchNormMoments> all, Function<BatchNormMoments, List<Channel>> which) {
    List<Float> means = new ArrayList<>();
    all.forEach(m -> which.apply(m).forEach(c -> means.add((float) c.mean())));
    float[] values = new float[means.size()];
    for (int i = 0; i < values.length; i++) values[i] = means.get(i);
    return values;
  }
}
