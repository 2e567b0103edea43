package tensorbang.experiment.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.train.Metrics;

/** What {@code infer-speed.java} measured: its files under results. */
public final class Latencies {
  private static final String FILE = "latency.json";
  private static final int DEPTH = 3;

  /** One network's; times in milliseconds. */
  record Row(
      String network, long parameters, long macs, long thopMacs, double mean, double median, double p95, double std) {}

  private final List<Row> rows = new ArrayList<>();

  private Latencies() {}

  /** Those in {@code results}; a file that cannot be read counts as none. */
  public static Latencies in(Path results) {
    Latencies all = new Latencies();
    if (!Files.isDirectory(results)) return all;
    try (Stream<Path> files = Files.walk(results, DEPTH)) {
      files
          .filter(file -> file.endsWith(FILE) && !results.relativize(file).startsWith("reference"))
          .sorted()
          .forEach(all::add);
    } catch (IOException unreadable) {
      return all;
    }
    return all;
  }

  private void add(Path file) {
    try {
      for (JsonNode row : Json.read(file, JsonNode.class).path("networks")) {
        JsonNode cost = row.path("cost");
        JsonNode latency = row.path("latency");
        rows.add(new Row(
            row.path("name").asText(),
            cost.path("parameters").asLong(),
            cost.path("macs").asLong(),
            cost.path("thop_macs").asLong(),
            latency.path("mean").asDouble(Double.NaN),
            latency.path("median").asDouble(Double.NaN),
            latency.path("p95").asDouble(Double.NaN),
            latency.path("std").asDouble(Double.NaN)));
      }
    } catch (InputException damaged) {
      return;
    }
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  /** Of a network with as many parameters and multiply-accumulates, which has the same layers; NaN where there is none. */
  public double median(Metrics metrics) {
    return rows.stream()
        .filter(row -> row.parameters == metrics.model().parameters()
            && row.macs == metrics.model().macs())
        .mapToDouble(Row::median)
        .findFirst()
        .orElse(Double.NaN);
  }
}
