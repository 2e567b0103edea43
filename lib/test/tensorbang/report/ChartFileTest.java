package tensorbang.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import tensorbang.InputException;

class ChartFileTest {
  @TempDir
  Path folder;

  private static final Drawing DOT_AND_TEXT = (g, area) -> {
    g.setColor(Color.RED);
    g.fill(new Rectangle2D.Double(10, 20, 1, 1));
    g.setFont(Fonts.bold(12));
    g.drawString("90 % < \"all\" & more", 5, 60);
  };

  @Test
  void aPointIsTwoPixelsOfThePng() throws IOException {
    Path png = folder.resolve("new/a.png");
    ChartFile.write(DOT_AND_TEXT, 100, 70, png, null);
    BufferedImage image = ImageIO.read(png.toFile());
    assertEquals(200, image.getWidth());
    assertEquals(140, image.getHeight());
    assertEquals(Color.RED.getRGB(), image.getRGB(20, 40));
    assertEquals(Color.RED.getRGB(), image.getRGB(21, 41));
    assertEquals(Color.WHITE.getRGB(), image.getRGB(22, 40));
    assertEquals(Color.WHITE.getRGB(), image.getRGB(199, 0));
  }

  @Test
  void theSvgHasTheSameSizeInPointsAndItsTextAsText() throws IOException {
    Path svg = folder.resolve("a.svg");
    ChartFile.write(DOT_AND_TEXT, 100, 70, folder.resolve("a.png"), svg);
    Svg read = Svg.read(svg);
    Element root = read.document().getDocumentElement();
    assertEquals(100, Double.parseDouble(root.getAttribute("width")));
    assertEquals("0.0 0.0 100.0 70.0", root.getAttribute("viewBox"));
    assertEquals(List.of("90 % < \"all\" & more"), read.texts());
  }

  @Test
  void svgTextKeepsItsWidthInOtherTypefaces() throws IOException {
    Path svg = folder.resolve("a.svg");
    ChartFile.write(DOT_AND_TEXT, 100, 70, folder.resolve("a.png"), svg);
    Element text = Svg.read(svg).elements("text").get(0);
    double width = Fonts.width("90 % < \"all\" & more", Fonts.bold(12));
    assertEquals(width, Double.parseDouble(text.getAttribute("textLength")), 0.01);
    assertTrue(text.getAttribute("style").contains("font-weight: bold"));
  }

  @Test
  void theSameDrawingGivesTheSameBytes() throws IOException {
    for (String name : List.of("a", "b")) {
      ChartFile.write(DOT_AND_TEXT, 100, 70, folder.resolve(name + ".png"), folder.resolve(name + ".svg"));
    }
    for (String type : List.of(".png", ".svg")) {
      byte[] first = Files.readAllBytes(folder.resolve("a" + type));
      assertArrayEquals(first, Files.readAllBytes(folder.resolve("b" + type)));
    }
  }

  @Test
  void aFailedDrawingLeavesTheOldFile() throws IOException {
    Path png = Files.writeString(folder.resolve("a.png"), "old");
    Drawing failing = (g, area) -> {
      throw new IllegalStateException();
    };
    assertThrows(IllegalStateException.class, () -> ChartFile.write(failing, 10, 10, png, null));
    assertEquals("old", Files.readString(png));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(png), files.toList());
    }
  }

  @Test
  void aFolderThatIsAFileIsTheUsersMistake() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path png = file.resolve("a.png");
    InputException e = assertThrows(InputException.class, () -> ChartFile.write(DOT_AND_TEXT, 10, 10, png, null));
    assertFalse(e.getMessage().contains("\n"));
  }

  /** A Java of its own, whose fontconfig knows no font. */
  @Test
  void drawsTextOnAMachineWithoutFonts() throws Exception {
    Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"), "only Linux has machines without fonts");
    Assumptions.assumeTrue(Fonts.class.getResource("/liberation/") != null, "the fonts' jar is not on the class path");
    Path config = Files.writeString(folder.resolve("fonts.conf"), "<?xml version='1.0'?><fontconfig/>");
    Path png = folder.resolve("a.png");
    ProcessBuilder java = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xshare:auto",
        "-XX:TieredStopAtLevel=1",
        "-Djava.awt.headless=true",
        "-Duser.home=" + folder,
        "-cp",
        System.getProperty("java.class.path"),
        WithoutFonts.class.getName(),
        png.toString());
    java.environment().put("FONTCONFIG_FILE", config.toString());
    Path log = folder.resolve("log");
    Process process =
        java.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), () -> read(log));
    assertArrayEquals(pixels(png), pixels(draw(folder.resolve("b.png"))));
  }

  /** What runs where there is no font. */
  static final class WithoutFonts {
    private WithoutFonts() {}

    public static void main(String[] args) {
      draw(Path.of(args[0]));
    }
  }

  private static Path draw(Path png) {
    ChartFile.write(DOT_AND_TEXT, 100, 70, png, null);
    return png;
  }

  private static int[] pixels(Path png) throws IOException {
    BufferedImage image = ImageIO.read(png.toFile());
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
