package tensorbang.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tensorbang.FolderLock;
import tensorbang.InputException;
import tensorbang.data.Dataset;
import tensorbang.data.shapes.Shapes10;
import tensorbang.model.Classifier;
import tensorbang.model.Evaluation;
import tensorbang.model.ModelCard;
import tensorbang.model.ModelFolder;
import tensorbang.nn.Activation;
import tensorbang.nn.Net;
import tensorbang.settings.Settings;
import tensorbang.tf.Device;

/** Whole runs on a few of the built-in images. */
class TrainerTest {
  private static final Dataset SHAPES = Shapes10.dataset(300, 100, 1);
  private static final BooleanSupplier NEVER = () -> false;

  @TempDir
  Path folder;

  private static TrainConfig config(long seed, int epochs, double lr, String augment) {
    return TrainConfig.DEFAULTS
        .with("dataset", "shapes10")
        .with("seed", seed)
        .with("epochs", epochs)
        .with("batch_size", 64)
        .with("lr", lr)
        .with("augment", augment);
  }

  private Metrics train(String name, TrainConfig config, BooleanSupplier stop) {
    return Trainer.train(config, SHAPES, context(name, stop));
  }

  private RunContext context(String name, BooleanSupplier stop) {
    Path model = folder.resolve(name + "-model");
    return new RunContext(folder.resolve(name), model, Device.CPU, 2, Progress.NONE, stop);
  }

  private byte[] weights(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name + "-model/last.safetensors"));
  }

  @Test
  void learnsTheTenShapes() {
    Dataset more = Shapes10.dataset(2000, 500, 1);
    Metrics metrics = Trainer.train(
        config(42, 6, 0.1, "none"),
        more,
        new RunContext(folder.resolve("learns"), folder.resolve("model"), Device.CPU, 2, Progress.NONE, NEVER));
    assertTrue(metrics.last().testAccuracy() > 0.5, "accuracy " + metrics.last().testAccuracy());
    assertTrue(metrics.epochs().get(5).trainLoss() < metrics.epochs().get(0).trainLoss());
  }

  @Test
  void theSameSeedGivesTheSameBitsWithTwoThreads() throws IOException {
    Metrics one = train("one", config(7, 2, 0.1, "crop,flip"), NEVER);
    Metrics two = train("two", config(7, 2, 0.1, "crop,flip"), NEVER);
    assertArrayEquals(weights("one"), weights("two"));
    assertEquals(withoutTimes(one), withoutTimes(two));
  }

  @Test
  void anotherSeedGivesOthers() throws IOException {
    train("one", config(7, 1, 0.1, "none"), NEVER);
    train("two", config(8, 1, 0.1, "none"), NEVER);
    assertFalse(Arrays.equals(weights("one"), weights("two")));
  }

  @Test
  void aRunStoppedWithinAnEpochGoesOnToTheSameBits() throws IOException {
    TrainConfig config = config(7, 3, 0.1, "crop,flip");
    Metrics unbroken = train("unbroken", config, NEVER);
    AtomicInteger steps = new AtomicInteger();
    Metrics stopped = train("broken", config, () -> steps.getAndIncrement() == 7);
    assertEquals(Metrics.Status.INTERRUPTED, stopped.status());
    assertEquals(1, stopped.epochs().size());
    Metrics resumed = train("broken", config, NEVER);
    assertArrayEquals(weights("unbroken"), weights("broken"));
    assertEquals(withoutTimes(unbroken), withoutTimes(resumed));
    assertEquals(Metrics.Status.FINISHED, resumed.status());
  }

  @Test
  void aRunWhoseNetworkWasChangedDoesNotGoOn() {
    Net relu = (l, x) -> l.dense(l.relu(l.dense(l.flatten(x), 8)), 10);
    Net swish =
        (l, x) -> l.dense(l.activation(l.dense(l.flatten(x), 8), Activation.SWISH), 10); // weights of the same shapes
    TrainConfig config = config(7, 2, 0.1, "none");
    AtomicInteger steps = new AtomicInteger();
    RunContext stopped = context("run", () -> steps.getAndIncrement() == 7);
    assertEquals(
        Metrics.Status.INTERRUPTED, Trainer.train(config, relu, SHAPES, stopped).status());
    String said = assertThrows(InputException.class, () -> Trainer.train(config, swish, SHAPES, context("run", NEVER)))
        .getMessage();
    assertTrue(said.contains(" holds a run of another network convnet: "), said);
    assertEquals(
        Metrics.Status.FINISHED,
        Trainer.train(config, relu, SHAPES, context("run", NEVER)).status());
  }

  @Test
  void dropoutDropsTheSameAfterAResumption() throws IOException {
    TrainConfig config = small(Map.of("dropout", 0.5));
    Metrics unbroken = train("unbroken", config, NEVER);
    AtomicInteger steps = new AtomicInteger();
    Metrics stopped = train("broken", config, () -> steps.getAndIncrement() == 7);
    assertEquals(Metrics.Status.INTERRUPTED, stopped.status());
    Metrics resumed = train("broken", config, NEVER);
    assertArrayEquals(weights("unbroken"), weights("broken"));
    assertEquals(withoutTimes(unbroken), withoutTimes(resumed));
    train("without", small(Map.of()), NEVER);
    assertFalse(Arrays.equals(weights("unbroken"), weights("without")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "moving averages"})
  void aRunStoppedWhileItIsTestedGoesOnToTheSameBits(String averages) throws IOException {
    TrainConfig config = config(7, 2, 0.1, "crop,flip").with("ema", averages.equals("none") ? 0 : 0.9);
    Metrics unbroken = train("unbroken", config, NEVER);
    AtomicInteger trained = new AtomicInteger();
    Progress counting = new Progress() {
      @Override
      public void step(int epoch, int done, int steps, double loss, double accuracy) {
        trained.set(done == steps ? 1 : 0);
      }
    };
    Path model = folder.resolve("broken-model");
    RunContext context =
        new RunContext(folder.resolve("broken"), model, Device.CPU, 2, counting, () -> trained.get() == 1);
    Metrics stopped = Trainer.train(config, SHAPES, context);
    assertEquals(Metrics.Status.INTERRUPTED, stopped.status());
    assertEquals(List.of(), stopped.epochs(), "the epoch was not tested");
    Metrics resumed = train("broken", config, NEVER);
    assertArrayEquals(weights("unbroken"), weights("broken"));
    assertEquals(withoutTimes(unbroken), withoutTimes(resumed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"adam", "adamw", "sgd"})
  void everyOptimizerGoesOnToTheSameBitsWithClippingAndAveragedWeights(String optimizer) throws IOException {
    TrainConfig config = config(7, 2, 0.01, "crop")
        .with("optimizer", optimizer)
        .with("clip_norm", 1)
        .with("ema", 0.9);
    Metrics unbroken = train("unbroken", config, NEVER);
    AtomicInteger steps = new AtomicInteger();
    assertEquals(
        Metrics.Status.INTERRUPTED,
        train("broken", config, () -> steps.getAndIncrement() == 6).status());
    Metrics resumed = train("broken", config, NEVER);
    assertArrayEquals(weights("unbroken"), weights("broken"));
    assertEquals(withoutTimes(unbroken), withoutTimes(resumed));
  }

  private Metrics train(String name, TrainConfig config, Dataset data, BooleanSupplier stop) {
    Path model = folder.resolve(name + "-model");
    return Trainer.train(config, data, new RunContext(folder.resolve(name), model, Device.CPU, 2, Progress.NONE, stop));
  }

  /** A small network, for what does not depend on which. */
  private static TrainConfig small(Map<String, ?> settings) {
    return TrainConfig.of(Settings.NONE
        .set("net", "twolayer")
        .set("dataset", "shapes10")
        .set("epochs", 3)
        .set("batch_size", 64)
        .with(settings));
  }

  @Test
  void theBestWeightsAreThoseChosenByValidation() {
    TrainConfig config = small(Map.of("validation", 60, "epochs", 4, "lr", 0.3));
    Dataset data = SHAPES.holdOut(60);
    Metrics metrics = train("run", config, data, NEVER);
    for (Epoch epoch : metrics.epochs()) assertTrue(epoch.hasValidation() && epoch.validationLoss() > 0);
    ModelCard card = ModelFolder.open(folder.resolve("run-model")).card();
    assertEquals(metrics.choice().epoch(), card.weights().get("best").epoch());
    assertEquals("validation", metrics.last().chosenBy());
    assertTrue(metrics.choice().epoch() < 4, "best and last weights are to differ");
    Dataset chosenBy = new Dataset("validation", data.classes(), data.train(), data.validation());
    try (Classifier best = Classifier.load(folder.resolve("run-model"), "best", Device.CPU, 2)) {
      Evaluation found = Evaluation.of(best, chosenBy);
      assertEquals(metrics.choice().validationAccuracy(), found.accuracy());
    }
  }

  @Test
  void aTrainingWhoseValidationAccuracyDoesNotRiseStopsEarlyAndStaysStopped() {
    TrainConfig config = small(Map.of("validation", 60, "epochs", 30, "patience", 2, "lr", 1e-12));
    Dataset data = SHAPES.holdOut(60);
    Metrics metrics = train("run", config, data, NEVER);
    assertEquals(Metrics.Status.FINISHED, metrics.status());
    assertEquals(metrics.last().bestEpoch() + 2, metrics.epochs().size());
    assertTrue(metrics.epochs().size() < 30);
    assertEquals("no higher validation accuracy in 2 epochs", metrics.last().stoppedEarly());
    assertEquals(metrics.last(), train("run", config, data, NEVER).last());
  }

  @Test
  void stoppingEarlyNeedsAValidationPart() {
    var e = assertThrows(InputException.class, () -> train("run", small(Map.of("patience", 2)), NEVER));
    assertTrue(e.getMessage().startsWith("patience 2: needs"), e.getMessage());
    assertFalse(Files.exists(folder.resolve("run")));
  }

  @Test
  void accuraciesOfTheClassesAreThoseOfTheLastEpochAfterAResumptionToo() {
    TrainConfig config = small(Map.of("epochs", 2));
    AtomicInteger steps = new AtomicInteger();
    Metrics stopped = train("run", config, () -> steps.getAndIncrement() == 6);
    assertEquals(10, stopped.last().classAccuracy().size());
    double mean =
        stopped.last().classAccuracy().stream().mapToDouble(a -> a).average().orElseThrow();
    assertEquals(stopped.last().testAccuracy(), mean, 1e-12, "each class has ten test images");
    assertEquals(10, train("run", config, NEVER).last().classAccuracy().size());
    assertTrue(Double.isNaN(stopped.epochs().get(0).testTop5Accuracy()), "ten classes have no top five");
  }

  @Test
  void twoTrainingsCannotShareAFolder() {
    try (FolderLock lock = FolderLock.acquire(folder.resolve("run"))) {
      Thread other = new Thread(() -> assertThrows(InputException.class, () -> train("run", small(Map.of()), NEVER)));
      AtomicReference<Throwable> failure = new AtomicReference<>();
      other.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
      other.start();
      other.join();
      assertNull(failure.get());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    assertEquals(Metrics.Status.FINISHED, train("run", small(Map.of()), NEVER).status());
  }

  @Test
  void theRunFolderHoldsAllSettingsToBeginAnewFrom() {
    TrainConfig config = small(Map.of("epochs", 1, "hidden", 7));
    train("run", config, NEVER);
    assertEquals(config, TrainConfig.of(ConfigFile.read(folder.resolve("run/config.yaml"))));
  }

  @Test
  void aCheckpointOfOtherSettingsIsRefused() {
    train("run", config(7, 1, 0.1, "none"), NEVER);
    var e = assertThrows(InputException.class, () -> train("run", config(7, 1, 0.2, "none"), NEVER));
    assertTrue(e.getMessage().contains("other settings"), e.getMessage());
  }

  @Test
  void aDamagedCheckpointIsToldByItsName() throws IOException {
    train("run", config(7, 1, 0.1, "none"), NEVER);
    Path checkpoint = folder.resolve("run/checkpoint.safetensors");
    Files.write(checkpoint, Arrays.copyOf(Files.readAllBytes(checkpoint), 1000));
    var e = assertThrows(InputException.class, () -> train("run", config(7, 1, 0.1, "none"), NEVER));
    assertTrue(e.getMessage().contains("checkpoint.safetensors"), e.getMessage());
  }

  @Test
  void aLossThatIsNoNumberStopsTheRun() {
    Metrics metrics = train("wild", config(7, 3, 1e30, "none"), NEVER);
    assertEquals(Metrics.Status.DIVERGED, metrics.status());
    assertTrue(metrics.epochs().size() < 3);
  }

  @Test
  void soDoesATestLossThatIsNone() {
    Metrics metrics = train("wild", config(7, 1, 1e30, "none").with("batch_size", 512), NEVER);
    assertEquals(Metrics.Status.DIVERGED, metrics.status());
    assertEquals(0, metrics.epochs().size());
  }

  @Test
  void metricsOnDiskAreThoseOfTheRun() {
    Metrics metrics = train("run", config(7, 2, 0.1, "none"), NEVER);
    Metrics read = Metrics.read(folder.resolve("run"));
    assertEquals(metrics.epochs(), read.epochs());
    assertEquals(metrics.config(), read.config());
    assertEquals(metrics.last(), read.last());
    assertEquals(
        metrics.model().parameters(),
        read.model().layers().stream().mapToLong(l -> l.parameters()).sum());
    assertNotNull(read.environment().processor());
    assertTrue(metrics.epochs().stream()
        .allMatch(e -> e.testAccuracy() >= 0 && e.testAccuracy() <= 1 && e.imagesPerSecond() > 0));
  }

  private static List<Epoch> withoutTimes(Metrics metrics) {
    return metrics.epochs().stream()
        .map(e -> new Epoch(
            e.epoch(),
            e.trainLoss(),
            e.trainAccuracy(),
            e.testLoss(),
            e.testAccuracy(),
            e.testTop5Accuracy(),
            e.validationLoss(),
            e.validationAccuracy(),
            e.learningRate(),
            0,
            0))
        .toList();
  }
}
