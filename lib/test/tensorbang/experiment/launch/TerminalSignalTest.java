package tensorbang.experiment.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tensorbang.boot.Command;
import tensorbang.experiment.settings.RunFolder;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

/** A training on a terminal, with its progress bar, when a signal arrives. */
class TerminalSignalTest {
  @TempDir
  Path folder;

  @BeforeAll
  static void needATerminal() {
    PseudoTerminal.assumeThatThereIsOne();
    Command.assumeThatInterruptsArrive();
  }

  @Test
  void controlCSavesACheckpointAndExitsWith130() throws Exception {
    try (PseudoTerminal terminal = training()) {
      terminal.type("\003");
      assertInterrupted(terminal, 130);
    }
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "HUP, 129"})
  void otherRequestsToEndDoTheSame(String signal, int exit) throws Exception {
    if (signal.equals("HUP")) Command.assumeThatHangUpsArrive();
    try (PseudoTerminal terminal = training()) {
      terminal.signal(signal);
      assertInterrupted(terminal, exit);
    }
  }

  /** A run under way, whose progress bar is on the screen. */
  private PseudoTerminal training() throws IOException, InterruptedException {
    TrainConfig config = TrainConfig.DEFAULTS
        .with("net", "simplenn")
        .with("dataset", "shapes10")
        .with("limit", 2000)
        .with("batch_size", 4)
        .with("epochs", 1000);
    new RunFolder(run()).create(config);
    List<String> words =
        JavaCommand.words(OneRun.class, List.of("--run-task", run().toString(), "--data", folder.toString()));
    PseudoTerminal terminal = new PseudoTerminal(words, folder.resolve("shown.txt"));
    terminal.await("steps");
    return terminal;
  }

  private void assertInterrupted(PseudoTerminal terminal, int exit) throws InterruptedException {
    assertEquals(exit, terminal.exit(), terminal.shown());
    assertTrue(Files.exists(run().resolve("checkpoint.safetensors")));
    assertEquals(Metrics.Status.INTERRUPTED, Metrics.read(run()).status());
  }

  private Path run() {
    return folder.resolve("run");
  }
}
