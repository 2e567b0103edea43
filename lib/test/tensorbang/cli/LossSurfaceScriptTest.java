package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.boot.Command;
import tensorbang.data.ImageSet;
import tensorbang.data.shapes.Shapes10;
import tensorbang.landscape.FixedImages;
import tensorbang.landscape.LossFunction;
import tensorbang.model.ModelFolder;
import tensorbang.nn.InferenceGraph;
import tensorbang.tf.Device;

/** loss-surface.java as a user calls it; its numbers are in the tests of tensorbang.landscape. */
@Tag("processes")
class LossSurfaceScriptTest {
  @TempDir
  Path folder;

  private Command.Result call(String... words) {
    List<String> all = new ArrayList<>(
        List.of("--dataset", "shapes10", "--limit", "50", "--images", "20", "--points", "3", "--threads", "1"));
    all.addAll(List.of(words));
    return Command.script("loss-surface", all.toArray(String[]::new)).in(folder).run();
  }

  @Test
  void drawsSeveralModelsTogetherAndMeasuresNothingTwice() throws IOException {
    String first =
        UntrainedModel.write(folder.resolve("simplenn"), "simplenn", "shapes10").toString();
    String second =
        UntrainedModel.write(folder.resolve("light"), "light", "shapes10").toString();
    String out = folder.resolve("out").toString();
    Command.Result result = call("--model", first, "--model", second, "--lines", "1", "--out", out);
    assertEquals(0, result.exit(), result.err());
    for (String file : List.of(
        "simplenn.json",
        "simplenn.csv",
        "light.json",
        "light.csv",
        "contours.png",
        "contours.svg",
        "surfaces.png",
        "lines.svg")) assertTrue(Files.isRegularFile(folder.resolve("out").resolve(file)), file);
    assertEquals(1 + 5 + 9, Files.readAllLines(folder.resolve("out/light.csv")).size());
    assertTrue(result.out().contains("largest curvature"), result.out());
    assertTrue(result.err().contains("light: 14 of 14 points"), result.err());

    Command.Result again = call("--model", first, second, "--lines", "1", "--out", out);
    assertEquals(0, again.exit(), again.err());
    assertEquals(result.out(), again.out());
    assertEquals("", again.err());
  }

  @Test
  void interpolatesBetweenTwoModelsOfOneNetwork() throws IOException {
    Path first = UntrainedModel.write(folder.resolve("a"), "twolayer", "shapes10", 1);
    Path second = UntrainedModel.write(folder.resolve("b"), "twolayer", "shapes10", 2);
    Path another = UntrainedModel.write(folder.resolve("c"), "light", "shapes10");
    Command.Result result = between(first, second);
    assertEquals(0, result.exit(), result.err());
    List<String> points = Files.readAllLines(folder.resolve("out/a-to-b.csv"));
    assertEquals(1 + 5, points.size());
    assertEquals(loss(first), loss(points.get(1)), 1e-5);
    assertEquals(loss(second), loss(points.get(5)), 1e-5);
    assertNotEquals(loss(first), loss(second), 1e-4);
    Command.Result other = between(first, another);
    assertEquals(2, other.exit());
    assertEquals(1, other.errLines().size(), other.err());
  }

  private Command.Result between(Path first, Path second) {
    return call(
        "--between",
        first.toString(),
        second.toString(),
        "--out",
        folder.resolve("out").toString());
  }

  /** Of a line of the file of points. */
  private static double loss(String point) {
    return Double.parseDouble(point.split(",")[3]);
  }

  /** A model's own, on the images that {@link #call} asks for. */
  private static double loss(Path model) {
    ModelFolder folder = ModelFolder.open(model);
    InferenceGraph net = folder.graph();
    ImageSet images = FixedImages.of(Shapes10.first(50).train(), 20);
    try (LossFunction loss = new LossFunction(net, images, 10, Device.CPU)) {
      return loss.at(folder.weights("last", net)).loss();
    }
  }

  @Test
  void badInputIsOneLineAndExitCodeTwo() {
    Command.Result even = Command.script("loss-surface", "--points", "4").run();
    assertEquals(2, even.exit());
    assertEquals("--points 4: must be an odd number from 3 to 999", even.err().strip());
    Command.Result both = call("--between", "a", "b", "--lines", "2");
    assertEquals(2, both.exit());
    assertEquals("--lines: has no meaning with --between", both.err().strip());
  }
}
