package tensorbang.report.html;

import static j2html.TagCreator.p;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final String HOSTILE = "<script>alert(1)</script>\"'&\u202e";

  private static Plot.Series series(String name, double... y) {
    double[] x = new double[y.length];
    for (int i = 0; i < y.length; i++) x[i] = i + 1;
    return new Plot.Series(name, 0, 0, Plot.Mark.LINE, x, y, null);
  }

  private static String plot(Plot.Series... all) {
    Plot plot = new Plot("Loss", Axis.epochs(), Axis.of("loss (nats)"));
    for (Plot.Series one : all) plot.add(one);
    return plot.html().render();
  }

  @Test
  void namesOfAnyKindAreShownAndNotRun() {
    String page = new Page(HOSTILE, HOSTILE)
        .add(
            "all",
            HOSTILE,
            new Plot(HOSTILE, Axis.of("x"), Axis.of("y"))
                .add(series(HOSTILE, 1, 2))
                .html(),
            new Table("name").row(Table.Cell.of(HOSTILE)).html(),
            Matrix.of("matrix", List.of(HOSTILE, "b"), new int[][] {{1, 2}, {3, 4}}),
            SmallHistogram.of(HOSTILE, new float[] {1, 2}),
            Pictures.strip(HOSTILE, List.of(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB))),
            new Pictures()
                .add(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), HOSTILE, HOSTILE)
                .html())
        .render();
    assertFalse(page.contains("<script>alert"));
    assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;"));
    assertFalse(page.contains("\"'&\u202e"));
    assertEquals(1, page.split("<script>", -1).length - 1);
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    String page = new Page("title", "").add("a", "A", p("text")).render();
    Matcher address = Pattern.compile("(?i)(?:src|href)=\"?(?!data:|#)[^\" >]+|url\\(|@import|https?://\\S+")
        .matcher(page);
    while (address.find()) assertEquals("http://www.w3.org/2000/svg\";", address.group());
    assertTrue(page.contains("default-src &#x27;none&#x27;") || page.contains("default-src 'none'"));
  }

  @Test
  void aSectionWithoutContentIsLeftOut() {
    assertFalse(
        new Page("title", "").add("a", "Empty heading", null, null).render().contains("Empty heading"));
  }

  @Test
  void aValueThatIsNoNumberLeavesAGap() {
    String drawn = plot(series("a", 1, Double.NaN, 2, 3));
    Matcher line = Pattern.compile("class=\"line[^\"]*\" d=\"([^\"]+)\"").matcher(drawn);
    assertTrue(line.find());
    assertEquals(2, line.group(1).chars().filter(c -> c == 'M').count(), line.group(1));
    assertEquals(1, line.group(1).chars().filter(c -> c == 'L').count(), line.group(1));
  }

  @Test
  void aHigherValueIsDrawnHigher() {
    Matcher line = Pattern.compile("class=\"line[^\"]*\" d=\"M([\\d.]+) ([\\d.]+)L([\\d.]+) ([\\d.]+)\"")
        .matcher(plot(series("a", 1, 2)));
    assertTrue(line.find());
    assertTrue(Double.parseDouble(line.group(1)) < Double.parseDouble(line.group(3)));
    assertTrue(Double.parseDouble(line.group(2)) > Double.parseDouble(line.group(4)));
  }

  @Test
  void actualClassesAreRowsOfAConfusionMatrix() {
    String matrix = Matrix.of("matrix", List.of("cat", "dog"), new int[][] {{90, 10}, {7, 33}})
        .render();
    assertTrue(
        Pattern.compile("cat</th><td[^>]*>90</td><td[^>]*>10</td>.*dog</th><td[^>]*>7</td><td[^>]*>33</td>")
            .matcher(matrix)
            .find(),
        matrix);
  }

  @Test
  void ticksAreRoundNumbers() {
    assertEquals(
        List.of(0.0, 20.0, 40.0, 60.0, 80.0, 100.0),
        Axis.of("y").within(0, 100).scale(new double[] {0, 100}).ticks());
    assertEquals(
        List.of(1.0, 2.0, 3.0), Axis.epochs().scale(new double[] {1, 3}).ticks());
    assertEquals(
        List.of(0.01, 0.1, 1.0),
        Axis.of("x").logarithmic().scale(new double[] {0.01, 1}).ticks().stream()
            .map(tick -> Math.round(tick * 1e6) / 1e6)
            .toList());
    assertEquals( // no power of ten and no 2 or 5 times one lies among accuracies of a good training
        List.of(60.0, 70.0, 80.0, 90.0),
        Axis.of("x").logarithmic().scale(new double[] {56.4, 93.5}).ticks());
  }

  @Test
  void aLogarithmicAxisHasEqualStepsForEqualRatios() {
    Axis.Scale scale = Axis.of("x").logarithmic().scale(new double[] {0.001, 1});
    assertEquals(scale.share(0.01) - scale.share(0.001), scale.share(1) - scale.share(0.1), 1e-9);
    assertTrue(Double.isNaN(scale.share(0)));
  }

  @Test
  void theBarsOfAHistogramCountTheValues() {
    String drawn =
        SmallHistogram.of("w", new float[] {-1, 0.5f, 0.5f, Float.NaN}).render();
    assertTrue(drawn.contains("3, mean 0"), drawn);
    double floor = Double.parseDouble(drawn.replaceFirst("(?s).*? d=\"M0 (\\d+)V.*", "$1"));
    List<Double> heights = Pattern.compile("V([\\d.]+)H")
        .matcher(drawn)
        .results()
        .map(bar -> 1 - Double.parseDouble(bar.group(1)) / floor)
        .filter(height -> height > 0)
        .toList();
    assertEquals(List.of(0.5, 1.0), heights, "of the one -1 and of the two 0.5, left to right");
    assertNull(SmallHistogram.of("w", new float[] {Float.NaN}));
  }

  @Test
  void aColumnWithoutAnythingIsLeftOut() {
    String table =
        new Table("a", "empty").row(Table.Cell.of("x"), Table.Cell.NONE).html().render();
    assertFalse(table.contains("empty"));
    assertNull(new Table("a").html());
  }

  @Test
  void manyClassesAreAPictureWithAShadeForEachPair() {
    int[][] counts = new int[30][30];
    counts[3][4] = 7;
    counts[5][5] = 1;
    String drawn =
        Matrix.of("m", java.util.Collections.nCopies(30, "class"), counts).render();
    assertEquals(2, drawn.split("<title>", -1).length - 1);
  }
}
