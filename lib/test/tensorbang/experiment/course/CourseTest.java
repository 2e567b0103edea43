package tensorbang.experiment.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.boot.Checkout;
import tensorbang.experiment.page.FoundRuns;
import tensorbang.experiment.page.Latencies;
import tensorbang.experiment.page.LocalData;
import tensorbang.experiment.settings.Made;
import tensorbang.settings.Settings;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

class CourseTest {
  @TempDir
  Path results;

  private void run(String name, Map<String, ?> settings, double... accuracies) {
    Settings chosen =
        Settings.NONE.set("net", "convnet").set("dataset", "cifar10").with(settings);
    Made.metrics(TrainConfig.of(chosen), Metrics.Status.FINISHED, accuracies).write(results.resolve(name));
  }

  private CourseSheet sheet(String key) {
    return new CourseSheet(
        Course.of(key),
        FoundRuns.inResults(results),
        new LocalData(results.resolve("no-data")),
        Latencies.in(results),
        results);
  }

  /** The rows of docs/courses.md: course, question and commands. */
  private static List<String> documented() throws Exception {
    List<String> rows = new ArrayList<>();
    String course = "";
    for (String line : Files.readAllLines(Checkout.root().resolve("docs/courses.md"))) {
      Matcher heading = Pattern.compile("## .*`(\\w+)`").matcher(line);
      if (heading.find()) course = heading.group(1);
      if (!line.startsWith("| ") || line.startsWith("| question")) continue;
      String[] cells = line.split("(?<!\\\\)\\|");
      rows.add(course + " | " + cells[1].strip() + " | " + cells[3].strip());
    }
    return rows;
  }

  @Test
  void theGuideHasARowForEveryQuestionWithItsCommands() throws Exception {
    List<String> expected = new ArrayList<>();
    for (String key : Course.KEYS)
      for (Course.Question question : Course.of(key).questions()) {
        List<String> commands = question.allCommands().stream()
            .map(c -> "`" + c.replace("|", "\\|") + "`")
            .toList();
        expected.add(key + " | " + question.number() + " | "
            + (commands.isEmpty() ? "your own words" : String.join("<br>", commands)));
      }
    assertEquals(String.join("\n", expected), String.join("\n", documented()));
  }

  @Test
  void everyCommandIsAScriptOfTheCheckoutAndItsFilesAreThere() {
    for (String key : Course.KEYS)
      for (Course.Question question : Course.of(key).questions())
        for (String command : question.allCommands()) {
          String[] words = command.split(" ");
          assertEquals("./jbang", words[0], command);
          assertTrue(Files.exists(Checkout.root().resolve("scripts").resolve(words[1])), command);
          for (String word : words)
            if (word.endsWith(".yaml")) assertTrue(Files.exists(Checkout.root().resolve(word)), command);
        }
  }

  @Test
  void noTwoCommandsOfACourseWriteIntoOneFolder() {
    for (String key : Course.KEYS) {
      Map<String, String> byFolder = new HashMap<>();
      for (Course.Question question : Course.of(key).questions())
        for (String command : question.allCommands()) {
          Matcher out = Pattern.compile("--out (\\S+)").matcher(command);
          if (out.find())
            assertEquals(command, byFolder.computeIfAbsent(out.group(1), folder -> command), key + ": " + out.group());
        }
    }
  }

  @Test
  void aModelIsOneThatACommandOfTheCourseTrainsOrOneThatIsShipped() {
    for (String key : Course.KEYS) {
      List<String> commands = Course.of(key).questions().stream()
          .flatMap(question -> question.allCommands().stream())
          .toList();
      for (String command : commands) {
        Matcher model = Pattern.compile("--model (\\S+)").matcher(command);
        if (!model.find()) continue;
        boolean isTrained =
            commands.stream().anyMatch(c -> c.contains("train.java") && c.endsWith("--out " + model.group(1)));
        assertTrue(isTrained || model.group(1).equals("models/resnet20"), key + ": " + command);
      }
    }
  }

  @Test
  void everySettingThatRunsAreChosenByExists() {
    for (String key : Course.KEYS)
      for (Course.Question question : Course.of(key).questions())
        for (Course.Figure figure : question.figures())
          for (String setting : figure.runs().keySet())
            assertTrue(TrainConfig.names().contains(setting), setting);
  }

  @Test
  void withoutRunsEveryFigureIsMissingWithItsCommand() {
    for (String key : Course.KEYS) {
      CourseSheet sheet = sheet(key);
      String page = sheet.html();
      for (Course.Question question : Course.of(key).questions())
        for (Course.Figure figure : question.figures()) {
          assertTrue(sheet.missing().contains(figure.command()), figure.command());
          String shown = figure.command().replace("&", "&amp;").replace(">", "&gt;");
          assertTrue(page.contains("It is made by <code>" + shown + "</code>"), figure.command());
        }
      assertEquals(Course.of(key).questions().size(), page.split("contenteditable", -1).length - 1, key);
    }
  }

  @Test
  void runsThatAreThereAnswerTheQuestion() {
    for (int seed = 42; seed <= 44; seed++) run("seed" + seed, Map.of("seed", seed), 0.6, 0.7 + (seed - 43) * 0.1);
    String page = sheet("csci8000").html();
    assertTrue(
        page.contains("Asked for: test accuracy of at least 75 %. Reached: 70.00 ± 8.16 %, which is less."), page);
    assertTrue(page.contains("after the last epoch: 70.00 ± 8.16 %."));
    assertFalse(page.contains("Reached: 60"));
  }

  @Test
  void runsOnAPartOfTheImagesAreNoAnswer() {
    for (int seed = 42; seed <= 44; seed++) run("seed" + seed, Map.of("seed", seed, "limit", 5000), 0.9);
    assertFalse(sheet("csci8000").html().contains("Reached: 90"));
  }

  @Test
  void aRunInPlainJavaOnFiftyImagesIsAnAnswer() throws Exception {
    run("overfit", Map.of("limit", 50), 0.9);
    Path file = results.resolve("overfit").resolve(Metrics.FILE);
    ObjectNode json = Json.read(file, ObjectNode.class);
    json.putObject("environment").putNull("tensorflow");
    Files.writeString(file, json.toString());
    CourseSheet sheet = sheet("pynet");
    sheet.html();
    assertFalse(sheet.missing().contains("./jbang scratch-train.java"));
  }

  @Test
  void threeSeedsAreAskedForAndTwoAreNotEnough() {
    for (int seed = 42; seed <= 43; seed++) run("seed" + seed, Map.of("seed", seed), 0.8);
    assertFalse(sheet("csci8000").html().contains("numpy.std does"));
  }

  @Test
  void runsOnOtherDataDoNotAnswer() {
    run("shapes", Map.of("dataset", "shapes10"), 0.9);
    assertFalse(sheet("csci8000").html().contains("Reached:"));
  }

  @Test
  void aDamagedFileIsNamedAndItsCommandWithIt() throws Exception {
    Files.writeString(results.resolve("costs.json"), "{");
    String page = sheet("csci8000").html();
    assertTrue(page.contains("costs.json is damaged"), page);
  }

  @Test
  void whatWasFoundOfAStatementAnswersIt() throws Exception {
    Path claim = Files.createDirectories(results.resolve("claims/claim-10")).resolve("claim.json");
    String found =
        """
        {"schema": 1, "number": 10, "statement": "Shortcuts <help>.", "verdict": "undecided", "criterion": "By curvature.",
         "quick": false, "dataset": "cifar10", "seeds": [42, 43], "runs": 4,
         "figures": [{"name": "curvature", "value": 1.25, "unit": "times", "low": 0.5, "high": 2, "level": 0.95, "n": 2}],
         "reasons": ["They hand on.", "They add."], "sources": [], "charts": []}
        """;
    Files.writeString(claim, found);
    String page = sheet("ece661").html();
    for (String shown : List.of(
        "Shortcuts &lt;help&gt;.",
        "<b>undecided</b>",
        "They hand on. They add.",
        "1.25 times",
        "[0.500, 2]",
        "By curvature.",
        "4 trainings on cifar10")) assertTrue(page.contains(shown), shown);
    for (String lacking : List.of(
        "{\"schema\": 1, \"number\": 10}",
        found.replace("\"statement\"", "\"said\""),
        found.replace("\"name\"", "\"said\""),
        found.replace("[42, 43]", "null"))) {
      Files.writeString(claim, lacking);
      assertTrue(sheet("ece661").html().contains("claim.json is damaged"), lacking);
    }
  }

  @Test
  void anUnknownCourseIsNamed() {
    assertTrue(assertThrows(InputException.class, () -> Course.of("cs7644"))
        .getMessage()
        .contains("did you mean cs7643"));
  }
}
