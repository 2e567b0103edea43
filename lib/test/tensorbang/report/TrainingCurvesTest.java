package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.report.TrainingCurves.Curves;
import tensorbang.report.TrainingCurves.Run;
import tensorbang.report.TrainingCurves.Seeds;
import tensorbang.report.TrainingCurves.Series;
import tensorbang.train.Epoch;

class TrainingCurvesTest {
  private static final String BLUE = "0,114,178";
  private static final String VERMILLION = "213,94,0";
  private static final String SOLID = "1.7";
  private static final String THIN = "1.2";

  @TempDir
  Path folder;

  @Test
  void oneRunHasASolidTestCurveADashedTrainCurveAndItsResult() throws IOException {
    Svg svg = write(new Run("convnet", List.of(epoch(1, 0.4), epoch(2, 0.6), epoch(3, 0.7))));
    List<String> texts = svg.texts();
    for (String text : List.of("the title", "epoch", "accuracy (%)", "loss (nats)", "test", "train")) {
      assertTrue(texts.contains(text), text + " is not in " + texts);
    }
    assertTrue(texts.contains("70.00 %"));
    List<String> test = svg.lines(BLUE, SOLID);
    assertEquals(2, test.size());
    assertTrue(test.stream().noneMatch(style -> style.contains("stroke-dasharray")));
    assertEquals(
        2,
        svg.lines(VERMILLION, THIN).stream()
            .filter(style -> style.contains("stroke-dasharray"))
            .count());
  }

  @Test
  void thePngHasTheStatedSize() throws IOException {
    write(new Run("convnet", List.of(epoch(1, 0.4), epoch(2, 0.6))));
    BufferedImage image = ImageIO.read(folder.resolve("curves.png").toFile());
    assertEquals(1800, image.getWidth());
    assertEquals(800, image.getHeight());
  }

  @Test
  void severalRunsAreNamedAndHaveTheirResults() throws IOException {
    List<String> texts = write(
            new Run("rate 0.1", List.of(epoch(1, 0.6))), new Run("rate 0.01", List.of(epoch(1, 0.5))))
        .texts();
    assertTrue(texts.containsAll(List.of("rate 0.1", "rate 0.01", "test", "train", "60.00 %", "50.00 %")));
  }

  @Test
  void moreRunsThanThereIsRoomForLabelsHaveTheirResultsInTheLegend() throws IOException {
    List<Curves> runs = new ArrayList<>();
    for (int i = 0; i < 20; i++) runs.add(new Run("run " + i, List.of(epoch(1, 0.5 + i / 100.0), epoch(2, 0.7))));
    Svg svg = write(runs.toArray(Curves[]::new));
    assertTrue(svg.texts().contains("run 19: 70.00 %"));
    assertTrue(Double.parseDouble(svg.document().getDocumentElement().getAttribute("height")) > 400);
  }

  @Test
  void aLossThatIsNotFiniteLeavesAGapAndIsNamedInTheLegend() throws IOException {
    List<Epoch> epochs = List.of(epoch(1, 0.4), epoch(2, 0.5), diverged(3), epoch(4, 0.5), epoch(5, 0.5));
    Svg svg = write(new Run("convnet", epochs));
    assertTrue(svg.texts().contains("diverged in epoch 3"));
    assertEquals(1 + 2, svg.lines(BLUE, SOLID).size(), "one accuracy curve, two pieces of the loss curve");
  }

  @Test
  void anInfiniteLossCountsAsDiverged() throws IOException {
    Epoch infinite = new Epoch(2, Double.POSITIVE_INFINITY, 0.1, 2.3, 0.1, 0.1, 1, 1);
    List<String> texts = write(new Run("a", List.of(epoch(1, 0.4), infinite)), new Run("b", List.of()))
        .texts();
    assertTrue(texts.contains("a (diverged in epoch 2)"));
    assertTrue(texts.contains("b (no epoch finished)"));
  }

  @Test
  void aHugeLossLeavesTheOthersReadable() throws IOException {
    Epoch huge = new Epoch(2, 1e30, 0.1, 2e30, 0.1, 0.1, 1, 1);
    List<String> texts =
        write(new Run("a", List.of(epoch(1, 0.4), huge, epoch(3, 0.5)))).texts();
    assertTrue(texts.contains("loss up to 2.00e+30, off the scale"));
    assertTrue(texts.contains("1.4") || texts.contains("1.5"), "the axis still shows the usual losses: " + texts);
  }

  @Test
  void oneEpochShowsAsMarkers() throws IOException {
    write(new Run("convnet", List.of(epoch(1, 0.4))));
    BufferedImage image = ImageIO.read(folder.resolve("curves.png").toFile());
    int blue = 0;
    for (int y = 100; y < 650; y++) {
      for (int x = 120; x < 780; x++) if ((image.getRGB(x, y) & 0xFFFFFF) == 0x0072B2) blue++;
    }
    assertTrue(blue > 50 && blue < 400, blue + " blue pixels in the accuracy panel");
  }

  @Test
  void ofAnEpochThatIsThereTwiceTheLaterOneCounts() throws IOException {
    List<Epoch> resumed = List.of(epoch(1, 0.4), epoch(2, 0.5), epoch(2, 0.55), epoch(3, 0.6));
    Curve curve = Trainings.of(new Run("a", resumed)).curve(Epoch::testAccuracy, ChartStyle.look(0), 0);
    assertArrayEquals(new double[] {1, 2, 3}, curve.x());
    assertArrayEquals(new double[] {0.4, 0.55, 0.6}, curve.y());
  }

  /** Epoch 1: 0.4 and 0.6; epoch 2: 0.7 and 0.8. */
  @Test
  void seedsAreDrawnAsMeanAndPopulationDeviation() throws IOException {
    Seeds seeds = new Seeds("a", List.of(List.of(epoch(1, 0.4), epoch(2, 0.7)), List.of(epoch(1, 0.6), epoch(2, 0.8))));
    Curve curve = Trainings.of(seeds).curve(Epoch::testAccuracy, ChartStyle.look(0), 0);
    assertArrayEquals(new double[] {0.5, 0.75}, curve.y(), 1e-12);
    assertArrayEquals(new double[] {0.1, 0.05}, curve.std(), 1e-12);
    List<String> texts = write(seeds).texts();
    assertTrue(texts.contains("mean of 2 seeds ± std"));
    assertTrue(texts.contains("75.00 ± 5.00 %"));
  }

  @Test
  void divergedSeedsAreLeftOutAndCounted() throws IOException {
    List<Epoch> good = List.of(epoch(1, 0.4), epoch(2, 0.7));
    Seeds seeds = new Seeds("a", List.of(good, good, List.of(epoch(1, 0.3), diverged(2))));
    List<String> texts = write(seeds, new Run("b", good)).texts();
    assertTrue(texts.contains("a (mean of 2 seeds ± std; 1 of 3 diverged)"), texts.toString());
    assertTrue(texts.contains("70.00 ± 0.00 %"));
  }

  @Test
  void seedsThatAllDivergedAreStillDrawn() throws IOException {
    List<Epoch> bad = List.of(epoch(1, 0.3), diverged(2));
    List<String> texts = write(new Seeds("a", List.of(bad, bad)), new Run("b", List.of(epoch(1, 0.4))))
        .texts();
    assertTrue(texts.contains("a (mean of 2 seeds ± std; 2 of 2 diverged)"), texts.toString());
  }

  @Test
  void nothingAtAllIsAnEmptyChart() throws IOException {
    assertFalse(write().texts().isEmpty());
  }

  @Test
  void theLegendSaysThatTheTrainingLossHasLabelSmoothing() throws IOException {
    List<Epoch> epochs = List.of(epoch(1, 0.4), epoch(2, 0.6));
    assertTrue(write(new Run("a", epochs, "with label smoothing 0.1"))
        .texts()
        .contains("train (loss with label smoothing 0.1)"));
    List<String> two = write(new Run("a", epochs, "with label smoothing 0.1"), new Run("b", epochs))
        .texts();
    assertTrue(two.contains("train (each run's own loss)"), two.toString());
    assertTrue(write(new Seeds("a", List.of(epochs))).texts().contains("train"));
  }

  @Test
  void aValidationSeriesIsDottedInAColourOfItsOwn() throws IOException {
    Series validation = new Series("validation", e -> e.testAccuracy() - 0.02, e -> e.testLoss() + 0.02);
    List<Series> series = List.of(Series.TRAIN, validation, Series.TEST);
    Svg svg = write(series, new Run("a", List.of(epoch(1, 0.4), epoch(2, 0.6))));
    assertTrue(svg.texts().contains("validation"));
    assertEquals(
        2,
        svg.lines("0,158,115", "1.5").stream()
            .filter(style -> style.contains("stroke-dasharray"))
            .count());
  }

  @Test
  void aSeriesThatIsNotThereIsNotNamed() throws IOException {
    Series none = new Series("validation", e -> Double.NaN, e -> Double.NaN);
    List<Epoch> epochs = List.of(epoch(1, 0.4), epoch(2, 0.6));
    List<Series> series = List.of(Series.TRAIN, none, Series.TEST);
    assertFalse(write(series, new Run("a", epochs)).texts().contains("validation"));
    assertFalse(
        write(series, new Run("a", epochs), new Run("b", epochs)).texts().contains("validation"));
  }

  private Svg write(List<Series> series, Curves... curves) throws IOException {
    Path svg = folder.resolve("curves.svg");
    TrainingCurves.write("the title", List.of(curves), series, folder.resolve("curves.png"), svg);
    return Svg.read(svg);
  }

  private Svg write(Curves... curves) throws IOException {
    Path svg = folder.resolve("curves.svg");
    TrainingCurves.write("the title", List.of(curves), folder.resolve("curves.png"), svg);
    return Svg.read(svg);
  }

  private static Epoch epoch(int number, double accuracy) {
    return new Epoch(number, 2 * (1 - accuracy), accuracy + 0.05, 2.5 * (1 - accuracy), accuracy, 0.1, 40, 1250);
  }

  private static Epoch diverged(int number) {
    return new Epoch(number, Double.NaN, 0.1, Double.NaN, 0.1, 0.1, 40, 1250);
  }
}
