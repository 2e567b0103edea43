package tensorbang.experiment.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tensorbang.Json;
import tensorbang.boot.Command;
import tensorbang.tf.Environment;

/** All claims in their quick mode, one epoch of 40 images each. */
@TestInstance(Lifecycle.PER_CLASS)
@Tag("processes")
class ClaimsScriptTest {
  /** On a machine with much else to do. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  @TempDir
  static Path folder;

  private Command.Result all;

  private static Command.Result claims(Path out, String... more) {
    List<String> words = new ArrayList<>(
        List.of("--quick", "--epochs", "1", "--limit", "40", "--quiet", "--threads", "1", "--out", out.toString()));
    words.addAll(List.of(more));
    return Command.script("claims", words.toArray(String[]::new))
        .timeout(PATIENCE)
        .run();
  }

  @BeforeAll
  void examineAll() {
    all = claims(folder);
  }

  @Test
  void everyClaimHasAVerdictFiguresReasonsAndCharts() {
    assertEquals(0, all.exit(), all.err());
    assertEquals(List.of(), all.errLines());
    for (Claim claim : Claims.ALL) {
      ClaimRecord found = ClaimRecord.read(folder, claim.number());
      assertEquals(claim.statement(), found.statement());
      assertEquals(3, found.reasons().size());
      assertTrue(
          found.quick() && !found.figures().isEmpty() && !found.criterion().isBlank(), claim.statement());
      assertFalse(found.reasons().toString().contains("NaN"), found.reasons().toString());
      Path own = ClaimRecord.folder(folder, claim.number());
      for (ClaimRecord.ChartFile chart : found.charts()) {
        assertTrue(Files.exists(own.resolve(chart.file())), chart.file());
        assertTrue(Files.exists(own.resolve(chart.file().replace(".png", ".svg"))), chart.file());
      }
      assertTrue(Files.exists(own.resolve("claim.md")));
    }
  }

  @Test
  void theSummaryHasALineForEachAndSaysWhereItIs() throws IOException {
    JsonNode json = Json.read(folder.resolve("claims.json"), JsonNode.class);
    assertEquals(Claims.ALL.size(), json.get("claims").size());
    String text = Files.readString(folder.resolve("claims.md"));
    for (Claim claim : Claims.ALL) {
      assertTrue(text.contains("\n| " + claim.number() + " | " + claim.statement() + " | **"), claim.statement());
      assertTrue(text.contains("\n## " + claim.number() + ". " + claim.statement()), claim.statement());
    }
    assertTrue(all.out().contains("text     " + folder.resolve("claims.md")), all.out());
    assertTrue(all.out().contains("figures  " + folder.resolve("claims.json")), all.out());
  }

  @Test
  void whatHasNoTrainingsOfItsOwnSaysSo() {
    assertEquals(0, ClaimRecord.read(folder, 2).runs());
    assertEquals(Verdict.TRUE, ClaimRecord.read(folder, 2).verdict());
  }

  /** In a folder that comes from another machine they are measured again. */
  @Test
  void timesAreThoseOfThisProcessorAndOneBatch() {
    Path times = ClaimRecord.folder(folder, 8).resolve("layers.json");
    JsonNode key = Json.read(times, JsonNode.class).get("key");
    assertEquals(Environment.processorName(), key.get("processor").asText());
    assertEquals(32, key.get("batch").asInt());
  }

  /** Nothing is trained or measured again; a training that is lost is made again with the same bits. */
  @Test
  void theSameCommandGoesOnFromWhatIsThere() throws IOException {
    Map<Path, FileTime> before = runs();
    Path lost = before.keySet().iterator().next();
    String metrics = withoutTimes(lost);
    String sparsity = Files.readString(ClaimRecord.folder(folder, 6).resolve("claim.json"));
    Files.delete(lost);
    try (Stream<Path> rest = Files.list(lost.getParent())) {
      for (Path file : rest.filter(Files::isRegularFile).toList()) Files.delete(file);
    }
    Command.Result again = claims(folder, "--only", "6,1");
    assertEquals(0, again.exit(), again.err());
    Map<Path, FileTime> after = runs();
    assertEquals(before.keySet(), after.keySet());
    assertEquals(metrics, withoutTimes(lost));
    assertNotEquals(before.remove(lost), after.remove(lost));
    assertEquals(before, after);
    assertEquals(sparsity, Files.readString(ClaimRecord.folder(folder, 6).resolve("claim.json")));
    assertEquals(
        Claims.ALL.size(),
        Json.read(folder.resolve("claims.json"), JsonNode.class).get("claims").size());
  }

  /** The metrics of all runs, those of claim 1 first. */
  private static Map<Path, FileTime> runs() throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.endsWith("metrics.json")).toList())
        times.put(file, Files.getLastModifiedTime(file));
    }
    return times;
  }

  private static String withoutTimes(Path metrics) throws IOException {
    return Files.readString(metrics).replaceAll("\"(seconds|images_per_second|started)\" : [^,\\n]*", "");
  }

  @ParameterizedTest
  @CsvSource({
    "--only 11, --only 11: expected numbers of statements: 1",
    "--only x, --only",
    "'--only 1,', --only",
    "--lr 0.1, --lr: each claim sets it itself",
    "--net simplenn, --net: each claim sets it itself",
    "--epochs 0, --epochs 0",
    "--dataset banana, banana"
  })
  void badInputIsOneLine(String words, String complaint) {
    Command.Result result = Command.script("claims", ("--out " + folder.resolve("bad") + " " + words).split(" "))
        .run();
    assertEquals(2, result.exit(), result.err());
    assertEquals(1, result.errLines().size(), result.err());
    assertTrue(result.err().contains(complaint), result.err());
    assertFalse(Files.exists(folder.resolve("bad")));
  }

  @Test
  void aDryRunListsTheTrainings() {
    Command.Result result = Command.script("claims", "--dry-run", "--dataset", "shapes10", "--only", "1,6")
        .run();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().contains("24 runs: 0 done, 24 to run"), result.out());
  }
}
