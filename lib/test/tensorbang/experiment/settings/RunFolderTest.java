package tensorbang.experiment.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.AtomicFile;
import tensorbang.Json;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

class RunFolderTest {
  private static final TrainConfig CONFIG = TrainConfig.of(SimpleNNLab.GIVEN).with("seed", 7);

  @TempDir
  Path folder;

  @Test
  void itsNameTellsLabelSeedAndSettings() {
    String name =
        RunFolder.in(folder, "Batch norm, lr 0.1", CONFIG).path().getFileName().toString();
    assertTrue(name.matches("batch-norm-lr-0\\.1-seed7-[0-9a-f]{8}"), name);
    assertFalse(Files.exists(folder.resolve(name)));
  }

  @Test
  void aChangedSettingIsAnotherFolderAndTheSameSettingsAreTheSame() {
    RunFolder run = RunFolder.in(folder, "a", CONFIG);
    assertEquals(run, RunFolder.in(folder, "a", CONFIG.with("lr", CONFIG.lr())));
    assertNotEquals(run, RunFolder.in(folder, "a", CONFIG.with("lr", 0.02)));
    assertNotEquals(run, RunFolder.in(folder, "a", CONFIG.with("epochs", 31)));
  }

  @Test
  void theSettingsFindTheirFolderWhateverItIsCalled() {
    RunFolder run = RunFolder.in(folder, "old name", CONFIG);
    run.create(CONFIG);
    assertEquals(run, RunFolder.in(folder, "new name", CONFIG));
    assertEquals(CONFIG, run.config());
  }

  @Test
  void aRunFromBeforeASettingExistedIsFoundWhileTheSettingHasItsDefault() {
    ObjectNode older = (ObjectNode) Json.tree(CONFIG);
    older.remove(List.of("optimizer", "l1"));
    Path run = folder.resolve("old-seed7-96e3ff58");
    AtomicFile.writeText(run.resolve("config.json"), older.toString());
    assertEquals(run, RunFolder.in(folder, "new name", CONFIG).path());
    assertNotEquals(
        run, RunFolder.in(folder, "new name", CONFIG.with("l1", 1e-4)).path());
  }

  @Test
  void aRunIsDoneWhenItFinishedOrDiverged() {
    RunFolder run = RunFolder.in(folder, "a", CONFIG);
    run.create(CONFIG);
    assertFalse(run.isDone());
    for (Metrics.Status status : Metrics.Status.values()) {
      Made.metrics(CONFIG, status, 0.5).write(run.path());
      assertEquals(status == Metrics.Status.FINISHED || status == Metrics.Status.DIVERGED, run.isDone(), status.name());
    }
  }
}
