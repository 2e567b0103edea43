package tensorbang.experiment.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.InputException;
import tensorbang.experiment.settings.Made;
import tensorbang.settings.Settings;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

class RunReportTest {
  @TempDir
  Path folder;

  private Path run(String name, Map<String, ?> settings, double... accuracies) {
    return run(name, Metrics.Status.FINISHED, settings, accuracies);
  }

  private Path run(String name, Metrics.Status status, Map<String, ?> settings, double... accuracies) {
    Settings chosen =
        Settings.NONE.set("net", "simplenn").set("dataset", "shapes10").set("limit", 20);
    Made.metrics(TrainConfig.of(chosen.with(settings)), status, accuracies).write(folder.resolve(name));
    return folder.resolve(name);
  }

  private FoundRuns found(Path... paths) {
    return FoundRuns.in(List.of(paths));
  }

  private String report(Path... paths) {
    RunReport report = new RunReport(found(paths), new LocalData(folder), Latencies.in(folder.resolve("none")), 3);
    return report.html(report.title());
  }

  private static int count(String page, String text) {
    return page.split(java.util.regex.Pattern.quote(text), -1).length - 1;
  }

  @Test
  void oneRunHasItsResultsCurvesSettingsAndData() {
    String page = report(run("one", Map.of("seed", 5, "augment", "flip"), 0.4, 0.6, 0.5));
    for (String id : List.of("results", "curves", "settings", "data", "environment", "runs"))
      assertTrue(page.contains("<section id=\"" + id + "\">"), id);
    assertTrue(page.contains("<b>50.00 %</b><span>test accuracy after the last epoch"));
    assertTrue(page.contains("<b>60.00 %</b><span>test accuracy in the best epoch"));
    assertTrue(page.contains("Augmentation: flip"));
    assertTrue(page.contains("simplenn on shapes10"));
  }

  @Test
  void whatARunDoesNotHaveIsLeftOut() {
    String page = report(run("one", Map.of("augment", "none"), 0.5));
    for (String id : List.of("classes", "weights", "layers", "gradients", "left-out"))
      assertFalse(page.contains("<section id=\"" + id + "\">"), id);
    assertFalse(page.contains("validation accuracy in that epoch"));
    assertFalse(page.contains("Augmentation:"));
  }

  @Test
  void aRunWithoutAnEpochHasNoCurves() {
    String page = report(run("begun", Metrics.Status.INTERRUPTED, Map.of()));
    assertFalse(page.contains("<section id=\"curves\">"));
    assertTrue(page.contains("interrupted"));
  }

  @Test
  void severalSeedsAreAMeanWithABand() {
    run("runs/a", Map.of("seed", 1), 0.25, 0.5);
    run("runs/b", Map.of("seed", 2), 0.35, 0.7);
    String page = report(folder.resolve("runs"));
    assertTrue(page.contains("60.00 ± 10.00 %"));
    assertTrue(page.contains("&quot;spread&quot;:[5,10]"), "the band is ± one standard deviation");
    assertTrue(page.contains("class=\"band c0\""));
    assertFalse(page.contains("The configuration with the highest accuracy"));
  }

  @Test
  void theSettingsThatDifferAreMarked() {
    run("runs/a", Map.of("lr", 0.25), 0.5);
    run("runs/b", Map.of("lr", 0.125), 0.7);
    String page = report(folder.resolve("runs"));
    String differing =
        page.substring(page.indexOf("Settings that differ"), page.indexOf("Settings that all runs have"));
    assertTrue(differing.contains("number differs\" data-value=\"0.25\""), differing);
    assertTrue(differing.contains("number differs\" data-value=\"0.125\""), differing);
    assertFalse(differing.contains(">momentum<"));
  }

  @Test
  void oneNumberThatDiffersIsASweep() {
    for (double rate : new double[] {0.001, 0.01, 0.1}) {
      run("runs/plain" + rate, Map.of("lr", rate), 0.5);
      run("runs/norm" + rate, Map.of("lr", rate, "batch_norm", true), 0.6);
    }
    String page = report(folder.resolve("runs"));
    assertTrue(page.contains("Test accuracy after the last epoch against learning rate"));
    assertTrue(page.contains("&quot;name&quot;:&quot;no batch norm&quot;"));
  }

  @Test
  void anExperimentIsASectionOfItsOwn() {
    run("results/one", Map.of("epochs", 3), 0.5);
    run("results/sweep/a", Map.of("lr", 0.25), 0.5);
    run("results/sweep/b", Map.of("lr", 0.125), 0.7);
    run("results/claims/claim-01/light/a", Map.of("lr", 0.25), 0.5);
    run("results/reference/theirs", Map.of("lr", 0.5), 0.7);
    FoundRuns found = FoundRuns.inResults(folder.resolve("results"));
    assertEquals(
        List.of("", "claims/claim-01/light", "sweep"),
        List.copyOf(found.byUnit().keySet()));
    assertEquals(4, found.all().size());
  }

  @Test
  void aDamagedRunIsNamedAndLeftOut() throws Exception {
    run("runs/whole", Map.of(), 0.5);
    Files.writeString(Files.createDirectories(folder.resolve("runs/torn")).resolve(Metrics.FILE), "{\"schema\" : 1,");
    FoundRuns found = found(folder.resolve("runs"));
    assertEquals(1, found.leftOut().size());
    assertTrue(found.leftOut().get(0).contains("torn"), found.leftOut().get(0));
    String page = report(folder.resolve("runs"));
    assertTrue(page.contains("1 run of 1 configuration; 1 damaged run left out"));
    assertTrue(page.contains("<section id=\"left-out\">"));
  }

  @Test
  void aFolderWithoutRunsIsTheUsersMistake() {
    assertTrue(
        assertThrows(InputException.class, () -> found(folder)).getMessage().contains("holds no run"));
    assertThrows(InputException.class, () -> found(folder.resolve("missing")));
  }

  @Test
  void namesOfAnyKindAreShownAndNotRun() {
    String page = report(run("<script>alert(1)<", Map.of(), 0.5), run("it's; rm -rf $(x)", Map.of("seed", 9), 0.5));
    assertFalse(page.contains("<script>alert"));
    assertTrue(page.contains("&lt;script&gt;alert(1)&lt;"));
  }

  @Test
  void aRunThatDivergedDoesNotHideTheOthers() {
    run("runs/a", Map.of("seed", 1), 0.25, 0.5);
    Metrics broken = Made.metrics(
        TrainConfig.of(Settings.NONE
            .set("net", "simplenn")
            .set("dataset", "shapes10")
            .set("limit", 20)
            .set("seed", 2)),
        Metrics.Status.DIVERGED,
        Double.NaN,
        Double.NaN);
    broken.write(folder.resolve("runs/b"));
    String page = report(folder.resolve("runs"));
    assertTrue(page.contains("<b>50.00 %</b>"));
    assertFalse(page.substring(0, page.indexOf("<script>")).matches("(?s).*[>\"]NaN.*"));
  }

  @Test
  void anAbortedRunDoesNotHideAFinishedOneOfTheSameSettings() {
    run("runs/a", Metrics.Status.INTERRUPTED, Map.of(), 0.25);
    run("runs/a-2", Map.of(), 0.25, 0.5);
    run("runs/a-3", Metrics.Status.INTERRUPTED, Map.of(), 0.3);
    Unit unit = Unit.of("runs", found(folder.resolve("runs")).all()).get(0);
    assertEquals(
        List.of(folder.resolve("runs/a-2")),
        unit.runs().stream().map(FoundRun::folder).toList());
  }

  @Test
  void seedsWithASubsetOfTheirOwnAreTrainedAgainOneByOne() throws Exception {
    for (int seed = 1; seed <= 2; seed++)
      Files.createFile(run("runs/" + seed, Map.of("seed", seed, "imbalance", 10, "imbalance_seed", seed), 0.5)
          .resolve("config.yaml"));
    String page = report(folder.resolve("runs"));
    for (int seed = 1; seed <= 2; seed++)
      assertTrue(
          page.contains("--config " + folder.resolve("runs/" + seed + "/config.yaml") + " --seeds " + seed), page);
    assertFalse(page.contains("--seeds 1,2"));
  }

  @Test
  void aLatencyThatWasMeasuredIsThatOfTheNetworkWithTheSameCosts() throws Exception {
    Path results = Files.createDirectories(folder.resolve("results/speed"));
    Files.writeString(
        results.resolve("latency.json"),
        "{\"networks\": [{\"cost\": {\"parameters\": 1, \"macs\": 1}, \"latency\": {\"median\": 0.25}}]}");
    Files.writeString(results.resolve("costs.json"), "[{\"parameters\": 2, \"macs\": 1, \"latency_ms\": 0.5}]");
    Files.writeString(Files.createDirectories(results.resolve("torn")).resolve("latency.json"), "{");
    FoundRuns found = found(run("one", Map.of(), 0.5));
    Latencies latencies = Latencies.in(folder.resolve("results"));
    assertEquals(0.25, latencies.median(found.all().get(0).metrics()));
    String page = new RunReport(found, new LocalData(folder), latencies, 0).html("title");
    assertTrue(page.contains("<b>0.25 ms</b>"));
  }

  @Test
  void aModelOfAnotherRunIsNotTakenForThisOnes() {
    Path run = run("one", Map.of(), 0.5);
    assertTrue(found(run).all().get(0).model().isEmpty());
  }
}
