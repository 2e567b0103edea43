package tensorbang.experiment.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.boot.Command;

/** What {@code --launcher slurm} asks of Slurm and makes of the answers, with programs that stand in for it. */
class SlurmCallsTest {
  @TempDir
  private Path folder;

  private Path calls;
  private Path out;

  @BeforeEach
  void write() throws IOException {
    calls = folder.resolve("calls");
    out = folder.resolve("5% of # runs");
    Files.write(
        folder.resolve("rates.yaml"),
        List.of("base: {net: simplenn, limit: 64, epochs: 1, dataset: shapes10}", "sweep: {lr: [0.1, 0.01]}"));
    program("sbatch", "[ \"$1\" = --version ] && exit", "printf '%s\\n' \"$@\" >> '" + calls + "'", "echo 7");
  }

  private void program(String name, String... lines) throws IOException {
    Path program = folder.resolve("bin").resolve(name);
    Files.createDirectories(program.getParent());
    Files.writeString(program, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    assertTrue(program.toFile().setExecutable(true));
  }

  private Command.Result launch() {
    return Command.script(
            "experiment", folder.resolve("rates.yaml").toString(), "--launcher", "slurm", "--out", out.toString())
        .environment("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"))
        .run();
  }

  @Test
  void everyOptionIsOneWordAndTheFoldersPercentSignsAreNoPatterns() throws IOException {
    Command.Result submitted = launch();
    assertEquals(0, submitted.exit(), submitted.err());
    List<String> words = Files.readAllLines(calls);
    String logs = "--output=" + folder.resolve("5%% of # runs/slurm/1");
    assertTrue(words.containsAll(List.of("--array=0-1", logs + "/%a.log", logs + "/summary.log")), words.toString());
    Path submission = out.resolve("slurm/1");
    assertTrue(words.contains(submission.resolve("array.sh").toString()), words.toString());
    assertTrue(Files.readString(submission.resolve("array.sh")).startsWith("#!/bin/sh\nrun="));
    assertEquals(2, Files.readAllLines(submission.resolve("runs.txt")).size());
  }

  @Test
  void aSummaryThatWasRefusedIsSubmittedByTheNextCallAndOnlyOnce() throws IOException {
    program("sbatch", "case \"$*\" in *--dependency*) echo 'no more' >&2; echo jobs >&2; exit 1;; esac", "echo 7");
    Command.Result refused = launch();
    assertEquals(2, refused.exit(), refused.err());
    assertEquals(List.of("--launcher slurm: no more; jobs"), refused.errLines());
    assertTrue(refused.out().startsWith("array    job 7, 2 runs"), refused.out());

    program("sbatch", "echo 8");
    program("squeue", "printf '0\\n1\\n'");
    String queued = "queued   2 runs, by an earlier command\n";
    assertEquals("summary  job 8, after job 7\n" + queued, launch().out());
    assertEquals(queued, launch().out());
    assertFalse(Files.exists(out.resolve("slurm/2")));
  }

  @Test
  void onlyAJobThatSlurmDoesNotKnowIsOver() throws IOException {
    assertEquals(0, launch().exit());
    program("squeue", "echo 'slurm_load_jobs error: Unable to contact slurm controller' >&2", "exit 1");
    Command.Result unknown = launch();
    assertEquals(2, unknown.exit(), unknown.err());
    assertEquals(
        List.of("--launcher slurm: slurm_load_jobs error: Unable to contact slurm controller"), unknown.errLines());
    assertFalse(Files.exists(out.resolve("slurm/2")));

    program("squeue", "echo 'slurm_load_jobs error: Invalid job id specified' >&2", "exit 1");
    assertEquals(0, launch().exit());
    assertEquals(2, Files.readAllLines(out.resolve("slurm/2/runs.txt")).size());
  }
}
