package tensorbang.experiment.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tensorbang.boot.Checkout;
import tensorbang.boot.Command;

/** {@code --launcher slurm} on a real Slurm, of this one machine. */
class SlurmTest {
  private static final Path NODE = Checkout.root().resolve("lib/test/tensorbang/experiment/launch/slurm-node.sh");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Path folder;
  private Path experiment;

  /** Not in the tests' usual folder: a socket's path must be short, and other users' daemons must get there. */
  @BeforeEach
  void startNode() throws IOException {
    for (String program : List.of("munged", "slurmctld", "slurmd", "sbatch"))
      assumeTrue(isInstalled(program), program + " is not installed: apt-get install slurm-wlm munge");
    folder = Files.createTempDirectory("slurm");
    Command.Result started =
        Command.of(NODE.toString(), "start", folder.resolve("node").toString()).run();
    assertEquals(0, started.exit(), started.err());
    experiment = Files.write(
        folder.resolve("rates.yaml"),
        List.of(
            "base: {net: simplenn, schedule: constant, limit: 64, batch_size: 16, epochs: 40, dataset: shapes10}",
            "sweep: {lr: [0.1, 0.01, 0.001]}"));
  }

  @AfterEach
  void stopNode() throws IOException {
    if (folder == null) return;
    Command.of(NODE.toString(), "stop", folder.resolve("node").toString()).run();
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  private static boolean isInstalled(String program) {
    Stream<String> places = Stream.concat(Arrays.stream(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"));
    return places.anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  private Command.Result slurm(String program, String... arguments) {
    return Command.of(program, arguments)
        .environment("SLURM_CONF", folder.resolve("node/slurm.conf").toString())
        .run();
  }

  private Command.Result launch(String... more) {
    List<String> all =
        new ArrayList<>(List.of(experiment.toString(), "--out", out().toString(), "--threads", "1"));
    all.addAll(List.of(more));
    return Command.script("experiment", all.toArray(String[]::new))
        .environment("SLURM_CONF", folder.resolve("node/slurm.conf").toString())
        .run();
  }

  private Path out() {
    return folder.resolve("out");
  }

  private String log(String name) throws IOException {
    Path log = out().resolve("slurm/1").resolve(name);
    return Files.exists(log) ? Files.readString(log) : "";
  }

  private void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end)
        throw new AssertionError(
            what + " did not happen: " + slurm("squeue", "-r").out());
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void awaitLog(String name, String text) {
    await(text, () -> {
      try {
        return log(name).contains(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  @Test
  void anArrayMakesTheMissingRunsARequeuedTaskResumesAndTheSummaryFollows() throws IOException {
    Command.Result submitted = launch("--launcher", "slurm", "--cpus", "1", "--time", "30", "--jobs", "2");
    assertEquals(0, submitted.exit(), submitted.err());
    assertTrue(submitted.out().startsWith("array    job 1, 3 runs"), submitted.out());

    Command.Result again = launch("--launcher", "slurm");
    assertEquals("queued   3 runs, by an earlier command\n", again.out(), again.err());

    awaitLog("0.log", "epoch  2/40");
    assertEquals(0, slurm("scontrol", "requeue", "1_0").exit());
    awaitLog("0.log", "DUE TO JOB REQUEUE");
    // Slurm makes a requeued job wait for two minutes.
    await(
        "restart",
        () -> slurm("scontrol", "update", "JobId=1_0", "StartTime=now").exit() == 0);
    awaitLog("0.log", "going on with epoch ");
    await("the end of all jobs", () -> slurm("squeue", "--noheader").out().isBlank());

    String log = log("summary.log");
    assertTrue(log.lines().anyMatch(line -> line.startsWith("summary  " + out().resolve("summary.csv"))), log);
    String onCluster = Files.readString(out().resolve("summary.csv"));
    assertEquals(
        3, onCluster.lines().filter(line -> line.contains(",finished,40,")).count(), onCluster);
    Path local = folder.resolve("local");
    assertEquals(
        0,
        Command.script("experiment", experiment.toString(), "--out", local.toString(), "--threads", "1")
            .run()
            .exit());
    assertEquals(Files.readString(local.resolve("summary.csv")), onCluster);
  }

  @Test
  void aTaskThatIsKilledIsSubmittedAgainByTheSameCommand() throws IOException {
    assertEquals(0, launch("--launcher", "slurm", "--jobs", "1").exit());
    awaitLog("0.log", "epoch  2/40");
    assertEquals(0, slurm("scancel", "1_0").exit());
    await(
        "the cancelled task's end",
        () -> !slurm("squeue", "-r", "--noheader", "--format=%i").out().contains("1_0"));
    Command.Result again = launch("--launcher", "slurm");
    assertTrue(again.out().startsWith("queued   2 runs, by an earlier command\narray    job "), again.out());
    assertTrue(again.out().contains(", 1 run:"), again.out());
    await("the end of all jobs", () -> slurm("squeue", "--noheader").out().isBlank());
    assertTrue(Files.readString(out().resolve("slurm/2/0.log")).contains("going on with epoch "));
    String csv = Files.readString(out().resolve("summary.csv"));
    assertEquals(3, csv.lines().filter(line -> line.contains(",finished,")).count(), csv);
  }

  @Test
  void whatSlurmRefusesIsOneLineAndExitCodeTwo() {
    Command.Result result = launch("--launcher", "slurm", "--partition", "nosuch");
    assertEquals(2, result.exit(), result.err());
    assertEquals(1, result.errLines().size(), result.err());
    assertTrue(result.err().startsWith("--launcher slurm: ") && result.err().contains("partition"), result.err());
  }
}
