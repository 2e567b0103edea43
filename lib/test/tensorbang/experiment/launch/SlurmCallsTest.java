package tensorbang.experiment.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.boot.Command;

/** What {@code --launcher slurm} asks of Slurm, and what it makes of the answers, with programs that stand in for it. */
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
}
