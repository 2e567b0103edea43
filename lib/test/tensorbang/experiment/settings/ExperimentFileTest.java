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
  void unknownKeysAreRefusedWithTheirLineAndTheLikelyOne() {
    refused(
        ", line 2: variation: expected one of name, title, base, variations, sweep, seeds; did you mean variations?",
        "name: x",
        "variation: {a: {lr: 1}}");
    refused(", line 3: base.learning_rate: there is no such setting", "base:", "  lr: 1", "  learning_rate: 1");
    refused(
        ", line 3: variations.a b.epocs: there is no such setting; did you mean epochs?",
        "variations:",
        "  a b:",
        "    epocs: 1");
    refused(", line 1: sweep.moment: there is no such setting; did you mean momentum?", "sweep: {moment: [1, 2]}");
  }

  @Test
  void valuesOutOfRangeAreRefusedWithTheirLine() {
    refused(", line 3: base.lr: -1.0: must be a positive number", "base:", "  epochs: 1", "  lr: -1.0");
    refused(
        ", line 4: variations.b.momentum: 1.5: must be at least 0 and below 1",
        "variations:",
        "  a: {lr: 0.1}",
        "  b:",
        "    momentum: 1.5");
    refused(
        ", line 3: sweep.momentum.1: 1.5: must be at least 0 and below 1", "sweep:", "  momentum: [0.5,", "    1.5]");
    refused(", line 2: sweep.momentum.1: 0.5 is given twice", "sweep:", "  momentum: [0.5, 0.5]");
    refused(", line 1: sweep.seed: list them under seeds", "sweep: {seed: [1, 2]}");
  }

  @Test
  void aChoiceThatTheNetworkDoesNotHaveIsRefusedWhereItIsMade() {
    refused(
        ", line 1: base.batch_norm: the network twolayer has no such option",
        "base: {net: twolayer, batch_norm: true}");
    refused(
        ", line 3: variations.b.batch_norm: the network twolayer has no such option",
        "base: {net: twolayer}",
        "variations:",
        "  b: {batch_norm: true}");
    refused(
        ", line 2: sweep.width.0: the network twolayer has no such option",
        "base: {net: twolayer}",
        "sweep: {width: [1]}");
  }

  @Test
  void valuesOfTheWrongKindAreRefused() {
    refused(", line 1: base.epochs: many: expected a whole number", "base: {epochs: many}");
    refused(", line 1: seeds: expected a list of whole numbers", "seeds: 42");
    refused(", line 3: seeds.1: 1.5: expected a whole number", "seeds:", "  - 1", "  - 1.5");
    refused(", line 1: seeds.1: 1 is given twice", "seeds: [1, 1]");
    refused(", line 1: variations.a.dataset: name the set itself instead of auto", "variations: {a: {dataset: auto}}");
    refused(", line 1: base.seed: list them under seeds", "base: {seed: 1}");
    refused(", line 1: sweep.lr: expected a list of numbers", "sweep: {lr: 0.1}");
    refused(", line 1: sweep.lr: expected a list of numbers", "sweep: {lr: []}");
    refused(
        ", line 1: sweep.l1: one setting only is swept; give the others under variations", "sweep: {lr: [1], l1: [1]}");
    refused(
        ", line 1: sweep.activation.0: relu is no number; give such settings under variations",
        "sweep: {activation: [relu]}");
    refused(", line 1: variations: expected names with a colon and their values", "variations: [a, b]");
    refused(", line 1: base: expected names with a colon and their values", "base: 3");
    refused(", line 1: name: a/b: expected letters, digits, dots and dashes, as of a folder", "name: a/b");
    refused(", line 1: expected name, title, base, variations, sweep, seeds", "just text");
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
