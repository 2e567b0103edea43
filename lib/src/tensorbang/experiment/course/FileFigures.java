package tensorbang.experiment.course;

import static j2html.TagCreator.div;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;

import com.fasterxml.jackson.databind.JsonNode;
import j2html.tags.DomContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.Shown;
import tensorbang.experiment.claims.ClaimFigure;
import tensorbang.experiment.page.ModelFigures;
import tensorbang.report.html.Pictures;
import tensorbang.report.html.Table;

/** The figures of a course's sheet that are drawn from the files that other scripts leave under results. */
final class FileFigures {
  static final List<String> KINDS =
      List.of("picture", "text", "csv", "evaluation", "costs", "latency", "gradient-check", "claim");

  private static final int MOST_LINES = 80;
  private static final int CSV_LINES = 12;

  private FileFigures() {}

  /**
   * What is asked for; null where the file is not there.
   *
   * @throws InputException where it is damaged
   */
  static DomContent of(Course.Figure figure, Path results) {
    Path file = results.resolve(figure.file());
    if (!Files.isRegularFile(file)) return null;
    return switch (figure.show().get(0)) {
      case "picture" -> Pictures.chart(file, figure.file());
      case "text" -> pre(lines(file, MOST_LINES));
      case "csv" -> pre(lines(file, CSV_LINES));
      case "evaluation" -> evaluation(Json.read(file, JsonNode.class));
      case "costs" -> costs(Json.read(file, JsonNode.class).path("networks"), figure.networks());
      case "latency" -> latency(Json.read(file, JsonNode.class));
      case "gradient-check" -> gradientCheck(Json.read(file, JsonNode.class));
      case "claim" -> ClaimFigure.of(file);
      default -> throw new IllegalArgumentException(figure.show().get(0));
    };
  }

  private static String lines(Path file, int most) {
    List<String> all = AtomicFile.readText(file).lines().toList();
    String shown = all.stream().limit(most).map(line -> Shown.text(line, 300)).collect(Collectors.joining("\n"));
    return all.size() <= most ? shown : shown + String.format(Locale.ROOT, "%n… %,d lines in all", all.size());
  }

  private static DomContent evaluation(JsonNode file) {
    List<String> classes = new ArrayList<>();
    file.path("class_accuracy").fieldNames().forEachRemaining(classes::add);
    JsonNode rows = file.path("confusion");
    int[][] counts = new int[rows.size()][rows.size()];
    for (int i = 0; i < counts.length; i++)
      for (int j = 0; j < counts.length; j++)
        counts[i][j] = rows.path(i).path(j).asInt();
    return div(
        p(String.format(
            Locale.ROOT,
            "%s on %s: %.2f %%, %,d of %,d test images right.",
            Shown.text(file.path("model").asText()),
            Shown.text(file.path("dataset").asText()),
            100 * file.path("accuracy").asDouble(),
            file.path("correct").asLong(),
            file.path("images").asLong())),
        ModelFigures.confusion(Shown.text(file.path("model").asText()), classes, counts));
  }

  private static DomContent costs(JsonNode networks, List<String> wanted) {
    Table table = new Table("network", "parameters", "MACs", "MACs as THOP counts them", "activations");
    for (JsonNode network : networks)
      if (wanted.isEmpty() || wanted.contains(network.path("net").asText()))
        table.row(
            Table.Cell.of(network.path("net").asText()),
            whole(network.path("parameters")),
            whole(network.path("macs")),
            whole(network.path("thop_macs")),
            whole(network.path("activations")));
    return table.html();
  }

  private static DomContent latency(JsonNode file) {
    Table table = new Table(
        "network", "engine", "threads", "mean (ms)", "median", "95th percentile", "std", "images/s", "MACs by THOP");
    for (JsonNode row : file.path("networks")) {
      JsonNode latency = row.path("latency");
      table.row(
          Table.Cell.of(row.path("name").asText()),
          Table.Cell.of(row.path("engine").asText()),
          whole(row.path("threads")),
          number(latency.path("mean"), "%.3f"),
          number(latency.path("median"), "%.3f"),
          number(latency.path("p95"), "%.3f"),
          number(latency.path("std"), "%.3f"),
          number(latency.path("images_per_second"), "%,.0f"),
          whole(row.path("cost").path("thop_macs")));
    }
    return div(
        table.html(),
        p(String.format(
                Locale.ROOT,
                "%s; %,d runs after %,d that do not count; %s.",
                Shown.text(file.path("timed").asText(), 200),
                file.path("iterations").asLong(),
                file.path("warmup").asLong(),
                Shown.text(file.path("environment").path("processor").asText())))
            .withClass("note"));
  }

  private static DomContent gradientCheck(JsonNode file) {
    Table table = new Table("layer", "against", "forward, relative", "gradient, relative", "numbers compared");
    for (JsonNode row : file.path("rows"))
      table.row(
          Table.Cell.of(row.path("layer").asText()),
          Table.Cell.of(row.path("reference").asText().equals("TENSORFLOW") ? "TensorFlow" : "central differences"),
          number(row.path("forward").path("relative"), "%.1e"),
          number(row.path("gradient").path("relative"), "%.1e"),
          whole(row.path("numbers")));
    return div(
        p(String.format(
            Locale.ROOT,
            "%s: relative differences of at most %.0e in float32 and %.0e in float64 are allowed.",
            file.path("passed").asBoolean() ? "All passed" : "Some failed",
            file.path("float32_limit").asDouble(),
            file.path("float64_limit").asDouble())),
        table.html());
  }

  private static Table.Cell number(JsonNode value, String format) {
    return Table.Cell.of(value.asDouble(Double.NaN), String.format(Locale.ROOT, format, value.asDouble()));
  }

  private static Table.Cell whole(JsonNode value) {
    return number(value, "%,.0f");
  }
}
