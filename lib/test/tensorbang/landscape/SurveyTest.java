package tensorbang.landscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.nn.InferenceGraph;
import tensorbang.tf.Device;
import tensorbang.tf.Environment;
import tensorbang.weights.FloatArray;

class SurveyTest {
  private static final Scan SCAN = Scan.around(0.5, 3, 2, true);
  private static final int POINTS = 2 * 5 + 9;

  @TempDir
  Path folder;

  private final InferenceGraph net = Sample.graph();
  private final Map<String, FloatArray> weights = Sample.weights(1);
  private final WeightSpace space = WeightSpace.around(
      weights,
      IntStream.of(1, 2).mapToObj(n -> Direction.random(net, weights, 42, n)).toList());

  private LandscapeFiles files(String name, Scan scan) {
    return files(name, scan, LandscapeRecord.fingerprint(Sample.IMAGES));
  }

  private LandscapeFiles files(String name, Scan scan, String images) {
    LandscapeRecord.Origin origin = new LandscapeRecord.Origin(
        "sample",
        "last",
        LandscapeRecord.fingerprint(weights),
        null,
        null,
        "shapes10",
        Sample.IMAGES.size(),
        images,
        42);
    return new LandscapeFiles(folder, name, origin, scan, Environment.now(Device.CPU, 1));
  }

  private Survey survey(String name) {
    return new Survey(files(name, SCAN), space, () -> new LossFunction(net, Sample.IMAGES, Sample.CLASSES, Device.CPU));
  }

  private String csv(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".csv"));
  }

  @Test
  void theNumberOfWorkersChangesNoBit() throws IOException {
    Landscape alone = survey("alone").run(1, () -> false, (done, all) -> {});
    survey("three").run(3, () -> false, (done, all) -> {});
    assertEquals(csv("alone"), csv("three"));
    assertTrue(alone.isComplete());
    assertEquals(1 + POINTS, csv("alone").lines().count());
  }

  @Test
  void aSurveyThatWasStoppedGoesOnWithThePointsThatAreMissing() throws IOException {
    survey("unbroken").run(1, () -> false, (done, all) -> {});
    AtomicInteger measured = new AtomicInteger();
    Landscape part = survey("broken").run(1, () -> measured.get() == 7, (done, all) -> measured.set(done));
    assertFalse(part.isComplete());
    assertEquals(1 + 7, csv("broken").lines().count());
    AtomicInteger more = new AtomicInteger();
    survey("broken").run(2, () -> false, (done, all) -> {
      more.incrementAndGet();
      assertEquals(POINTS, all);
    });
    assertEquals(POINTS - 7, more.get());
    assertEquals(csv("unbroken"), csv("broken"));
    survey("broken").run(2, () -> false, (done, all) -> more.incrementAndGet());
    assertEquals(POINTS - 7, more.get(), "nothing is measured twice");
  }

  @Test
  void theRecordHoldsTheMiddleAndTheRoughnessOnceAllIsMeasured() {
    AtomicInteger measured = new AtomicInteger();
    survey("s").run(1, () -> measured.incrementAndGet() > 3, (done, all) -> {});
    Path json = folder.resolve("s.json");
    assertEquals(null, Json.read(json, LandscapeRecord.class).roughness());
    Landscape landscape = survey("s").run(1, () -> false, (done, all) -> {});
    LandscapeRecord record = Json.read(json, LandscapeRecord.class);
    assertEquals(landscape.roughness(), record.roughness());
    assertEquals(landscape.middle(), record.middle());
    assertEquals(landscape.middle().loss(), landscape.lines().get(1)[2], "all lines go through the weights");
    assertEquals(landscape.middle().loss(), landscape.grid()[1][1], "and so does the grid");
    assertEquals(landscape.lines().get(0)[0], landscape.grid()[1][0], "whose middle row is line 1");
  }

  @Test
  void pointsOfAnotherScanAndDamagedOnesAreRefused() throws IOException {
    survey("s").run(1, () -> false, (done, all) -> {});
    Scan other = Scan.around(1, 3, 2, true);
    String message =
        assertThrows(InputException.class, () -> files("s", other).read()).getMessage();
    assertTrue(message.contains("another model, other images or other points"), message);
    List<String> lines = csv("s").lines().toList();
    Files.writeString(
        folder.resolve("s.csv"), lines.get(0) + "\n" + lines.get(1).replace(',', ';') + "\n");
    message = assertThrows(InputException.class, () -> files("s", SCAN).read()).getMessage();
    assertTrue(message.contains("damaged in line 2"), message);
  }

  @Test
  void pointsOfOtherImagesOfTheSameDataSetAreRefused() {
    survey("s").run(1, () -> false, (done, all) -> {});
    assertTrue(files("s", SCAN).read().isComplete());
    int[] backwards = IntStream.range(0, Sample.IMAGES.size())
        .map(i -> Sample.IMAGES.size() - 1 - i)
        .toArray();
    String others = LandscapeRecord.fingerprint(Sample.IMAGES.select(backwards));
    String message = assertThrows(
            InputException.class, () -> files("s", SCAN, others).read())
        .getMessage();
    assertTrue(message.contains("another model, other images or other points"), message);
  }

  @Test
  void aRecordThatDoesNotSayOfWhichImagesItIsIsNotGoneOnWith() {
    Scan one = Scan.around(0.5, 3, 1, false);
    LandscapeFiles old = files("old", one, null);
    old.write(old.read());
    assertEquals(null, Json.read(old.json(), LandscapeRecord.class).origin().imagesFingerprint());
    String message =
        assertThrows(InputException.class, () -> files("old", one).read()).getMessage();
    assertTrue(message.contains("does not record which images"), message);
  }

  /** 3 x^2 + 3 y^2 on lines and grid: its second derivative is 6, whatever the points' distance. */
  @Test
  void curvatureIsInTheUnitsOfTheLine() {
    Scan scan = Scan.around(0.5, 3, 2, true);
    List<Loss> losses = scan.all().stream()
        .map(p -> new Loss(3 * p.x() * p.x() + 3 * p.y() * p.y(), 0))
        .toList();
    assertEquals(6, new Landscape(scan, losses).roughness().largestCurvature(), 1e-9);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    for (Runnable scan : List.<Runnable>of(
        () -> Scan.around(0, 3, 1, true),
        () -> Scan.around(1, 4, 1, true),
        () -> Scan.around(1, 1, 1, true),
        () -> Scan.around(1, 3, 0, true))) assertThrows(InputException.class, scan::run);
  }
}
