package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.boot.Command;
import tensorbang.data.ImageSet;
import tensorbang.data.shapes.Shapes10;

/** look.java and export-image.java as a user calls them. */
@Tag("processes")
class LookScriptTest {
  @TempDir
  static Path shared;

  private static String model;
  private static String picture;

  @TempDir
  Path folder;

  @BeforeAll
  static void prepare() {
    model =
        UntrainedModel.write(shared.resolve("model"), "resnet20", "shapes10").toString();
    Command.Result exported = Command.script(
            "export-image",
            "0",
            "3",
            "--dataset",
            "shapes10",
            "--to",
            shared.resolve("pictures").toString())
        .run();
    assertEquals(0, exported.exit(), exported.err());
    picture = exported.out().lines().findFirst().orElseThrow().replace("picture  ", "");
  }

  private Command.Result look(String... words) {
    return Command.script(
            "look",
            Stream.concat(Stream.of(words), Stream.of("--out", drawing().toString()))
                .toArray(String[]::new))
        .run();
  }

  private Path drawing() {
    return folder.resolve("drawing.png");
  }

  @Test
  void everyModeDrawsAPicture() throws IOException {
    for (List<String> words : List.of(
        List.of("samples", "--dataset", "shapes10", "--limit", "200", "--per-class", "3"),
        List.of("augmented", "--dataset", "shapes10", "--limit", "200", "--augment", "crop,flip,mixup"),
        List.of("filters", "--model", model),
        List.of("maps", picture, "--model", model, "--layer", "stage2/block1/conv1"),
        List.of("gradcam", picture, "--model", model),
        List.of("features", "--model", model, "--dataset", "shapes10", "--limit", "100"))) {
      Files.deleteIfExists(drawing());
      Command.Result result = look(words.toArray(String[]::new));
      assertEquals(0, result.exit(), words + ": " + result.err());
      assertEquals("drawing  " + drawing(), result.out().strip());
      assertTrue(ImageIO.read(drawing().toFile()).getWidth() > 300, words.toString());
    }
  }

  @Test
  void badInputIsOneLineAndExitCodeTwo() {
    for (List<String> words : List.of(
        List.of("maps", picture, "--model", model, "--layer", "nonsense"),
        List.of("gradcam", picture, "--model", model, "--class", "nonsense"),
        List.of("samples", "--dataset", "shapes10", "--part", "validation"),
        List.of("nonsense"))) {
      Command.Result result = look(words.toArray(String[]::new));
      assertEquals(2, result.exit(), words + ": " + result.err());
      assertEquals(1, result.errLines().size(), result.err());
    }
  }

  @Test
  void anExportedImageIsThatOfTheDataSet() throws IOException {
    ImageSet images = Shapes10.first(1).test();
    BufferedImage written = ImageIO.read(Path.of(picture).toFile());
    for (int y = 0; y < 32; y++)
      for (int x = 0; x < 32; x++) assertEquals(images.image(0).getRGB(x, y), written.getRGB(x, y));
    assertEquals(
        "test-0-" + images.className(0) + ".png", Path.of(picture).getFileName().toString());
  }

  @Test
  void anIndexThatDoesNotExistIsRefusedBeforeAnythingIsWritten() {
    Path to = folder.resolve("pictures");
    Command.Result result = Command.script("export-image", "1", "10000", "--dataset", "shapes10", "--to", to.toString())
        .run();
    assertEquals(2, result.exit());
    assertEquals(
        "INDEX 10000: must be from 0 to 9999 for the test images of shapes10",
        result.err().strip());
    assertTrue(Files.notExists(to));
  }
}
