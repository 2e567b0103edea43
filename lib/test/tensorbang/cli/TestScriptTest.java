package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.boot.Command;
import tensorbang.data.shapes.Shapes10;
import tensorbang.tf.Device;
import tensorbang.train.Progress;
import tensorbang.train.RunContext;
import tensorbang.train.TrainConfig;
import tensorbang.train.Trainer;

/** test.java as a user calls it. */
class TestScriptTest {
  @TempDir
  static Path shared;

  private static Path model;

  @TempDir
  Path folder;

  @BeforeAll
  static void train() {
    model = shared.resolve("model");
    TrainConfig config =
        TrainConfig.DEFAULTS.with("dataset", "shapes10").with("epochs", 1).with("batch_size", 64);
    Trainer.train(
        config,
        Shapes10.dataset(64, 32, 1),
        new RunContext(shared.resolve("run"), model, Device.CPU, 2, Progress.NONE, () -> false));
  }

  private Path picture(String name, int type, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++) image.setRGB(x, y, 0xff000000 | x * 40503 ^ y * 9176);
    Path file = folder.resolve(name);
    String format = name.substring(name.lastIndexOf('.') + 1);
    if (!ImageIO.write(image, format, file.toFile())) throw new IOException("no writer for " + name);
    return file;
  }

  private Command test(Path picture) {
    return Command.script(
        "test",
        picture.toString(),
        "--model",
        model.toString(),
        "--out",
        drawing().toString());
  }

  private Path drawing() {
    return folder.resolve("CONV_rslt.png");
  }

  @Test
  void namesTheClassItsProbabilityAndTheTopFiveAndDrawsTheFirstLayer() throws IOException {
    Command.Result result =
        test(picture("cat.png", BufferedImage.TYPE_INT_RGB, 100, 80)).run();
    assertEquals(0, result.exit(), result.err());
    List<String> lines = result.out().lines().toList();
    assertTrue(lines.get(0).matches("cat\\.png shows: \\S+, \\d+\\.\\d\\d %"), lines.get(0));
    assertEquals(
        5, lines.stream().filter(l -> l.matches("  \\S+ +\\d+\\.\\d\\d %")).count(), result.out());
    BufferedImage drawn = ImageIO.read(drawing().toFile());
    assertTrue(drawn.getWidth() > 500 && drawn.getHeight() > 300, drawn.getWidth() + "x" + drawn.getHeight());
    assertEquals(List.of(), result.errLines());
  }

  @Test
  void aModelIsFoundByItsNameUnderModelsAndByItsRunsFolder() throws IOException {
    Path picture = picture("cat.png", BufferedImage.TYPE_INT_RGB, 32, 32);
    String[] words = {picture.toString(), "--out", drawing().toString(), "--model", "resnet20"};
    Command.Result byName = Command.script("test", words).in(folder).run();
    assertEquals(0, byName.exit(), byName.err());
    assertTrue(byName.out().contains("models/resnet20 (last)"), byName.out());
    words[words.length - 1] = shared.toString();
    Command.Result byRun = Command.script("test", words).run();
    assertEquals(0, byRun.exit(), byRun.err());
    assertTrue(byRun.out().contains("model    " + model + " (last)"), byRun.out());
  }

  @Test
  void aNetworkWithoutAConvolutionAnswersAndDrawsNothing() throws IOException {
    Path picture = picture("cat.png", BufferedImage.TYPE_INT_RGB, 32, 32);
    Path dense = UntrainedModel.write(folder.resolve("dense"), "twolayer");
    Command.Result result = Command.script(
            "test",
            picture.toString(),
            "--model",
            dense.toString(),
            "--out",
            drawing().toString())
        .run();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().startsWith("cat.png shows: "), result.out());
    assertEquals(List.of("no drawing: the network twolayer has no convolution"), result.errLines());
    assertFalse(Files.exists(drawing()));
  }

  @Test
  void aDrawingThatCannotBeWrittenIsRefusedBeforeTheAnswer() throws IOException {
    Path picture = picture("cat.png", BufferedImage.TYPE_INT_RGB, 32, 32);
    Command.Result result = Command.script(
            "test", picture.toString(), "--model", model.toString(), "--out", folder.toString())
        .run();
    assertEquals(2, result.exit());
    assertEquals(List.of("--out " + folder + ": it is a folder; name a file"), result.errLines());
    assertEquals("", result.out());
  }

  @Test
  void takesPicturesOfEveryKind() throws IOException {
    for (Path picture : List.of(
        picture("grey.png", BufferedImage.TYPE_BYTE_GRAY, 17, 300),
        picture("alpha.png", BufferedImage.TYPE_INT_ARGB, 32, 32),
        picture("photo.jpg", BufferedImage.TYPE_INT_RGB, 64, 48),
        picture("palette.gif", BufferedImage.TYPE_BYTE_INDEXED, 40, 40),
        picture("old.bmp", BufferedImage.TYPE_INT_RGB, 33, 31)))
      assertEquals(0, test(picture).run().exit(), picture.toString());
  }

  @Test
  void aPictureThatIsNoneIsOneLineAndExitCodeTwo() throws IOException {
    for (Path picture : List.of(
        Files.writeString(folder.resolve("text.png"), "not a picture"),
        Files.write(folder.resolve("empty.png"), new byte[0]),
        folder.resolve("missing.png"),
        Files.createDirectory(folder.resolve("folder.png")))) {
      Command.Result result = test(picture).run();
      assertEquals(2, result.exit(), picture + ": " + result.err());
      assertEquals(1, result.errLines().size(), result.err());
      assertTrue(result.err().contains(picture.getFileName().toString()), result.err());
    }
  }

  @Test
  void aModelThatIsNoneIsOneLineAndExitCodeTwo() throws IOException {
    Path picture = picture("cat.png", BufferedImage.TYPE_INT_RGB, 32, 32);
    Command.Result result = Command.script(
            "test",
            picture.toString(),
            "--model",
            folder.toString(),
            "--out",
            drawing().toString())
        .run();
    assertEquals(2, result.exit());
    assertEquals(1, result.errLines().size(), result.err());
  }
}
