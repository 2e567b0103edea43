package tensorbang.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import tensorbang.report.ChartStyle.Look;
import tensorbang.train.Epoch;
import tensorbang.train.MeanStd;

/**
 * Accuracy (left) and loss (right) against the epoch, on the training and the test set. Test curves are solid, training
 * curves dashed; several runs differ in colour and marker. The final test accuracy stands beside the left panel.
 */
public final class TrainingCurves {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 400;

  /** More labels would not find room beside the panel; the results then stand in the legend. */
  private static final int MOST_LABELS = 14;

  /** Losses above this many times the lowest first loss leave the panel, so that the other curves stay readable. */
  private static final double CUT_OFF = 5;

  /** Half a mark's height as a share of the panel's. */
  private static final double MARK_ROOM = 0.02;

  private TrainingCurves() {}

  /** What is drawn in one colour. */
  public sealed interface Curves permits Run, Seeds {}

  /**
   * One training. An epoch with a loss that is NaN or infinite leaves a gap, and the legend then says "diverged". Of an
   * epoch told twice, as after a resumed run, the later one counts.
   */
  public record Run(String name, List<Epoch> epochs) implements Curves {}

  /**
   * One setting, trained with several seeds: drawn as mean, with a band of ± one population standard deviation. Seeds
   * that diverged are left out and counted in the legend, unless all did.
   */
  public record Seeds(String name, List<List<Epoch>> runs) implements Curves {}

  /**
   * Writes a PNG of 1800 by 800 pixels, or higher for a legend of more than two rows. Names of runs show where there
   * are several; one alone is told by the title.
   *
   * @param svg the same picture; may be null for the PNG alone
   * @throws tensorbang.InputException where a file cannot be written
   */
  public static void write(String title, List<? extends Curves> curves, Path png, Path svg) {
    Figure figure = figure(title, curves);
    ChartFile.write(figure, WIDTH, HEIGHT + figure.extraHeight(WIDTH), png, svg);
  }

  private static Figure figure(String title, List<? extends Curves> curves) {
    List<Trainings> all = curves.stream().map(Trainings::of).toList();
    boolean single = all.size() == 1;
    boolean labelled = all.size() <= MOST_LABELS;
    double cutOff = cutOff(all);
    XYPlot accuracy = plot("accuracy (%)");
    XYPlot loss = plot("loss (nats)");
    List<EndLabels.Label> results = new ArrayList<>();
    List<Legend.Entry> legend = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Trainings trainings = all.get(i);
      Look test = ChartStyle.look(i).solid();
      Look train = single ? ChartStyle.look(1).companion() : test.companion();
      trainings.curve(e -> 100 * e.trainAccuracy(), train, i).addTo(accuracy);
      trainings.curve(e -> 100 * e.testAccuracy(), test, i).addTo(accuracy);
      trainings.curve(e -> limit(e.trainLoss(), cutOff), train, i).addTo(loss);
      trainings.curve(e -> limit(e.testLoss(), cutOff), test, i).addTo(loss);
      Optional<MeanStd> result = trainings.finalTestAccuracy();
      if (labelled) result.ifPresent(r -> results.add(new EndLabels.Label(r.percent(), 100 * r.mean(), test)));
      String note = trainings.note().isEmpty() ? offScale(trainings, cutOff) : trainings.note();
      if (single) {
        legend.add(sample("test", test, trainings));
        legend.add(sample("train", train, trainings));
        if (!note.isEmpty()) legend.add(Legend.Entry.note(note));
      } else {
        String name = trainings.name() + (labelled ? "" : result.map(r -> ": " + r.percent()).orElse(""));
        legend.add(sample(note.isEmpty() ? name : name + " (" + note + ")", test, trainings));
      }
    }
    if (!single) {
      Look any = ChartStyle.look(0).in(ChartStyle.AXIS);
      legend.add(Legend.Entry.line("test", any.solid()));
      legend.add(Legend.Entry.line("train", any.companion()));
    }
    EndLabels.add(accuracy, "final test", results, !single);
    setEpochRange(accuracy.getDomainAxis(), all);
    setEpochRange(loss.getDomainAxis(), all);
    setRange(accuracy.getRangeAxis(), accuracies(all), 100);
    setRange(loss.getRangeAxis(), losses(all).filter(value -> value <= cutOff), cutOff);
    return new Figure(title, List.of(accuracy, loss), new Legend(legend));
  }

  private static Legend.Entry sample(String name, Look look, Trainings trainings) {
    return trainings.many() ? Legend.Entry.markedArea(name, look) : Legend.Entry.markedLine(name, look);
  }

  private static XYPlot plot(String label) {
    XYPlot plot =
        new XYPlot(null, ChartStyle.numberAxis("epoch", true), ChartStyle.numberAxis(label, false), null);
    ChartStyle.apply(plot);
    return plot;
  }

  private static DoubleStream accuracies(List<Trainings> all) {
    return all.stream().flatMap(Trainings::epochs)
        .flatMapToDouble(e -> DoubleStream.of(100 * e.trainAccuracy(), 100 * e.testAccuracy()));
  }

  private static DoubleStream losses(List<Trainings> all) {
    return all.stream().flatMap(Trainings::epochs).flatMapToDouble(e -> DoubleStream.of(e.trainLoss(), e.testLoss()));
  }

  private static double cutOff(List<Trainings> all) {
    DoubleStream first = all.stream().flatMapToDouble(Trainings::firstLosses);
    return CUT_OFF * first.min().orElse(Double.MAX_VALUE);
  }

  /** Losses far outside the panel, up to 1e38, would make lines that no renderer dashes in reasonable time. */
  private static double limit(double loss, double cutOff) {
    return Double.isFinite(loss) ? Math.min(loss, 10 * cutOff) : loss;
  }

  private static String offScale(Trainings trainings, double cutOff) {
    double highest = losses(List.of(trainings)).filter(Double::isFinite).max().orElse(0);
    return highest <= cutOff ? "" : String.format(Locale.ROOT, "loss up to %.3g, off the scale", highest);
  }

  private static void setEpochRange(ValueAxis axis, List<Trainings> all) {
    int first = all.stream().flatMap(Trainings::epochs).mapToInt(Epoch::epoch).min().orElse(1);
    int last = all.stream().flatMap(Trainings::epochs).mapToInt(Epoch::epoch).max().orElse(1);
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
