package tensorbang.report.html;

import static j2html.TagCreator.a;
import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.tag;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import com.fasterxml.jackson.databind.JsonNode;
import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.Shown;
import tensorbang.train.MetricsFiles;
import tensorbang.train.TrainConfig;

/**
 * All runs in a folder as a page to search and to sort, the newest first, each with its curves in small. It is made of
 * the runs' metrics alone, so that it is quick to write after every training.
 */
public final class RunIndex {
  /** The page's file. */
  public static final String FILE = "index.html";

  private static final String REFERENCE = "reference";
  private static final int WIDTH = 120;
  private static final int HEIGHT = 30;

  /** Of many epochs no more points are drawn. */
  private static final int MOST_POINTS = 60;

  private record Entry(Path folder, JsonNode metrics) {
    String started() {
      return metrics.path("environment").path("started").asText("");
    }
  }

  private final Path results;
  private final List<Entry> entries = new ArrayList<>();
  private final List<String> damaged = new ArrayList<>();

  private RunIndex(Path results) {
    this.results = results;
  }

  /**
   * Writes {@link #FILE} in {@code results}: of all runs in it and below, but those in its folder {@code reference}.
   *
   * @return the file
   * @throws InputException if the folder cannot be read or written
   */
  public static Path write(Path results) {
    RunIndex index = new RunIndex(results);
    index.read();
    Path file = results.resolve(FILE);
    AtomicFile.writeText(file, index.html());
    return file;
  }

  private void read() {
    for (Path file : MetricsFiles.in(results)) if (!results.relativize(file).startsWith(REFERENCE)) read(file);
    entries.sort(Comparator.comparing(Entry::started).reversed());
  }

  private void read(Path file) {
    try {
      JsonNode metrics = Json.read(file, JsonNode.class);
      if (!metrics.path("config").isObject() || !metrics.path("epochs").isArray())
        throw new InputException(file + " holds no whole run: it lacks config or epochs");
      entries.add(new Entry(file.getParent(), metrics));
    } catch (InputException e) {
      damaged.add(e.getMessage());
    }
  }

  private String html() {
    Page page = new Page("All runs", entries.size() == 1 ? "1 run" : entries.size() + " runs");
    Path report = results.resolve("report.html");
    page.add(
        "runs",
        "Runs",
        Files.isRegularFile(report)
            ? p(text("See also the "), a("report of all runs").withHref("report.html"))
            : null,
        entries.isEmpty() ? p("There is none yet: ./jbang train.java makes one.") : table());
    page.add(
        "left-out", "Left out", damaged.isEmpty() ? null : ul(each(damaged, reason -> li(Shown.text(reason, 400)))));
    return page.foot(
            "Made after each training by TensorBang. Curves: test accuracy (line) and training accuracy (dashes)"
                + " from 0 to 100 % against epochs. ./jbang report.java FOLDER… shows runs in full.")
        .render();
  }

  private DomContent table() {
    Table table = new Table(
        "run",
        "curves",
        "test accuracy",
        "best",
        "network",
        "data",
        "seed",
        "status",
        "epochs",
        "minutes",
        "started (UTC)",
        "other settings than the defaults");
    Map<String, JsonNode> defaults = TrainConfig.DEFAULTS.settings();
    for (Entry entry : entries) {
      JsonNode metrics = entry.metrics;
      JsonNode config = metrics.path("config");
      JsonNode last = metrics.path("final");
      int epochs = metrics.path("epochs").size();
      double minutes = last.path("seconds").asDouble(Double.NaN) / 60;
      table.row(
          Table.Cell.of(name(entry), Double.NaN),
          epochs == 0 ? Table.Cell.NONE : Table.Cell.of(curves(metrics.path("epochs")), Double.NaN),
          percent(last.path("test_accuracy")),
          percent(last.path("best_test_accuracy")),
          Table.Cell.of(config.path("net").asText()),
          Table.Cell.of(config.path("dataset").asText()),
          Table.Cell.of(
              config.path("seed").asDouble(Double.NaN), config.path("seed").asText()),
          Table.Cell.of(metrics.path("status").asText()),
          Table.Cell.of(epochs, epochs + " of " + config.path("epochs").asText("?")),
          Table.Cell.of(minutes, String.format(Locale.ROOT, "%.1f", minutes)),
          Table.Cell.of(entry.started().replace('T', ' ').replace("Z", "")),
          Table.Cell.of(chosen(config, defaults)));
    }
    return table.searchable("all-runs").html();
  }

  private DomContent name(Entry entry) {
    String name = results.relativize(entry.folder).toString().replace('\\', '/');
    if (name.isEmpty()) name = ".";
    if (!Files.isRegularFile(entry.folder.resolve("report.html"))) return text(Shown.text(name));
    String link = Stream.of(name.split("/")).map(RunIndex::encoded).collect(Collectors.joining("/"));
    return a(Shown.text(name)).withHref("./" + link + "/report.html");
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Table.Cell percent(JsonNode fraction) {
    double value = fraction.asDouble(Double.NaN);
    return Table.Cell.of(value, String.format(Locale.ROOT, "%.2f %%", 100 * value));
  }

  private static String chosen(JsonNode config, Map<String, JsonNode> defaults) {
    List<String> chosen = new ArrayList<>();
    config.properties().forEach(setting -> {
      String name = setting.getKey();
      JsonNode value = setting.getValue();
      boolean hasColumn = List.of("net", "dataset", "seed", "epochs").contains(name);
      if (value.isObject())
        value
            .properties()
            .forEach(o -> chosen.add(o.getKey() + " " + o.getValue().asText()));
      else if (!hasColumn
          && !value.asText().equals(defaults.getOrDefault(name, value).asText()))
        chosen.add(name + " " + value.asText());
    });
    return String.join(", ", chosen);
  }

  private static DomContent curves(JsonNode epochs) {
    ContainerTag<?> svg = tag("svg")
        .attr("class", "spark")
        .attr("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
        .attr("role", "img")
        .attr("aria-label", "accuracy against epochs");
    svg.with(tag("path").attr("class", "grid").attr("d", "M0 " + (HEIGHT - 1) + "H" + WIDTH + "M0 1H" + WIDTH));
    svg.with(curve(epochs, "train_accuracy", "line d1 c1"));
    svg.with(curve(epochs, "test_accuracy", "line c0"));
    return svg;
  }

  private static DomContent curve(JsonNode epochs, String name, String style) {
    int n = epochs.size();
    int step = Math.max(1, n / MOST_POINTS);
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < n; i += i + step < n || i == n - 1 ? step : n - 1 - i) {
      double value = epochs.get(i).path(name).asDouble(Double.NaN);
      if (!Double.isFinite(value)) continue;
      double x = n == 1 ? WIDTH / 2.0 : (WIDTH - 4.0) * i / (n - 1) + 2;
      double y = 1 + (HEIGHT - 2) * (1 - Math.max(0, Math.min(1, value)));
      path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.length() == 0 ? "M" : "L", x, y));
    }
    if (n == 1 && path.length() > 0) path.append("h4");
    return tag("path").attr("class", style).attr("d", path.toString());
  }
}
