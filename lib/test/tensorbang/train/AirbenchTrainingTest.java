package tensorbang.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tensorbang.data.Dataset;
import tensorbang.data.Normalization;
import tensorbang.data.TestViews;
import tensorbang.data.shapes.Shapes10;
import tensorbang.model.Classifier;
import tensorbang.model.Evaluation;
import tensorbang.settings.Settings;
import tensorbang.tf.Device;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/** Whole trainings of a narrow airbench with all ingredients of its recipe. */
class AirbenchTrainingTest {
  private static final Dataset SHAPES = Shapes10.dataset(200, 60, 1);

  @TempDir
  Path folder;

  /** Six steps of 32 images an epoch, two epochs of smaller images, and a first layer that freezes within the second. */
  private static TrainConfig config(String optimizer) {
    return TrainConfig.of(Settings.NONE
        .set("net", "airbench")
        .set("dataset", "shapes10")
        .set("optimizer", optimizer)
        .set("block1", 4)
        .set("block2", 8)
        .set("block3", 8)
        .set("batch_size", 32)
        .set("drop_last", true)
        .set("epochs", 3)
        .set("freeze_first", 1.5)
        .set("progressive_size", "16:1,24:1")
        .set("norm_rate", 4)
        .set("lr", 0.5));
  }

  private Metrics train(String name, TrainConfig config, BooleanSupplier stop) {
    return train(name, config, Progress.NONE, stop);
  }

  private Metrics train(String name, TrainConfig config, Progress progress, BooleanSupplier stop) {
    Path run = folder.resolve(name);
    return Trainer.train(config, SHAPES, new RunContext(run, run.resolve("model"), Device.CPU, 2, progress, stop));
  }

  private byte[] weights(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name + "/model/last.safetensors"));
  }

  private static List<Double> losses(Metrics metrics) {
    return metrics.epochs().stream().map(Epoch::testLoss).toList();
  }

  /** Stopped once in each kind of epoch. */
  @ParameterizedTest
  @ValueSource(strings = {"sgd", "muon"})
  void aRunThatIsStoppedGoesOnToTheSameBits(String optimizer) throws IOException {
    TrainConfig config = config(optimizer);
    Metrics unbroken = train("unbroken", config, () -> false);
    assertEquals(Metrics.Status.FINISHED, unbroken.status());
    for (int steps : new int[] {4, 5, 6}) {
      AtomicInteger taken = new AtomicInteger();
      Metrics stopped = train("broken", config, () -> taken.getAndIncrement() == steps);
      assertEquals(Metrics.Status.INTERRUPTED, stopped.status());
    }
    Metrics resumed = train("broken", config, () -> false);
    assertArrayEquals(weights("unbroken"), weights("broken"));
    assertEquals(losses(unbroken), losses(resumed));
  }

  @Test
  void whatIsLeftOutMakesADifference() throws IOException {
    TrainConfig all = config("sgd").with("epochs", 1).with("progressive_size", "16:1");
    train("all", all, () -> false);
    String[][] changes = {{"drop_last", "false"}, {"identity_start", "false"}, {"augment", "translate,flip"}};
    for (String[] change : changes) {
      train(change[0], all.with(change[0], change[1]), () -> false);
      assertFalse(Arrays.equals(weights("all"), weights(change[0])), change[0]);
    }
  }

  @Test
  void theViewsAreThoseOfOneMoreTestAtTheEndAndLeaveTheTrainingAsItIs() throws IOException {
    Metrics six = train("six", config("sgd"), () -> false);
    Metrics one = train("one", config("sgd").with("test_views", "one"), () -> false);
    assertArrayEquals(weights("one"), weights("six"));
    assertEquals(losses(one), losses(six));
    assertEquals(losses(one).get(2), one.last().testLoss());
    assertNotEquals(losses(six).get(2), six.last().testLoss());
    assertEquals(one.last().bestEpoch(), six.last().bestEpoch());
  }

  @Test
  void aRunThatIsStoppedInTheTestAtTheEndMakesItWhenItGoesOn() {
    Metrics unbroken = train("unbroken", config("sgd"), () -> false);
    AtomicBoolean stop = new AtomicBoolean();
    Progress stopper = new Progress() {
      @Override
      public void epoch(Epoch epoch, int epochs, double secondsLeft) {
        stop.set(epoch.epoch() == epochs);
      }
    };
    assertEquals(
        Metrics.Status.INTERRUPTED,
        train("broken", config("sgd"), stopper, stop::get).status());
    Metrics resumed = train("broken", config("sgd"), () -> false);
    assertEquals(Metrics.Status.FINISHED, resumed.status());
    assertEquals(unbroken.last().testLoss(), resumed.last().testLoss());
  }

  @Test
  void theModelOfARecordedRunScoresWhatItsLastTestDidByTheSameViews() {
    Path run = folder.resolve("run");
    Metrics metrics = Trainer.train(
        config("sgd"),
        SHAPES,
        new RunContext(run, run.resolve("model"), Device.CPU, 2, Progress.NONE, () -> false, true)); // for TensorBoard
    try (Classifier model = Classifier.load(run.resolve("model"), "last", Device.CPU, 2)) {
      Evaluation six = Evaluation.of(model, SHAPES, TestViews.MIRRORED_SHIFTED);
      assertEquals(metrics.last().testAccuracy(), six.accuracy());
    }
  }

  @Test
  void theWhiteningKernelStaysAsItWasComputed() {
    train("run", config("sgd"), () -> false);
    FloatArray expected = config("sgd")
        .network(10)
        .dataDependentValues(SHAPES.train(), Normalization.of(SHAPES.train()))
        .get("conv1/kernel");
    FloatArray found =
        Safetensors.read(folder.resolve("run/model/last.safetensors")).arrays().get("conv1/kernel");
    assertArrayEquals(expected.values(), found.values());
  }
}
