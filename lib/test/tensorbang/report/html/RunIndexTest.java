package tensorbang.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.experiment.settings.Made;
import tensorbang.settings.Settings;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

class RunIndexTest {
  @TempDir
  Path results;

  private void run(String name, Map<String, ?> settings, double... accuracies) {
    TrainConfig config = TrainConfig.of(Settings.NONE.set("net", "simplenn").with(settings));
    Made.metrics(config, Metrics.Status.FINISHED, accuracies).write(results.resolve(name));
  }

  private String index() throws Exception {
    return Files.readString(RunIndex.write(results));
  }

  @Test
  void everyRunIsARowWithItsCurvesAndWhatIsSpecialAboutIt() throws Exception {
    run("one", Map.of("seed", 7), 0.25, 0.5);
    run("sweep/two", Map.of("lr", 0.125), 0.75);
    run("claims/claim-01/light/three", Map.of(), 0.5);
    String page = index();
    assertEquals(3, page.split("class=\"spark\"", -1).length - 1);
    for (String text : new String[] {
      ">one<", ">sweep/two<", ">claims/claim-01/light/three<", "50.00 %", "75.00 %", "lr 0.125", "type=\"search\""
    }) assertTrue(page.contains(text), text);
  }

  @Test
  void aDamagedRunIsNamedAndTheOthersAreShown() throws Exception {
    run("whole", Map.of(), 0.5);
    Files.writeString(Files.createDirectories(results.resolve("torn")).resolve(Metrics.FILE), "{\"schema\" : 1,");
    Files.writeString(Files.createDirectories(results.resolve("other")).resolve(Metrics.FILE), "[]");
    String page = index();
    assertTrue(page.contains(">whole<"));
    assertTrue(page.contains("Left out"));
    assertTrue(page.contains("torn"));
    assertTrue(page.contains("other"));
  }

  @Test
  void theProjectsOwnRunsAreNotTheUsers() throws Exception {
    run("reference/theirs", Map.of(), 0.5);
    assertFalse(index().contains("theirs"));
  }

  @Test
  void aFolderOfAnyNameIsShownAndNotRun() throws Exception {
    run("<img src=x onerror=alert(1)>", Map.of(), 0.5);
    Files.writeString(results.resolve("<img src=x onerror=alert(1)>/report.html"), "");
    String page = index();
    assertFalse(page.contains("<img"));
    assertTrue(page.contains("href=\"./%3Cimg%20src%3Dx%20onerror%3Dalert%281%29%3E/report.html\""), page);
  }

  @Test
  void aRunThatHasNotFinishedAnEpochIsListed() throws Exception {
    TrainConfig config = TrainConfig.of(Settings.NONE.set("net", "simplenn"));
    Made.metrics(config, Metrics.Status.INTERRUPTED).write(results.resolve("begun"));
    assertTrue(index().contains("interrupted"));
  }
}
