package tensorbang.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.boot.Browser;
import tensorbang.boot.Command;
import tensorbang.experiment.settings.Made;
import tensorbang.report.html.RunIndex;
import tensorbang.settings.Settings;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

/** report.java as a user calls it, and its pages in a real browser where there is one. */
@Tag("processes")
class ReportScriptTest {
  /**
   * Uses everything on the page that can be used, and leaves in it what went wrong, what was loaded and how wide it is.
   */
  private static final String PROBE =
      """
      <script>
      (() => {
        const found = {errors: [], requests: [], clicks: 0};
        addEventListener("error", e => found.errors.push(String(e.message)));
        addEventListener("securitypolicyviolation", e => found.requests.push(e.blockedURI));
        addEventListener("load", () => {
          const root = document.documentElement;
          const before = getComputedStyle(document.body).backgroundColor;
          document.getElementById("theme").click();
          found.themeChanges = before !== getComputedStyle(document.body).backgroundColor;
          found.sorted = true;
          document.querySelectorAll("th[data-sort]").forEach(th => {
            th.click();
            th.click();
            found.clicks++;
            const values = [...th.closest("table").tBodies[0].rows].map(row => row.cells[th.cellIndex].dataset.value)
              .filter(value => value !== undefined).map(Number);
            if (!values.every((value, i) => i === 0 || values[i - 1] >= value)) found.sorted = false;
          });
          for (const input of document.querySelectorAll("input.search")) {
            input.value = "no such run";
            input.dispatchEvent(new Event("input"));
            found.hidden = [...document.querySelectorAll("#" + input.dataset.table + " tbody tr")].every(r => r.hidden);
            input.value = "";
            input.dispatchEvent(new Event("input"));
          }
          for (const slider of document.querySelectorAll("input[type=range]")) {
            const line = () => slider.closest("figure").querySelector("svg .line:not(.raw)").getAttribute("d");
            const plain = line();
            slider.value = 0.9;
            slider.dispatchEvent(new Event("input"));
            found.smooths = found.smooths || plain !== line();
          }
          for (const box of document.querySelectorAll(".tools input[type=checkbox]")) box.click();
          for (const canvas of document.querySelectorAll(".canvas")) {
            const r = canvas.getBoundingClientRect();
            canvas.dispatchEvent(new PointerEvent("pointermove", {clientX: r.left + r.width / 2, clientY: r.top + 50}));
            found.readout = canvas.querySelector(".readout").textContent;
          }
          document.querySelectorAll(".key").forEach(key => { key.click(); key.click(); });
          found.width = innerWidth;
          found.wide = document.scrollingElement.scrollWidth;
          found.smallest = Math.min(...[...document.querySelectorAll(".plot .canvas svg")].map(svg =>
            parseFloat(getComputedStyle(svg.querySelector("text")).fontSize)
              * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width));
          performance.getEntriesByType("resource").forEach(r => {
            if (!r.name.startsWith("data:")) found.requests.push(r.name);
          });
          const result = document.createElement("pre");
          result.id = "probe";
          result.textContent = JSON.stringify(found);
          document.body.append(result);
        });
      })();
      </script>""";

  @TempDir
  Path folder;

  private void run(String name, Map<String, ?> settings, double... accuracies) {
    Settings chosen =
        Settings.NONE.set("net", "simplenn").set("dataset", "shapes10").set("limit", 20);
    Made.metrics(TrainConfig.of(chosen.with(settings)), Metrics.Status.FINISHED, accuracies)
        .write(folder.resolve("runs").resolve(name).normalize());
  }

  private Command.Result report(String... arguments) {
    return Command.script("report", arguments).run();
  }

  private Path written() {
    for (double rate : new double[] {0.001, 0.01, 0.1})
      for (int seed = 1; seed <= 2; seed++)
        run("lr" + rate + "-" + seed, Map.of("lr", rate, "seed", seed, "augment", "crop,flip"), 0.3, 0.4 + rate, 0.5);
    Path page = folder.resolve("page.html");
    Command.Result result = report(folder.resolve("runs").toString(), "--out", page.toString());
    assertEquals(0, result.exit(), result.err());
    assertEquals("report   " + page, result.out().strip());
    return page;
  }

  @Test
  void withoutNamesItReportsAllRunsUnderResultsThoseOfExperimentsToo() throws IOException {
    run("../results/simplenn-seed42", Map.of("seed", 42), 0.3, 0.4);
    run("../results/claims/claim-03/arrows/flip-seed1", Map.of("seed", 1), 0.3, 0.4);
    Command.Result result = Command.script("report")
        .environment("TENSORBANG_ROOT", folder.toString())
        .in(folder)
        .run();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().startsWith("report   results/report.html\n"), result.out());
    String page = Files.readString(folder.resolve("results/report.html"));
    for (String name : List.of("simplenn-seed42", "flip-seed1", "claims/claim-03/arrows"))
      assertTrue(page.contains(name), name);
  }

  private JsonNode probed(Path page, int width) throws Exception {
    assumeTrue(Browser.isThere(), "no Chromium on PATH");
    Path probed = folder.resolve("probed.html");
    Files.writeString(probed, Files.readString(page).replace("</body>", PROBE + "</body>"));
    return Browser.probe(probed.toUri(), width, folder.resolve("browser"));
  }

  private static void assertSound(JsonNode found) {
    assertEquals("[]", found.path("errors").toString());
    assertEquals("[]", found.path("requests").toString());
    assertTrue(found.path("themeChanges").asBoolean());
    assertTrue(found.path("clicks").asInt() > 0);
    assertTrue(found.path("sorted").asBoolean(), "two clicks on a heading sort from the largest value down");
  }

  @Test
  void inABrowserNothingFailsNothingIsLoadedAndItAnswers() throws Exception {
    JsonNode found = probed(written(), 1200);
    assertSound(found);
    assertTrue(found.path("smooths").asBoolean());
    assertTrue(
        found.path("readout").asText().contains("epoch 2"),
        found.path("readout").asText());
  }

  @Test
  void onAPhoneItIsReadableWithoutScrollingSideways() throws Exception {
    JsonNode found = probed(written(), 400);
    assertTrue(found.path("width").asInt() <= 500, found.toString());
    assertTrue(found.path("wide").asInt() <= found.path("width").asInt(), found.toString());
    assertTrue(found.path("smallest").asDouble() >= 10, found.toString());
  }

  @Test
  void theIndexAndACoursesSheetAreSoundInABrowserToo() throws Exception {
    written();
    JsonNode index = probed(RunIndex.write(folder.resolve("runs")), 400);
    assertSound(index);
    assertTrue(index.path("hidden").asBoolean(), "what is searched for is not there, and no row stays");
    assertTrue(index.path("wide").asInt() <= index.path("width").asInt(), index.toString());
    Path sheet = folder.resolve("sheet.html");
    Command.Result result = report(folder.resolve("runs").toString(), "--course", "ece661", "--out", sheet.toString());
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.err().contains("missing: ./jbang l1-compare.java"), result.err());
    JsonNode found = probed(sheet, 400);
    assertEquals("[]", found.path("errors").toString());
    assertEquals("[]", found.path("requests").toString());
    assertTrue(found.path("wide").asInt() <= found.path("width").asInt(), found.toString());
  }

  @Test
  void aTrainingNamesTheIndexOfAllRunsLast() throws Exception {
    String[] training = {
      "--dataset", "shapes10", "--net", "simplenn", "--limit", "40", "--epochs", "1", "--quiet", "--seeds", "1,2"
    };
    Command.Result result = Command.script("train", training)
        .environment("TENSORBANG_ROOT", folder.toString())
        .in(folder)
        .run();
    assertEquals(0, result.exit(), result.err());
    List<String> lines = result.out().lines().toList();
    assertEquals("all runs results/index.html", lines.get(lines.size() - 1));
    String index = Files.readString(folder.resolve("results/index.html"));
    for (int seed = 1; seed <= 2; seed++) assertTrue(index.contains(">simplenn-shapes10-seed" + seed + "<"));
    Command.Result elsewhere = Command.script(
            "train", "--dataset", "shapes10", "--net", "simplenn", "--limit", "40", "--epochs", "1", "--out", "mine")
        .environment("TENSORBANG_ROOT", folder.toString())
        .in(folder)
        .run();
    assertFalse(elsewhere.out().contains("all runs"), elsewhere.out());
  }

  @Test
  void damagedRunsAreNamedAndLeftOut() throws Exception {
    run("whole", Map.of(), 0.5);
    Files.writeString(Files.createDirectories(folder.resolve("runs/torn")).resolve(Metrics.FILE), "{");
    Path page = folder.resolve("page.html");
    Command.Result result = report(folder.resolve("runs").toString(), "--out", page.toString());
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.err().startsWith("left out: "), result.err());
    assertTrue(Files.readString(page).contains("torn"));
  }

  @Test
  void whatIsWrongIsSaidInOneLine() {
    for (List<String> arguments : List.of(
        List.of(folder.toString()),
        List.of(folder.resolve("missing").toString()),
        List.of("--course", "cs101"),
        List.of("--course", "ece661", "--title", "Mine"),
        List.of("--course", "ece661", "--evaluations", "1"),
        List.of("--evaluations", "-1"))) {
      Command.Result result = report(arguments.toArray(String[]::new));
      assertEquals(2, result.exit(), result.err());
      assertEquals(1, result.errLines().size(), result.err());
      assertFalse(result.err().contains("Exception"), result.err());
    }
  }
}
