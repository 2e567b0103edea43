package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.boot.Command;
import tensorbang.data.pictures.Pictures;
import tensorbang.model.Classifier;
import tensorbang.model.ModelCard;
import tensorbang.tf.Device;

/** predict.java as a user calls it. */
@Tag("processes")
class PredictScriptTest {
  private static final int PLANE = 32 * 32;

  @TempDir
  static Path shared;

  private static Path model;

  @TempDir
  Path folder;

  @BeforeAll
  static void model() {
    model = UntrainedModel.write(shared.resolve("model"), "vanillacnn");
  }

  private Path out() {
    return folder.resolve("out.csv");
  }

  private Command.Result predict(Path images, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.addAll(
        List.of(images.toString(), "--model", model.toString(), "--out", out().toString()));
    return Command.script("predict", all.toArray(String[]::new)).run();
  }

  /** Noise, one plane a channel. */
  private static byte[] planes(int images) {
    byte[] planes = new byte[images * 3 * PLANE];
    new Random(5).nextBytes(planes);
    return planes;
  }

  /** The labels that the model itself gives, pixel by pixel. */
  private static List<String> expected(byte[] planes) {
    List<String> classes = ModelCard.read(model).classes();
    byte[] pixels = new byte[planes.length];
    for (int i = 0; i < planes.length; i++) {
      int image = i / (3 * PLANE);
      int channel = i / PLANE % 3;
      pixels[image * 3 * PLANE + i % PLANE * 3 + channel] = planes[i];
    }
    try (Classifier classifier = Classifier.load(model, "last", Device.CPU, 1)) {
      float[][] all = classifier.probabilities(pixels, planes.length / (3 * PLANE));
      return Arrays.stream(all).map(p -> classes.get(Classifier.best(p))).toList();
    }
  }

  private static void draw(Path file, byte[] planes, int image) throws IOException {
    BufferedImage drawn = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    int at = image * 3 * PLANE;
    for (int i = 0; i < PLANE; i++) {
      int red = planes[at + i] & 0xff;
      int green = planes[at + PLANE + i] & 0xff;
      int blue = planes[at + 2 * PLANE + i] & 0xff;
      drawn.setRGB(i % 32, i / 32, red << 16 | green << 8 | blue);
    }
    ImageIO.write(drawn, "png", file.toFile());
  }

  @Test
  void aFileOfRawImagesIsReadPlaneByPlaneAndCountedFromOne() throws IOException {
    byte[] planes = planes(300);
    Path file = Files.write(folder.resolve("images.bin"), planes);
    var result = predict(file);
    assertEquals(0, result.exit(), result.err());
    List<String> labels = expected(planes);
    List<String> lines = new ArrayList<>(List.of("id,label"));
    for (int i = 0; i < 300; i++) lines.add((i + 1) + "," + labels.get(i));
    assertEquals(lines, Files.readAllLines(out()));
    assertTrue(labels.stream().distinct().count() > 1, "all are " + labels.get(0));
    assertTrue(result.out().endsWith("predictions  " + out() + "\n"), result.out());
  }

  @Test
  void picturesAreCalledByTheirNamesInTheOrderOfTheirNumbers() throws IOException {
    byte[] planes = planes(3);
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    draw(pictures.resolve("10.png"), planes, 1);
    draw(pictures.resolve("9.png"), planes, 0);
    draw(pictures.resolve("a,b.png"), planes, 2);
    Files.writeString(pictures.resolve("readme.txt"), "no picture");
    var result = predict(pictures, "--numbers");
    assertEquals(0, result.exit(), result.err());
    List<String> classes = ModelCard.read(model).classes();
    List<Integer> labels = expected(planes).stream().map(classes::indexOf).toList();
    assertEquals(
        List.of("id,label", "9," + labels.get(0), "10," + labels.get(1), "\"a,b\"," + labels.get(2)),
        Files.readAllLines(out()));
  }

  @Test
  void aTreeOfClassFoldersOfAnySizeIsReadWithTheFoldersInTheIds() throws IOException {
    Path tree = folder.resolve("tree");
    Pictures.plain(tree.resolve("dog/2.png"), 70, 90, 0x804020);
    Pictures.plain(tree.resolve("cat/10.png"), 5, 9, 0x204080);
    Pictures.plain(tree.resolve("cat/9.png"), 32, 32, 0xffffff);
    Files.createDirectories(tree.resolve(".cache"));
    Files.copy(tree.resolve("cat/9.png"), tree.resolve(".cache/9.png"));
    var result = predict(tree);
    assertEquals(0, result.exit(), result.err());
    List<String> ids =
        Files.readAllLines(out()).stream().map(line -> line.split(",")[0]).toList();
    assertEquals(List.of("id", "cat/9", "cat/10", "dog/2"), ids);
  }

  @Test
  void badInputIsOneLineAndLeavesNoFile() throws IOException {
    Path labelled = Files.write(folder.resolve("test_batch.bin"), new byte[10 * 3073]);
    refused(
        predict(labelled),
        labelled + " has 30,730 bytes, not a whole number of images of 3,072 bytes; its size is that of images with 1");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    refused(predict(empty), empty + " holds no pictures");
    refused(predict(folder.resolve("nosuch")), folder.resolve("nosuch") + ": no such file or folder");
    Path twice = Files.createDirectory(folder.resolve("twice"));
    draw(twice.resolve("1.png"), planes(1), 0);
    Files.copy(twice.resolve("1.png"), twice.resolve("1.PNG.bmp"));
    Files.copy(twice.resolve("1.png"), twice.resolve("1.gif"));
    refused(predict(twice), twice + " holds 1.gif and 1.png: rename one, both would be 1");
    Path damaged = Files.createDirectory(folder.resolve("damaged"));
    Files.writeString(damaged.resolve("1.png"), "not a picture");
    refused(predict(damaged), damaged.resolve("1.png") + " is no picture");
    refused(Command.script("predict").run(), "predict.java: Missing required parameter: 'IMAGES'");
    assertFalse(Files.exists(out()));
  }

  @Test
  void helpShowsTheDefaults() {
    var result = Command.script("predict", "--help").run();
    assertEquals(0, result.exit(), result.err());
    for (String word : List.of("IMAGES", "--model", "--numbers", "predictions.csv"))
      assertTrue(result.out().contains(word), word + " in " + result.out());
  }

  private static void refused(Command.Result result, String said) {
    assertEquals(2, result.exit(), result.err());
    assertEquals(1, result.errLines().size(), result.err());
    assertTrue(result.errLines().get(0).startsWith(said), result.err());
  }
}
