package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ConfusionMatrixTest {
  @TempDir
  Path folder;

  @Test
  void namesClassesTwiceAndShowsCounts() throws IOException {
    List<String> texts = write(new ConfusionMatrix("title", List.of("cat", "dog"), new int[][] {{90, 10}, {7, 33}}));
    assertTrue(texts.containsAll(List.of("title", "actual class", "predicted class", "90", "10", "7", "33")));
    assertEquals(2, texts.stream().filter("cat"::equals).count());
  }

  @Test
  void actualClassesAreRowsAndPredictedOnesColumns() throws IOException {
    write(new ConfusionMatrix("title", List.of("cat", "dog"), new int[][] {{90, 10}, {7, 33}}));
    Svg svg = Svg.read(folder.resolve("a.svg"));
    Element catAsDog = svg.text("10");
    Element dogAsCat = svg.text("7");
    assertTrue(number(catAsDog, "x") > number(dogAsCat, "x") + 20, "columns are predictions");
    assertTrue(number(catAsDog, "y") < number(dogAsCat, "y") - 20, "rows are actual classes");
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  @Test
  void colourIsTheShareOfTheActualClass() throws IOException {
    ConfusionMatrix matrix = new ConfusionMatrix("t", List.of("a", "b"), new int[][] {{50, 50}, {0, 4}});
    Path svg = folder.resolve("a.svg");
    matrix.write(folder.resolve("a.png"), svg);
    String fills = Svg.read(svg).elements("rect").stream()
        .map(rect -> rect.getAttribute("style"))
        .toList()
        .toString();
    assertTrue(fills.contains(fill(Math.sqrt(0.5))), fills);
    assertTrue(fills.contains(fill(1)), fills);
  }

  @Test
  void aHundredClassesHaveNamesButNoNumbers() throws IOException {
    List<String> names = IntStream.range(0, 100).mapToObj(i -> "class " + i).toList();
    int[][] counts = new int[100][100];
    for (int i = 0; i < 100; i++) counts[i][i] = 77;
    List<String> texts = write(new ConfusionMatrix("title", names, counts));
    assertTrue(texts.contains("class 99"));
    assertFalse(texts.contains("77"));
    assertTrue(ImageIO.read(folder.resolve("a.png").toFile()).getWidth() > 1900);
  }

  @Test
  void aClassWithoutImagesIsEmpty() throws IOException {
    assertTrue(write(new ConfusionMatrix("t", List.of("a", "b"), new int[2][2])).contains("0"));
  }

  @Test
  void countsThatAreNotSquareAreAnError() {
    List<String> names = List.of("a", "b");
    assertThrows(IllegalArgumentException.class, () -> new ConfusionMatrix("t", names, new int[2][3]));
    assertThrows(IllegalArgumentException.class, () -> new ConfusionMatrix("t", names, new int[3][3]));
  }

  private static String fill(double value) {
    int rgb = ColourScale.BLUES.rgb(value);
    return "fill:rgb(" + (rgb >> 16) + "," + (rgb >> 8 & 0xFF) + "," + (rgb & 0xFF) + ")";
  }

  private List<String> write(ConfusionMatrix matrix) throws IOException {
    Path svg = folder.resolve("a.svg");
    matrix.write(folder.resolve("a.png"), svg);
    return Svg.read(svg).texts();
  }
}
