package tensorbang.landscape;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tensorbang.AtomicFile;
import tensorbang.FolderLock;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.tf.Environment;

/**
 * A landscape on disk: {@code NAME.json} with its {@link LandscapeRecord}, and {@code NAME.csv} with a line for each
 * point that is measured.
 */
public final class LandscapeFiles {
  private static final String HEADER = "line,x,y,loss,accuracy";
  private static final int COLUMNS = 5;

  private final Path json;
  private final Path csv;
  private final LandscapeRecord.Origin origin;
  private final Scan scan;
  private final Environment environment;

  /** @param name of the files */
  public LandscapeFiles(Path folder, String name, LandscapeRecord.Origin origin, Scan scan, Environment environment) {
    json = folder.resolve(name + ".json");
    csv = folder.resolve(name + ".csv");
    this.origin = origin;
    this.scan = scan;
    this.environment = environment;
  }

  public Path json() {
    return json;
  }

  public Path csv() {
    return csv;
  }

  /**
   * Takes the folder, so that no other program measures there.
   *
   * @throws InputException where another one does
   */
  FolderLock lock() {
    return FolderLock.acquire(json.toAbsolutePath().getParent());
  }

  /**
   * What is measured already; nothing where there are no files.
   *
   * @throws InputException if the files are of another scan, or damaged
   */
  Landscape read() {
    Loss[] losses = new Loss[scan.all().size()];
    Landscape landscape = new Landscape(scan, Arrays.asList(losses));
    if (!Files.isRegularFile(json)) return landscape;
    LandscapeRecord found = Json.read(json, LandscapeRecord.class);
    if (origin.imagesFingerprint() != null
        && found.origin() != null
        && found.origin().imagesFingerprint() == null)
      throw new InputException(
          json + " is of an older version and does not record which images it was computed on: choose another folder");
    if (!origin.equals(found.origin()) || !scan.equals(found.scan()))
      throw new InputException(json + " is of another model, other images or other points: choose another folder");
    if (!Files.isRegularFile(csv)) return landscape;
    Map<Scan.Point, Integer> indices = new HashMap<>();
    List<Scan.Point> points = scan.all();
    for (int i = 0; i < points.size(); i++) indices.put(points.get(i), i);
    List<String> lines = AtomicFile.readText(csv).lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) throw damaged(1);
    for (int n = 1; n < lines.size(); n++) {
      String[] parts = lines.get(n).split(",");
      if (parts.length != COLUMNS) throw damaged(n + 1);
      try {
        Integer index = indices.get(
            new Scan.Point(Integer.parseInt(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2])));
        if (index == null) throw damaged(n + 1);
        losses[index] = new Loss(Double.parseDouble(parts[3]), Double.parseDouble(parts[4]));
      } catch (NumberFormatException e) {
        throw damaged(n + 1);
      }
    }
    return landscape;
  }

  private InputException damaged(int line) {
    return new InputException(csv + " is damaged in line " + line + ": delete it to measure its points anew");
  }

  /** Writes what is measured so far; the roughness only when all is. */
  void write(Landscape landscape) {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    List<Scan.Point> points = scan.all();
    for (int i = 0; i < points.size(); i++) {
      Loss loss = landscape.losses().get(i);
      Scan.Point point = points.get(i);
      if (loss != null)
        lines.add(point.line() + "," + point.x() + "," + point.y() + "," + loss.loss() + "," + loss.accuracy());
    }
    boolean isComplete = landscape.isComplete();
    if (isComplete || !Files.isRegularFile(json))
      AtomicFile.writeText(
          json,
          Json.write(new LandscapeRecord(
              LandscapeRecord.SCHEMA,
              origin,
              scan,
              isComplete ? landscape.middle() : null,
              isComplete ? landscape.roughness() : null,
              environment)));
    AtomicFile.writeText(csv, String.join("\n", lines) + "\n");
  }
}
