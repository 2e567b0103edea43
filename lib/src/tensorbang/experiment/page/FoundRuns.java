package tensorbang.experiment.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.experiment.summary.CollectedRuns;
import tensorbang.train.Metrics;
import tensorbang.train.MetricsFiles;

/**
 * The runs in folders and below, sorted by path.
 *
 * @param byUnit the runs that belong together, by the folder that they lie in; empty for runs that were named
 *     themselves, and for those that lie in {@code results} directly
 * @param leftOut a line for each run that cannot be shown: which, and why
 */
public record FoundRuns(Map<String, List<FoundRun>> byUnit, List<String> leftOut) {
  private static final Pattern METRICS = Pattern.compile("(.+-)?metrics(-.+)?\\.json");

  /** Committed with the project, and no runs of the user's. */
  private static final String REFERENCE = "reference";

  /**
   * @param from run folders, folders with runs in them, or files of metrics
   * @throws InputException if one of them cannot be read or holds no run
   */
  public static FoundRuns in(List<Path> from) {
    Map<Path, String> files = new TreeMap<>();
    for (Path path : from) {
      if (Files.isRegularFile(path)) files.put(path, "");
      else {
        List<Path> there = MetricsFiles.in(path, FoundRuns::isMetrics);
        if (there.isEmpty()) throw new InputException(path + " holds no run: there is no " + Metrics.FILE + " in it");
        there.forEach(file -> files.put(file, unit(file, path)));
      }
    }
    return read(files);
  }

  /**
   * All runs of the user's in {@code results}; none where the folder is not there. Those of an experiment are called by
   * its path in results.
   */
  public static FoundRuns inResults(Path results) {
    Map<Path, String> files = new TreeMap<>();
    if (Files.isDirectory(results))
      for (Path file : MetricsFiles.in(results, FoundRuns::isMetrics))
        if (!results.relativize(file).startsWith(REFERENCE)) {
          Path run = file.getParent();
          boolean isAlone = run.equals(results) || run.getParent().equals(results);
          Path unit = results.relativize(file.endsWith(Metrics.FILE) ? run.getParent() : run);
          files.put(file, isAlone ? "" : unit.toString().replace('\\', '/'));
        }
    return read(files);
  }

  /** Whether {@code file} is called as metrics are: {@code metrics.json}, {@code metrics-seed42.json}. */
  private static boolean isMetrics(Path file) {
    return METRICS.matcher(file.getFileName().toString()).matches();
  }

  /** Files of one folder that are not called metrics.json, and runs in folders beside each other, belong together. */
  private static String unit(Path file, Path named) {
    Path run = file.getParent();
    if (!file.endsWith(Metrics.FILE)) return name(run);
    return run.toAbsolutePath().normalize().equals(named.toAbsolutePath().normalize()) ? "" : name(run.getParent());
  }

  private static String name(Path folder) {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return last == null ? "" : last.toString();
  }

  private static FoundRuns read(Map<Path, String> files) {
    Map<String, List<FoundRun>> byUnit = new TreeMap<>();
    List<String> leftOut = new ArrayList<>();
    files.forEach((file, unit) -> {
      try {
        JsonNode json = Json.read(file, JsonNode.class);
        FoundRun run = FoundRun.of(file, json, CollectedRuns.readMetrics(file, json));
        byUnit.computeIfAbsent(unit, u -> new ArrayList<>()).add(run);
      } catch (InputException e) {
        String reason = e.getMessage();
        leftOut.add(reason.contains(file.getParent().toString()) ? reason : file + ": " + reason);
      }
    });
    return new FoundRuns(byUnit, leftOut);
  }

  public List<FoundRun> all() {
    return byUnit.values().stream().flatMap(Collection::stream).toList();
  }
}
