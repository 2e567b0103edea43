package tensorbang.experiment.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.InputException;
import tensorbang.settings.Settings;

class ExperimentFileTest {
  @TempDir
  Path folder;

  private Experiment read(String... lines) throws IOException {
    return ExperimentFile.read(Files.write(folder.resolve("momentum.yaml"), List.of(lines)));
  }

  private void refused(String message, String... lines) {
    var e = assertThrows(InputException.class, () -> read(lines));
    assertEquals(folder.resolve("momentum.yaml") + message, e.getMessage());
  }

  @Test
  void tellsWhatTheSameInJavaTells() throws IOException {
    Experiment read = read(
        "name: m1",
        "title: Momentum of SimpleNN",
        "base: {net: simplenn, lr: 0.01, dataset: cifar100, limit: 500}",
        "variations:",
        "  plain: {nesterov: false}",
        "  Nesterov with batch norm: {nesterov: true, batch_norm: true}",
        "sweep:",
        "  momentum: [0.5, 0.9]",
        "seeds: [1, 2]");
    assertEquals("m1", read.name());
    assertEquals("Momentum of SimpleNN", read.title());
    assertEquals("cifar100", read.dataset());
    assertEquals(List.of(1L, 2L), read.seeds());
    Settings base = Settings.NONE
        .set("net", "simplenn")
        .set("lr", 0.01)
        .set("dataset", "cifar100")
        .set("limit", 500);
    assertEquals(
        Experiment.of("m1", "Momentum of SimpleNN", base)
            .vary("plain", Map.of("nesterov", false))
            .vary("Nesterov with batch norm", Map.of("nesterov", true, "batch_norm", true))
            .sweep("momentum", 0.5, 0.9)
            .variations(),
        read.variations());
  }

  @Test
  void almostAllMayBeLeftOut() throws IOException {
    Experiment read = read("sweep: {lr: [0.1, 0.2]}");
    assertEquals("momentum", read.name());
    assertEquals("momentum", read.title());
    assertEquals("auto", read.dataset());
    assertEquals(List.of(), read.seeds());
    assertEquals(Settings.NONE, read.base());
    assertEquals(2, read.variations().size());
  }

  @Test
  void unknownKeysAreRefusedWithTheLikelyOne() {
    refused(
        ": variation: expected one of name, title, base, variations, sweep, seeds; did you mean variations?",
        "variation: {a: {lr: 1}}");
    refused(": there is no setting learning_rate", "base: {learning_rate: 1}");
    refused(": there is no setting moment; did you mean momentum?", "sweep: {moment: [1, 2]}");
  }

  @Test
  void valuesOfTheWrongKindAreRefused() {
    refused(": epochs many: expected a whole number", "base: {epochs: many}");
    refused(": seeds: expected a list of whole numbers", "seeds: 42");
    refused(": seeds: expected a list of whole numbers", "seeds: [1.5]");
    refused(": seeds: a seed is named twice", "seeds: [1, 1]");
    refused(": a: dataset auto: name the set itself", "variations: {a: {dataset: auto}}");
    refused(": base: seed: list them under seeds", "base: {seed: 1}");
    refused(": sweep: lr: expected a list of numbers", "sweep: {lr: 0.1}");
    refused(": sweep: lr: expected a list of numbers", "sweep: {lr: []}");
    refused(": sweep: one setting only; give the others under variations", "sweep: {lr: [1], l1: [1]}");
    refused(
        ": sweep: activation: relu is no number; give such settings under variations", "sweep: {activation: [relu]}");
    refused(": variations: expected names with a colon and their values", "variations: [a, b]");
    refused(": name: a/b: expected letters, digits, dots and dashes, as of a folder", "name: a/b");
    refused(": expected name, title, base, variations, sweep, seeds", "just text");
    refused(" is empty", "");
  }

  @Test
  void whatIsNotYamlIsToldWithItsLine() {
    var e = assertThrows(InputException.class, () -> read("base:", "  lr: 1", "  lr: 2"));
    assertEquals(folder.resolve("momentum.yaml") + ", line 3: base.lr: is given twice", e.getMessage());
    var broken = assertThrows(InputException.class, () -> read("base: {lr: 1", "seeds: [1]"));
    assertTrue(broken.getMessage().startsWith(folder.resolve("momentum.yaml") + ", line "), broken.getMessage());
    var missing = assertThrows(InputException.class, () -> ExperimentFile.read(folder.resolve("none.yaml")));
    assertTrue(missing.getMessage().startsWith("cannot read " + folder.resolve("none.yaml")), missing.getMessage());
  }
}
