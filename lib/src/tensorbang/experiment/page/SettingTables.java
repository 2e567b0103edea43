package tensorbang.experiment.page;

import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.summary;

import com.fasterxml.jackson.databind.JsonNode;
import j2html.tags.DomContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import tensorbang.Shown;
import tensorbang.report.ShortNumber;
import tensorbang.report.html.Table;
import tensorbang.tf.Environment;
import tensorbang.train.ConfigFile;
import tensorbang.train.TrainConfig;

/** How runs were made: their settings, the command that makes them again, and the machine. */
final class SettingTables {
  private SettingTables() {}

  /** The settings in which runs differ, a row for each configuration; then those that all have. */
  static DomContent settings(List<FoundRun> runs) {
    Set<String> differing = new LinkedHashSet<>();
    Map<String, JsonNode> common = new LinkedHashMap<>();
    for (String name : Unit.settingNames(runs)) {
      List<JsonNode> values =
          runs.stream().map(run -> run.settings().get(name)).distinct().toList();
      if (values.size() > 1) differing.add(name);
      else common.put(name, values.get(0));
    }
    return div(
        differing.isEmpty() ? null : h3("Settings that differ between the runs"),
        differing.isEmpty() ? null : differing(runs, differing),
        common.isEmpty() || runs.size() == 1 ? null : h3("Settings that all runs have"),
        common(common));
  }

  private static DomContent differing(List<FoundRun> runs, Set<String> names) {
    List<String> headings = new ArrayList<>(List.of("run"));
    headings.addAll(names);
    Table table = new Table(headings);
    for (FoundRun run : runs) {
      List<Table.Cell> cells = new ArrayList<>(List.of(Table.Cell.of(run.name())));
      for (String name : names) {
        Table.Cell cell = cell(run.settings().get(name));
        cells.add(name.equals("seed") || cell.isEmpty() ? cell : cell.marked());
      }
      table.row(cells);
    }
    return table.html();
  }

  /** Those that are not the library's defaults, and folded away those that are. */
  private static DomContent common(Map<String, JsonNode> settings) {
    Map<String, JsonNode> defaults = TrainConfig.DEFAULTS.settings();
    Table chosen = new Table("setting", "value", "default");
    Table usual = new Table("setting", "value");
    settings.forEach((name, value) -> {
      JsonNode standard = defaults.get(name);
      if (standard == null || !text(standard).equals(text(value)))
        chosen.row(Table.Cell.of(name), cell(value), cell(standard));
      else usual.row(Table.Cell.of(name), cell(value));
    });
    return div(
        chosen.html(),
        usual.isEmpty()
            ? null
            : details(summary("All others have the library's defaults"), usual.html())
                .withClass("print"));
  }

  private static Table.Cell cell(JsonNode value) {
    if (value == null || value.isNull()) return Table.Cell.NONE;
    return value.isNumber() ? Table.Cell.of(value.doubleValue(), text(value)) : Table.Cell.of(text(value));
  }

  private static String text(JsonNode value) {
    if (value.isNumber()) return ShortNumber.text(value.doubleValue());
    return value.isValueNode() ? value.asText() : value.toString();
  }

  /** The commands that train the same again, one for each configuration. */
  static DomContent commands(List<Unit.Group> groups) {
    List<String> lines = new ArrayList<>();
    for (Unit.Group group : groups)
      if (isOneSubset(group.runs())) addCommand(lines, group.first(), group.runs());
      else group.runs().forEach(run -> addCommand(lines, run, List.of(run)));
    if (lines.isEmpty()) return null;
    DomContent all = pre(String.join("\n", lines));
    if (lines.size() <= 3) return div(p("Trains the same again, on a machine that has these files:"), all);
    return details(summary(lines.size() + " commands that train the same again"), all)
        .withClass("print");
  }

  /** Whether the runs have the same long-tailed subset, so that they are made with one file of settings. */
  private static boolean isOneSubset(List<FoundRun> runs) {
    return runs.stream()
            .map(run -> run.metrics().config().imbalanceSeed())
            .distinct()
            .count()
        == 1;
  }

  private static void addCommand(List<String> lines, FoundRun run, List<FoundRun> all) {
    Path config = run.folder().resolve(ConfigFile.NAME);
    if (run.isPlainJava() || !Files.isRegularFile(config)) return;
    String seeds = all.stream().map(r -> String.valueOf(r.seed())).collect(Collectors.joining(","));
    lines.add("./jbang train.java --config " + quoted(shown(config)) + " --seeds " + seeds);
  }

  private static String shown(Path file) {
    Path here = Path.of("").toAbsolutePath();
    return file.startsWith(here) ? here.relativize(file).toString() : file.toString();
  }

  /** As a shell takes it in one word. */
  private static String quoted(String word) {
    String shown = Shown.text(word, 400);
    return shown.matches("[\\w./@%+=:,-]+") ? shown : "'" + shown.replace("'", "'\\''") + "'";
  }

  /** The machines; several rows where runs were made on several. */
  static DomContent environment(List<FoundRun> runs) {
    Table table = new Table("runs", "processor", "cores", "threads", "device", "system", "Java", "TensorFlow");
    runs.stream()
        .map(run -> run.metrics().environment())
        .filter(Objects::nonNull)
        .map(SettingTables::withoutTime)
        .collect(Collectors.groupingBy(e -> e, LinkedHashMap::new, Collectors.counting()))
        .forEach((e, count) -> table.row(
            Table.Cell.of(count, String.valueOf(count)),
            Table.Cell.of(e.processor()),
            Table.Cell.of(e.cores(), String.valueOf(e.cores())),
            Table.Cell.of(e.threads(), String.valueOf(e.threads())),
            Table.Cell.of(e.device()),
            Table.Cell.of(e.os()),
            Table.Cell.of(e.java()),
            Table.Cell.of(e.tensorflow())));
    return table.html();
  }

  private static Environment withoutTime(Environment e) {
    return new Environment(e.os(), e.processor(), e.cores(), e.threads(), e.device(), e.java(), e.tensorflow(), null);
  }
}
