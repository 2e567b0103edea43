package tensorbang.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.data.Dataset;
import tensorbang.data.Normalization;
import tensorbang.data.shapes.Shapes10;
import tensorbang.nn.NetGraph;
import tensorbang.tf.Device;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/** The record of gradient norms, from short runs on the built-in images. */
class GradientNormsTest {
  private static final Dataset SHAPES = Shapes10.dataset(300, 100, 1);
  private static final BooleanSupplier NEVER = () -> false;

  @TempDir
  Path folder;

  private static TrainConfig config(boolean norms) {
    return TrainConfig.DEFAULTS
        .with("net", "twolayer")
        .with("dataset", "shapes10")
        .with("epochs", 3)
        .with("batch_size", 64)
        .with("lr", 0.1)
        .with("gradient_norms", norms);
  }

  private Path train(String name, TrainConfig config, BooleanSupplier stop) {
    return train(name, config, SHAPES, stop);
  }

  private Path train(String name, TrainConfig config, Dataset data, BooleanSupplier stop) {
    Path run = folder.resolve(name);
    Trainer.train(
        config,
        data.limit(config.limit()),
        new RunContext(run, run.resolve("model"), Device.CPU, 1, Progress.NONE, stop));
    return run;
  }

  @Test
  void haveAValueForEachKernelBeforeTheTrainingAndAfterEveryEpoch() {
    GradientNormRecord record = GradientNormRecord.read(train("on", config(true), NEVER));
    assertEquals(List.of("dense1", "dense2"), record.layers());
    assertEquals(64, record.batchSize());
    assertEquals(
        List.of(0, 1, 2, 3),
        record.epochs().stream().map(GradientNormRecord.Epoch::epoch).toList());
    for (GradientNormRecord.Epoch epoch : record.epochs())
      for (double norm : epoch.norms()) assertTrue(norm > 0 && Double.isFinite(norm), "norm " + norm);
    assertEquals(record.epochs().get(3).norms()[1], record.byLayer()[1][3]);
  }

  @Test
  void ofADamagedFileAreInvalidInput() throws IOException {
    for (String damaged : List.of(
        "{\"schema\": 1}",
        "{\"schema\": 1, \"layers\": [\"conv1\"], \"epochs\": []}",
        "{\"schema\": 1, \"layers\": [\"conv1\"], \"epochs\": [{\"epoch\": 0, \"norms\": []}]}",
        "{\"schema\": 1, \"layers\": [null], \"epochs\": [{\"epoch\": 0, \"norms\": [1]}]}")) {
      Files.writeString(folder.resolve(GradientNormRecord.FILE), damaged);
      assertThrows(InputException.class, () -> GradientNormRecord.read(folder), damaged);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "balanced:0.99"})
  void areTheLengthsOfAFirstStepOfPlainGradientDescent(String classWeights) {
    double rate = 0.5;
    TrainConfig config = config(true)
        .with("epochs", 1)
        .with("batch_size", 256)
        .with("lr", rate)
        .with("momentum", 0)
        .with("weight_decay", 0)
        .with("class_weights", classWeights)
        .with("augment", "none")
        .with("schedule", "constant");
    Dataset data = SHAPES.imbalanced(5, 1); // at most 256 images, so one step
    Path run = train("step", config, data, NEVER);
    Map<String, FloatArray> after =
        Safetensors.read(run.resolve("model/last.safetensors")).arrays();
    Map<String, FloatArray> before;
    Normalization any = new Normalization(new float[3], new float[] {1, 1, 1});
    try (NetGraph graph = new NetGraph(config.network(10), 32, 32, any)) {
      before = graph.variables().initial(config.seed());
    }
    GradientNormRecord record = GradientNormRecord.read(run);
    for (int i = 0; i < record.layers().size(); i++) {
      float[] from = before.get(record.layers().get(i) + "/kernel").values();
      float[] to = after.get(record.layers().get(i) + "/kernel").values();
      double squares = 0;
      for (int k = 0; k < from.length; k++) squares += Math.pow((from[k] - to[k]) / rate, 2);
      assertEquals(Math.sqrt(squares), record.epochs().get(0).norms()[i], 1e-3 * Math.sqrt(squares));
    }
  }

  @Test
  void leaveTheTrainingsBitsAsTheyAre() throws IOException {
    Path with = train("on", config(true), NEVER);
    Path without = train("off", config(false), NEVER);
    assertFalse(GradientNormRecord.existsIn(without));
    assertArrayEquals(
        Files.readAllBytes(without.resolve("model/last.safetensors")),
        Files.readAllBytes(with.resolve("model/last.safetensors")));
  }

  @Test
  void goOnWhereAnInterruptedRunDoes() throws IOException {
    Path whole = train("whole", config(true), NEVER);
    AtomicInteger asked = new AtomicInteger();
    Path parts = train("parts", config(true), () -> asked.incrementAndGet() > 7);
    assertEquals(2, GradientNormRecord.read(parts).epochs().size(), "epochs 0 and 1 of the interrupted run");
    train("parts", config(true), NEVER);
    assertEquals(
        Files.readString(whole.resolve(GradientNormRecord.FILE)),
        Files.readString(parts.resolve(GradientNormRecord.FILE)));
  }

  @Test
  void haveAnEpochOnceWhoseRunWasKilledBeforeItsCheckpoint() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    Path run = train("killed", config(true), () -> asked.incrementAndGet() > 7);
    GradientNormRecord record = GradientNormRecord.read(run);
    List<GradientNormRecord.Epoch> ahead = new ArrayList<>(record.epochs());
    ahead.add(new GradientNormRecord.Epoch(2, new double[] {-1, -1}));
    Files.writeString(
        run.resolve(GradientNormRecord.FILE),
        Json.write(new GradientNormRecord(record.schema(), record.batchSize(), record.layers(), ahead)));
    train("killed", config(true), NEVER);
    List<GradientNormRecord.Epoch> found = GradientNormRecord.read(run).epochs();
    assertEquals(
        List.of(0, 1, 2, 3), found.stream().map(GradientNormRecord.Epoch::epoch).toList());
    assertTrue(found.get(2).norms()[0] > 0, "measured anew");
  }

  @Test
  void ofTheTimeBeforeTheTrainingAreNotTakenInTheMiddleOfAnEpoch() {
    AtomicInteger asked = new AtomicInteger();
    train("late", config(false), () -> asked.incrementAndGet() > 1);
    Path run = train("late", config(true), NEVER);
    assertEquals(1, GradientNormRecord.read(run).epochs().get(0).epoch());
  }

  @Test
  void doNotMakeItAnotherTraining() {
    assertEquals(config(true), config(false));
    assertEquals(config(true).hashCode(), config(false).hashCode());
  }

  @Test
  void areRecordedWhereImagesAreMixed() {
    TrainConfig mixed = config(true).with("augment", "mixup").with("epochs", 1);
    assertEquals(
        2, GradientNormRecord.read(train("mixed", mixed, NEVER)).epochs().size());
  }
}
