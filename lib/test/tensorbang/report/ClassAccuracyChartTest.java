package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.train.MeanStd;

class ClassAccuracyChartTest {
  private static final List<String> ANIMALS = List.of("cat", "dog", "frog");

  @TempDir
  Path folder;

  private List<String> texts(ClassAccuracyChart chart) throws IOException {
    Path svg = folder.resolve("a.svg");
    chart.write(folder.resolve("a.png"), svg);
    return Svg.read(svg).texts();
  }

  @Test
  void classesAreNamedOnceUnderBothPanels() throws IOException {
    List<String> texts =
        texts(new ClassAccuracyChart("the title", ANIMALS, new int[] {500, 50, 5}).add("softmax", 0.9, 0.6, 0.3));
    assertTrue(texts.containsAll(List.of("the title", "accuracy (%)", "training images", "10")), texts.toString());
    for (String name : ANIMALS)
      assertEquals(1, texts.stream().filter(name::equals).count(), name);
  }

  /** 90, 60 and 30 percent; a class without test images does not count. */
  @Test
  void theLegendHasTheMeanOverTheClasses() throws IOException {
    ClassAccuracyChart chart = new ClassAccuracyChart("t", ANIMALS, new int[] {3, 2, 1}).add("softmax", 0.9, 0.6, 0.3);
    assertTrue(texts(chart).contains("softmax, mean over classes 60.00 %"));
    assertTrue(texts(chart.add("focal", 0.5, 0.7, Double.NaN)).contains("focal, mean over classes 60.00 %"));
  }

  @Test
  void seedsHaveErrorBars() throws IOException {
    List<MeanStd> seeds = List.of(MeanStd.of(0.8, 0.9), MeanStd.of(0.5, 0.6), MeanStd.of(0.1, 0.3));
    ClassAccuracyChart chart = new ClassAccuracyChart("t", ANIMALS, new int[] {3, 2, 1}).add("softmax", seeds);
    assertTrue(texts(chart).contains("error bars: ± 1 std"));
  }

  @Test
  void classesCanBeSortedByTheirImages() throws IOException {
    ClassAccuracyChart chart = new ClassAccuracyChart("t", ANIMALS, new int[] {1, 2, 3}).add("a", 0.1, 0.2, 0.3);
    assertEquals(ANIMALS, texts(chart).stream().filter(ANIMALS::contains).toList());
    assertEquals(
        List.of("frog", "dog", "cat"),
        texts(chart.byImages()).stream().filter(ANIMALS::contains).toList());
  }

  @Test
  void aHundredClassesHaveTheirNamesAndAMovingMeanOfSeveralSeries() throws IOException {
    List<String> names = IntStream.range(0, 100).mapToObj(i -> "class " + i).toList();
    double[] half = new double[100];
    Arrays.fill(half, 0.5);
    List<String> texts =
        texts(new ClassAccuracyChart("t", names, new int[100]).add("a", half).add("b", half));
    assertTrue(texts.containsAll(names) && texts.contains("dots: classes; lines: moving mean over 11 classes"));
    assertTrue(ImageIO.read(folder.resolve("a.png").toFile()).getWidth() > 2000);
  }

  @Test
  void theMovingMeanHasFewerNeighboursAtTheEnds() {
    double[] y = IntStream.range(0, 20).mapToDouble(i -> i).toArray();
    double[] means = ClassAccuracyChart.movingMean(y);
    assertArrayEquals(new double[] {2.5, 3, 10}, new double[] {means[0], means[1], means[10]}, 1e-12);
  }

  @Test
  void anotherNumberOfValuesThanClassesIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> new ClassAccuracyChart("t", ANIMALS, new int[2]));
    ClassAccuracyChart chart = new ClassAccuracyChart("t", ANIMALS, new int[3]);
    assertThrows(IllegalArgumentException.class, () -> chart.add("a", 0.5, 0.5));
  }
}
