package tensorbang.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.boot.Command;
import tensorbang.experiment.settings.RunFolder;
import tensorbang.train.Metrics;

/** Experiments as a user makes them, on a handful of the built-in images. */
@Tag("processes")
class ExperimentScriptTest {
  private static final List<String> EXPERIMENT = List.of(
      "title: Activations",
      "base: {net: simplenn, lr: 0.01, schedule: constant, limit: 64, epochs: 3, batch_size: 16}",
      "variations:",
      "  ReLU: {activation: relu}",
      "  Swish: {activation: swish}");

  /** On a machine with much else to do. */
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.write(folder.resolve("activations.yaml"), EXPERIMENT);
  }

  private Command experiment(Path out, String... more) {
    List<String> all =
        new ArrayList<>(List.of(file.toString(), "--dataset", "shapes10", "--threads", "1", "--out", out.toString()));
    all.addAll(Arrays.asList(more));
    return Command.script("experiment", all.toArray(String[]::new)).timeout(PATIENCE);
  }

  private Path out(String name) {
    return folder.resolve(name);
  }

  private static List<Path> runs(Path out) throws IOException {
    try (Stream<Path> all = Files.list(out)) {
      return all.filter(p -> Files.exists(p.resolve("config.json"))).sorted().toList();
    }
  }

  /** The table and the summary's files: all but the paths. */
  private static String result(Command.Result result, Path out) throws IOException {
    assertEquals(0, result.exit(), result.err());
    return result.out().replace(out.toString(), "OUT")
        + Files.readString(out.resolve("summary.csv"))
        + Files.readString(out.resolve("summary.json"));
  }

  @Test
  void makesEveryRunOnceAndSaysWhereTheSummaryIs() throws IOException {
    Command.Result first = experiment(out("a"), "--seeds", "1,2").run();
    assertEquals(0, first.exit(), first.err());
    assertEquals(4, runs(out("a")).size());
    assertTrue(first.err().contains("[4/4] Swish, seed 2: test accuracy "), first.err());
    for (String name :
        List.of("summary.csv", "summary.json", "final-accuracy.png", "test-accuracy.svg", "train-loss.png"))
      assertTrue(Files.isRegularFile(out("a").resolve(name)), name);
    List<String> lines = first.out().lines().toList();
    assertEquals("Activations on shapes10", lines.get(0));
    assertTrue(lines.get(lines.size() - 2).startsWith("summary  " + out("a").resolve("summary.csv")), first.out());
    String charts = lines.get(lines.size() - 1);
    assertTrue(charts.startsWith("charts   " + out("a").resolve("final-accuracy.png")), charts);

    Command.Result again = experiment(out("a"), "--seeds", "1,2").run();
    assertEquals(first.out(), again.out());
    assertEquals(List.of(), again.errLines());
  }

  @Test
  void aChangedSettingIsANewRunAndTheOldOnesStay() throws IOException {
    assertEquals(0, experiment(out("a"), "--epochs", "1").run().exit());
    assertEquals(0, experiment(out("a"), "--epochs", "1", "--lr", "0.02").run().exit());
    assertEquals(4, runs(out("a")).size());
    assertEquals(List.of(), experiment(out("a"), "--epochs", "1").run().errLines());
  }

  @Test
  void killedAndStartedAgainItEndsWithTheSameTable() throws IOException {
    String unbroken = result(experiment(out("a")).run(), out("a"));
    try (Command.Running running = experiment(out("b")).start()) {
      running.awaitOutput("Swish, seed 42: starts");
      running.signal("KILL");
      assertEquals(137, running.await().exit());
    }
    Command.Result again = experiment(out("b")).run();
    assertTrue(again.err().contains("[1/1] Swish, seed 42: test accuracy "), again.err());
    assertEquals(unbroken, result(again, out("b")));
  }

  @Test
  void severalProcessesMakeTheSameTable() throws IOException {
    String one = result(experiment(out("a")).run(), out("a"));
    Command.Result two = experiment(out("b"), "--jobs", "2").run();
    assertEquals(one, result(two, out("b")));
    assertTrue(two.err().contains("[2/2] "), two.err());
    for (Path run : runs(out("b")))
      assertTrue(Files.readString(run.resolve("log.txt")).contains("epoch 3/3"), run.toString());
  }

  @Test
  void moreJobsThanRunsTakeNoMoreThanThereAre() throws IOException {
    Command.Result result =
        experiment(out("a"), "--epochs", "1", "--jobs", "1024").run();
    assertEquals(0, result.exit(), result.err());
    assertEquals(2, runs(out("a")).size());
  }

  /** Waits for what other processes write. */
  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertTrue(System.nanoTime() < end, what + " did not happen");
      Thread.sleep(20);
    }
  }

  /** The logs of the runs that have one. */
  private static List<String> logs(Path out) throws IOException {
    List<String> logs = new ArrayList<>();
    if (!Files.exists(out)) return logs;
    for (Path run : runs(out)) {
      Path log = new RunFolder(run).log();
      if (Files.exists(log)) logs.add(Files.readString(log));
    }
    return logs;
  }

  /** Whether every run was begun and has come to an end. */
  private static boolean allHaveEnded(Path out) throws IOException {
    for (Path run : runs(out)) {
      Metrics metrics = new RunFolder(run).metrics();
      if (metrics == null || metrics.status() == Metrics.Status.RUNNING) return false;
    }
    return true;
  }

  @Test
  void processesWhoseParentIsKilledSaveTheirPlaceAndTheRestGoesOnFromThere() throws Exception {
    String[] more = {"--jobs", "2", "--epochs", "30"};
    try (Command.Running running = experiment(out("b"), more).start()) {
      running.awaitOutput("Swish, seed 42: starts");
      await("a first epoch", () -> logs(out("b")).stream().anyMatch(log -> log.contains("epoch  1/30")));
      running.signal("KILL");
      assertEquals(137, running.await().exit());
    }
    await("the end of both processes", () -> allHaveEnded(out("b")));
    assertEquals(2, runs(out("b")).size());
    for (Path run : runs(out("b")))
      assertEquals(Metrics.Status.INTERRUPTED, Metrics.read(run).status(), run.toString());

    Command.Result again = experiment(out("b"), more).run();
    assertEquals(result(experiment(out("a"), "--epochs", "30").run(), out("a")), result(again, out("b")));
    List<String> logs = logs(out("b"));
    assertTrue(logs.stream().anyMatch(log -> log.contains("going on with epoch ")), logs.toString());
    for (String log : logs)
      assertEquals(1, log.lines().filter(line -> line.startsWith("epoch  1/30")).count(), log);
  }

  @Test
  void interruptedItExitsWith130AndSaysHowToGoOn() throws IOException {
    Command.assumeThatInterruptsArrive();
    try (Command.Running running = experiment(out("a"), "--epochs", "500").start()) {
      running.awaitOutput("epoch   1/500");
      running.signal("INT");
      Command.Result result = running.await();
      assertEquals(130, result.exit(), result.err());
      assertTrue(result.err().contains("interrupted; the same command goes on from here"), result.err());
    }
    assertEquals(Metrics.Status.INTERRUPTED, Metrics.read(runs(out("a")).get(0)).status());
    assertFalse(Files.exists(out("a").resolve("summary.csv")));
  }

  @Test
  void aRunThatDivergesIsRecordedAndNotMadeAgain() throws IOException {
    Files.write(file, List.of("  wild: {lr: 1.0e+30}"), StandardOpenOption.APPEND);
    Command.Result result = experiment(out("a"), "--epochs", "1").run();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.err().contains("wild, seed 42: diverged in epoch 1"), result.err());
    assertTrue(result.out().lines().anyMatch(line -> line.matches("  wild +- .*diverged")), result.out());
    assertTrue(Files.readString(out("a").resolve("summary.csv")).contains("wild,42,diverged"));
    assertEquals(List.of(), experiment(out("a"), "--epochs", "1").run().errLines());
  }

  @Test
  void aRunThatFailsIsNamedAndTheExitCodeIsThatOfTheProcess() throws IOException {
    assertEquals(0, experiment(out("a"), "--epochs", "1").run().exit());
    Path run = runs(out("a")).get(0);
    Files.delete(run.resolve("metrics.json"));
    Files.writeString(run.resolve("checkpoint.safetensors"), "damaged");
    Command.Result result = experiment(out("a"), "--epochs", "1", "--jobs", "2").run();
    assertEquals(2, result.exit(), result.err());
    assertTrue(result.err().contains("[1/1] ReLU, seed 42: failed with exit code 2: "), result.err());
    assertTrue(result.err().contains("checkpoint.safetensors"), result.err());
  }

  @Test
  void dryRunListsTheRunsAndTouchesNothing() {
    Command.Result result = experiment(out("a"), "--dry-run", "--seeds", "1,2").run();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().contains("4 runs: 0 done, 4 to run"), result.out());
    assertFalse(Files.exists(out("a")));
  }

  @Test
  void summaryOnlyTrainsNothingAndSaysWhatIsMissing() throws IOException {
    assertEquals(0, experiment(out("a"), "--epochs", "1").run().exit());
    Command.Result result = experiment(out("a"), "--epochs", "1", "--seeds", "42,43", "--summary-only")
        .run();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().lines().anyMatch(line -> line.matches(". Swish .* 1 of 2, 1 unfinished")), result.out());
    assertEquals(2, runs(out("a")).size());
  }

  @Test
  void nonsenseIsOneLineAndExitCodeTwo() throws IOException {
    Path nothing = folder.resolve("nothing.yaml");
    Path typo = Files.writeString(folder.resolve("typo.yaml"), "variatons: {a: {lr: 1}}");
    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "base:\n  epochs: 1\n  lr: -1.0\n");
    refused("--jobs 0: must be 1 to 1024", experiment(out("a"), "--jobs", "0"));
    refused("--jobs 100000: must be 1 to 1024", experiment(out("a"), "--jobs", "100000"));
    refused(
        "--dataset banana: expected one of",
        Command.script("experiment", file.toString(), "--dataset", "banana", "--out", out("a") + ""));
    refused("--out " + file + ": " + file + " is not a folder", experiment(file));
    refused("--lr -1.0: must be a positive number", experiment(out("a"), "--lr", "-1"));
    refused("--activation: activations sets it itself", experiment(out("a"), "--activation", "relu"));
    refused("--partition: only with --launcher slurm", experiment(out("a"), "--partition", "x"));
    refused("--seeds: a seed is named twice", experiment(out("a"), "--seeds", "1,1"));
    refused("--activation: the network convnet has no such option", experiment(out("a"), "--net", "convnet"));
    refused("cannot read " + nothing, Command.script("experiment", nothing.toString()));
    refused(typo + ", line 1: variatons: expected one of", Command.script("experiment", typo.toString()));
    refused(
        wrong + ", line 3: base.lr: -1.0: must be a positive number", Command.script("experiment", wrong.toString()));
    refused(
        "--launcher slurm: there is no ",
        experiment(out("a"), "--launcher", "slurm").environment("PATH", folder.toString()));
    assertFalse(Files.exists(out("a")));
  }

  @Test
  void aQuickLookIsOfShapes10UnlessTheUserNamesDataOfTheirOwn() throws IOException {
    String[] quick = {
      file.toString(), "--quick", "--summary-only", "--out", out("a").toString()
    };
    Command.Result plain = Command.script("experiment", quick).run();
    assertTrue(plain.out().contains("Activations on shapes10"), plain::toString);
    String[] withData = Stream.concat(
            Stream.of(quick), Stream.of("--data", blackCifar10().toString()))
        .toArray(String[]::new);
    Command.Result own = Command.script("experiment", withData).run();
    assertTrue(own.out().contains("Activations on cifar10"), own::toString);
  }

  /** A folder with a CIFAR-10 of black airplanes, in files that take no room. */
  private Path blackCifar10() throws IOException {
    Path data = out("data");
    Path files = Files.createDirectories(data.resolve("cifar-10-batches-bin"));
    for (String name : List.of(
        "data_batch_1.bin",
        "data_batch_2.bin",
        "data_batch_3.bin",
        "data_batch_4.bin",
        "data_batch_5.bin",
        "test_batch.bin"))
      try (RandomAccessFile file = new RandomAccessFile(files.resolve(name).toFile(), "rw")) {
        file.setLength(10_000 * 3_073);
      }
    return data;
  }

  private static void refused(String line, Command command) {
    Command.Result result = command.run();
    assertEquals(2, result.exit(), line + ": " + result.err());
    assertEquals(1, result.errLines().size(), result.err());
    assertTrue(result.err().startsWith(line), result.err());
  }
}
