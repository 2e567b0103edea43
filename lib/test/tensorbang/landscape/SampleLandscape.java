package tensorbang.landscape;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tensorbang.Json;
import tensorbang.tf.Environment;

/** The files of a landscape of which three points are measured, for other packages' tests. */
public final class SampleLandscape {
  private static final Scan SCAN = Scan.around(0.5, 3, 1, true);
  private static final LandscapeRecord.Origin ORIGIN =
      new LandscapeRecord.Origin("model", "last", "0f1e", null, null, "shapes10", 20, "2d3c", 42);
  private static final Environment HERE =
      new Environment("os", "cpu", 2, 2, "cpu", "java", "tf", "2025-01-01T00:00:00Z");
  private static final String POINTS =
      """
      line,x,y,loss,accuracy
      1,-0.5,0.0,1.5,0.4
      1,0.25,0.0,1.25,0.45
      0,0.5,-0.5,Infinity,0.1
      """;

  private SampleLandscape() {}

  /** The record, as JSON. */
  public static byte[] record() {
    Loss middle = new Loss(1, 0.5);
    Roughness roughness = new Roughness(2, 0, 0.5);
    return utf8(Json.write(new LandscapeRecord(LandscapeRecord.SCHEMA, ORIGIN, SCAN, middle, roughness, HERE)));
  }

  /** The measured points, as CSV. */
  public static byte[] points() {
    return utf8(POINTS);
  }

  /** Reads a landscape with this record in the place of the right one. */
  public static void readRecord(byte[] json, Path folder) throws IOException {
    read(json, points(), folder);
  }

  /** Reads a landscape with these points in the place of the right ones. */
  public static void readPoints(byte[] csv, Path folder) throws IOException {
    read(record(), csv, folder);
  }

  private static void read(byte[] json, byte[] csv, Path folder) throws IOException {
    LandscapeFiles files = new LandscapeFiles(folder, "a", ORIGIN, SCAN, HERE);
    Files.write(files.json(), json);
    Files.write(files.csv(), csv);
    files.read();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
