package tensorbang.experiment.claims;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import tensorbang.AtomicFile;
import tensorbang.Json;

/**
 * A statement and what was found, as {@code claim.json} holds it.
 *
 * @param dataset that the trainings used; null where there were none
 * @param seeds of the trainings
 * @param runs how many trainings there were
 * @param charts the PNG files, relative to the claim's folder; each has an SVG beside it
 */
record ClaimRecord(
    int schema,
    int number,
    String statement,
    Verdict verdict,
    String criterion,
    boolean quick,
    @JsonInclude(JsonInclude.Include.NON_NULL) String dataset,
    List<Long> seeds,
    int runs,
    List<Figure> figures,
    List<String> reasons,
    List<String> sources,
    List<ChartFile> charts) {
  static final int SCHEMA = 1;

  private static final String FILE = "claim.json";

  /** A chart that was written. */
  record ChartFile(String file, String caption) {}

  /** The folder of a claim in that of all of them. */
  static Path folder(Path all, int number) {
    return all.resolve(String.format(Locale.ROOT, "claim-%02d", number));
  }

  /** What was found of a claim, or null. */
  static ClaimRecord read(Path all, int number) {
    Path file = folder(all, number).resolve(FILE);
    return Files.isRegularFile(file) ? Json.read(file, ClaimRecord.class) : null;
  }

  /** Whether all that a page shows of it is there: a file may lack any of it. */
  boolean isWhole() {
    return Stream.of(statement, verdict, criterion, seeds, figures, reasons, charts)
            .noneMatch(Objects::isNull)
        && figures.stream().allMatch(figure -> figure.name() != null && figure.unit() != null)
        && charts.stream().allMatch(chart -> chart.file() != null && chart.caption() != null);
  }

  /** Writes the record, after {@code claim.md}. */
  void write(Path all) {
    Path folder = folder(all, number);
    AtomicFile.writeText(folder.resolve("claim.md"), ClaimText.page(this));
    AtomicFile.writeText(folder.resolve(FILE), Json.write(this));
  }
}
