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

/** What {@code infer-speed.java} and {@code depthwise-compare.java} measured: their files under results. */
public final class Latencies {
  private static final String FILE = "latency.json";

  /** Of an experiment: a list, where that of costs.java is an object without times. */
  private static final String COSTS = "costs.json";

  private static final int DEPTH = 3;

  /** One network's: the median in milliseconds. */
  private record Row(long parameters, long macs, double median) {}

  private final List<Row> rows = new ArrayList<>();

  private Latencies() {}

  /** Those in {@code results}; a file that cannot be read counts as none. */
  public static Latencies in(Path results) {
    Latencies all = new Latencies();
    if (!Files.isDirectory(results)) return all;
    try (Stream<Path> files = Files.walk(results, DEPTH)) {
      files
          .filter(file -> (file.endsWith(FILE) || file.endsWith(COSTS))
              && !results.relativize(file).startsWith("reference"))
          .sorted()
          .forEach(all::add);
    } catch (IOException unreadable) {
      return all;
    }
    return all;
  }

  private void add(Path file) {
    try {
      JsonNode root = Json.read(file, JsonNode.class);
      if (root.isArray()) root.forEach(row -> add(row, row.path("latency_ms")));
      else if (file.endsWith(FILE))
        root.path("networks")
            .forEach(row -> add(row.path("cost"), row.path("latency").path("median")));
    } catch (InputException damaged) {
      return;
    }
  }

  private void add(JsonNode cost, JsonNode median) {
    rows.add(new Row(cost.path("parameters").asLong(), cost.path("macs").asLong(), median.asDouble(Double.NaN)));
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
