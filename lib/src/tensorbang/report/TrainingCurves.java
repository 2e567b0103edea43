package tensorbang.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import tensorbang.report.ChartStyle.Look;
import tensorbang.train.Epoch;
import tensorbang.train.MeanStd;
import tensorbang.train.TrainConfig;

/**
 * Accuracy (left) and loss (right) against the epoch, on the training set, the test set and others. Test curves are
 * solid, training curves dashed, others dotted; several runs differ in colour and marker. The final test accuracy
 * stands beside the left panel.
 */
public final class TrainingCurves {
  static final int WIDTH = 900;
  static final int HEIGHT = 400;

  /** More labels would not find room beside the panel; the results then stand in the legend. */
  private static final int MOST_LABELS = 14;

  /** Losses above this many times the lowest first loss leave the panel, so that the other curves stay readable. */
  private static final double CUT_OFF = 5;

  /** Half a mark's height as a share of the panel's. */
  private static final double MARK_ROOM = 0.02;

  private TrainingCurves() {}

  /** What is drawn in one colour. */
  public sealed interface Curves permits Run, Seeds {
    /** What tells the training loss from those of other series, see {@link TrainConfig#trainingLoss}. */
    String trainingLoss();
  }

  /**
   * What is measured in every epoch on one set of images. A series without any finite value in any run is not drawn.
   *
   * @param name for the legend
   * @param accuracy a fraction
   * @param loss in nats
   */
  public record Series(String name, ToDoubleFunction<Epoch> accuracy, ToDoubleFunction<Epoch> loss) {
    public static final Series TRAIN = new Series("train", Epoch::trainAccuracy, Epoch::trainLoss);
    public static final Series VALIDATION = new Series("validation", Epoch::validationAccuracy, Epoch::validationLoss);
    public static final Series TEST = new Series("test", Epoch::testAccuracy, Epoch::testLoss);

    private boolean isIn(List<Trainings> all) {
      return all.stream()
          .flatMap(Trainings::epochs)
          .anyMatch(e -> Double.isFinite(accuracy.applyAsDouble(e)) || Double.isFinite(loss.applyAsDouble(e)));
    }
  }

  /** In the order in which they are drawn and named. */
  private static final List<Series> ALL_SERIES = List.of(Series.TRAIN, Series.VALIDATION, Series.TEST);

  /**
   * One training. An epoch with a training or test loss that is NaN or infinite leaves a gap, and the legend then says
   * "diverged". Of an epoch that is there twice, as after a resumed run, the later one counts.
   */
  public record Run(String name, List<Epoch> epochs, String trainingLoss) implements Curves {
    /** A training by plain cross-entropy. */
    public Run(String name, List<Epoch> epochs) {
      this(name, epochs, "");
    }
  }

  /**
   * One setting, trained with several seeds: drawn as mean, with a band of ± one population standard deviation. Seeds
   * that diverged are left out and counted in the legend, unless all did.
   */
  public record Seeds(String name, List<List<Epoch>> runs, String trainingLoss) implements Curves {
    /** Trainings by plain cross-entropy. */
    public Seeds(String name, List<List<Epoch>> runs) {
      this(name, runs, "");
    }
  }

  /**
   * Writes a PNG of 1800 by 800 pixels, or higher for a legend of more than two rows. Names of runs show where there
   * are several; one alone is named by the title.
   *
   * @param svg the same picture; may be null for the PNG alone
   * @throws tensorbang.InputException where a file cannot be written
   */
  public static void write(String title, List<? extends Curves> curves, Path png, Path svg) {
    write(title, curves, ALL_SERIES, png, svg);
  }

  /** The same with series of the caller's choice. */
  public static void write(String title, List<? extends Curves> curves, List<Series> series, Path png, Path svg) {
    Figure figure = figure(title, curves, series);
    ChartFile.write(figure, WIDTH, HEIGHT + figure.extraHeight(WIDTH), png, svg);
  }

  /** The same picture, to be drawn elsewhere. */
  public static Drawing drawing(String title, List<? extends Curves> curves) {
    return figure(title, curves, ALL_SERIES);
  }

  private static Figure figure(String title, List<? extends Curves> curves, List<Series> wanted) {
    List<Trainings> all = curves.stream().map(Trainings::of).toList();
    boolean single = all.size() == 1;
    boolean labelled = all.size() <= MOST_LABELS;
    List<Series> series =
        wanted.stream().filter(s -> all.isEmpty() || s.isIn(all)).toList();
    double cutOff = cutOff(all, series);
    XYPlot accuracy = plot("accuracy (%)");
    XYPlot loss = plot("loss (nats)");
    List<EndLabels.Label> results = new ArrayList<>();
    List<Legend.Entry> legend = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Trainings trainings = all.get(i);
      for (Series s : series) {
        Look look = look(s, i, single);
        int phase = single ? series.indexOf(s) : i;
        trainings.curve(e -> 100 * s.accuracy.applyAsDouble(e), look, phase).addTo(accuracy);
        trainings
            .curve(e -> limit(s.loss.applyAsDouble(e), cutOff), look, phase)
            .addTo(loss);
      }
      Look test = look(Series.TEST, i, single);
      Optional<MeanStd> result = trainings.finalTestAccuracy();
      if (labelled) result.ifPresent(r -> results.add(new EndLabels.Label(r.percent(), 100 * r.mean(), test)));
      String note = trainings.note().isEmpty() ? offScale(trainings, series, cutOff) : trainings.note();
      if (single) {
        for (Series s : series) legend.add(sample(name(s, curves), look(s, i, true), trainings));
        if (!note.isEmpty()) legend.add(Legend.Entry.note(note));
      } else {
        String name = trainings.name()
            + (labelled ? "" : result.map(r -> ": " + r.percent()).orElse(""));
        legend.add(sample(note.isEmpty() ? name : name + " (" + note + ")", test, trainings));
      }
    }
    if (!single) {
      for (Series s : series) {
        legend.add(Legend.Entry.line(name(s, curves), look(s, 0, false).in(ChartStyle.AXIS)));
      }
    }
    EndLabels.add(accuracy, "final test", results, !single);
    setEpochRange(accuracy.getDomainAxis(), all);
    setEpochRange(loss.getDomainAxis(), all);
    setRange(accuracy.getRangeAxis(), values(all, series, s -> e -> 100 * s.accuracy.applyAsDouble(e)), 100);
    setRange(loss.getRangeAxis(), losses(all, series).filter(value -> value <= cutOff), cutOff);
    return new Figure(title, List.of(accuracy, loss), new Legend(legend));
  }

  /** One run has a colour for each series; several runs have a colour each, and a dash for each series. */
  private static Look look(Series series, int run, boolean single) {
    Look look = ChartStyle.look(run);
    if (series.equals(Series.TEST)) return look.solid();
    if (series.equals(Series.TRAIN)) return single ? ChartStyle.look(1).companion() : look.companion();
    return single ? ChartStyle.look(2).dotted() : look.dotted();
  }

  /** With what the loss of a training series is, where the others' are another. */
  private static String name(Series series, List<? extends Curves> curves) {
    List<String> losses = curves.stream().map(Curves::trainingLoss).distinct().toList();
    if (!series.equals(Series.TRAIN) || losses.stream().allMatch(String::isEmpty)) return series.name;
    return series.name + (losses.size() == 1 ? " (loss " + losses.get(0) + ")" : " (each run's own loss)");
  }

  private static Legend.Entry sample(String name, Look look, Trainings trainings) {
    return trainings.many() ? Legend.Entry.markedArea(name, look) : Legend.Entry.markedLine(name, look);
  }

  private static XYPlot plot(String label) {
    XYPlot plot = new XYPlot(null, ChartStyle.numberAxis("epoch", true), ChartStyle.numberAxis(label, false), null);
    ChartStyle.apply(plot);
    return plot;
  }

  private static DoubleStream values(
      List<Trainings> all, List<Series> series, Function<Series, ToDoubleFunction<Epoch>> value) {
    return series.stream()
        .flatMapToDouble(s -> all.stream().flatMap(Trainings::epochs).mapToDouble(value.apply(s)));
  }

  private static DoubleStream losses(List<Trainings> all, List<Series> series) {
    return values(all, series, Series::loss);
  }

  /** From each run's first epoch, about the level where training starts. */
  private static double cutOff(List<Trainings> all, List<Series> series) {
    DoubleStream first = all.stream()
        .flatMap(Trainings::firstEpochs)
        .mapToDouble(
            e -> series.stream().mapToDouble(s -> s.loss.applyAsDouble(e)).reduce(0, TrainingCurves::higher))
        .filter(loss -> loss > 0);
    return CUT_OFF * first.min().orElse(Double.MAX_VALUE);
  }

  private static double higher(double a, double b) {
    return Double.isFinite(b) ? Math.max(a, b) : a;
  }

  /** Losses far outside the panel, up to 1e38, would make lines that no renderer dashes in reasonable time. */
  private static double limit(double loss, double cutOff) {
    return Double.isFinite(loss) ? Math.min(loss, 10 * cutOff) : loss;
  }

  private static String offScale(Trainings trainings, List<Series> series, double cutOff) {
    double highest =
        losses(List.of(trainings), series).filter(Double::isFinite).max().orElse(0);
    return highest <= cutOff ? "" : String.format(Locale.ROOT, "loss up to %.3g, off the scale", highest);
  }

  private static void setEpochRange(ValueAxis axis, List<Trainings> all) {
    int first =
        all.stream().flatMap(Trainings::epochs).mapToInt(Epoch::epoch).min().orElse(1);
    int last =
        all.stream().flatMap(Trainings::epochs).mapToInt(Epoch::epoch).max().orElse(1);
    double margin = first == last ? 0.5 : 0.02 * (last - first);
    axis.setRange(first - margin, last + margin);
  }

  /** From the lowest to the highest value with some room: beyond 0 and {@code limit}, only for a curve's marks. */
  private static void setRange(ValueAxis axis, DoubleStream values, double limit) {
    double[] finite = values.filter(Double::isFinite).toArray();
    double low = DoubleStream.of(finite).min().orElse(0);
    double high = DoubleStream.of(finite).max().orElse(1);
    double margin = high > low ? 0.05 * (high - low) : 0.05 * high + 1e-3;
    double marks = MARK_ROOM * (high - Math.max(0, low));
    double bottom = Math.max(-marks, low - margin);
    axis.setRange(bottom, Math.max(Math.min(limit + marks, high + margin), bottom + 1e-3));
  }
}
