package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
  void interpolatesBetweenTwoModelsOfOneNetwork() {
    String first =
        UntrainedModel.write(folder.resolve("a"), "twolayer", "shapes10").toString();
    String second =
        UntrainedModel.write(folder.resolve("b"), "light", "shapes10").toString();
    Command.Result result =
        call("--between", first, first, "--out", folder.resolve("out").toString());
    assertEquals(0, result.exit(), result.err());
    assertTrue(Files.isRegularFile(folder.resolve("out/a-to-a.csv")));
    Command.Result other =
        call("--between", first, second, "--out", folder.resolve("other").toString());
    assertEquals(2, other.exit());
    assertEquals(1, other.errLines().size(), other.err());
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
