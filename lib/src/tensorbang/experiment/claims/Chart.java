package tensorbang.experiment.claims;

import java.nio.file.Path;

/**
 * A chart of a claim.
 *
 * @param name of its files, without the ending
 * @param caption a sentence on what it shows
 */
public record Chart(String name, String caption, Writer writer) {
  /** Writes a chart as PNG and as SVG, as the charts of {@code tensorbang.report} do. */
  @FunctionalInterface
  public interface Writer {
    void write(Path png, Path svg);
  }
}
