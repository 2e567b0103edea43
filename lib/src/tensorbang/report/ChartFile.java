package tensorbang.report;

import java.nio.file.Path;

/** Writes a {@link Drawing} as PNG and as SVG. */
public final class ChartFile {
  /** Pixels of the PNG a point. */
  public static final int DENSITY = 2;

  private ChartFile() {}

  /**
   * Writes the same drawing to both files, each there whole or not at all.
   *
   * @param width in points; the PNG has {@link #DENSITY} times as many pixels
   * @param height in points
   * @throws tensorbang.InputException where a file cannot be written, or Java finds no font to write with
   */
  public static void write(Drawing drawing, int width, int height, Path png, Path svg) {
    throw new UnsupportedOperationException();
  }
}
