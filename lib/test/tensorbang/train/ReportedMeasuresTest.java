package tensorbang.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;
import tensorbang.data.shapes.Shapes10;
import tensorbang.model.Classifier;
import tensorbang.settings.Settings;
import tensorbang.tf.Device;

/** What a training reports is what the model that it has saved answers. Training, validation and test sets differ in size. */
class ReportedMeasuresTest {
  private static final Dataset DATA = Shapes10.dataset(300, 90, 1).holdOut(70);

  @TempDir
  Path folder;

  private Metrics train(Map<String, ?> settings) {
    TrainConfig config = TrainConfig.of(Settings.NONE
        .set("net", "twolayer")
        .set("dataset", "shapes10")
        .set("epochs", 2)
        .set("batch_size", 64)
        .set("validation", 70)
        .set("augment", "none")
        .with(settings));
    RunContext context =
        new RunContext(folder.resolve("run"), folder.resolve("model"), Device.CPU, 1, Progress.NONE, () -> false);
    return Trainer.train(config, DATA, context);
  }

  /** Mean cross-entropy and accuracy, from the model's probabilities. */
  private Score measured(ImageSet set) {
    double loss = 0;
    int correct = 0;
    try (Classifier classifier = Classifier.load(folder.resolve("model"), "last", Device.CPU, 1)) {
      float[][] probabilities =
          classifier.probabilities(set.batch(0, set.size()).pixels(), set.size());
      for (int i = 0; i < set.size(); i++) {
        loss -= Math.log(probabilities[i][set.labels()[i]]);
        if (Classifier.best(probabilities[i]) == set.labels()[i]) correct++;
      }
    }
    return new Score(loss, correct, set.size());
  }

  @Test
  void testAndValidationMeasuresAreThoseOfTheSavedModel() {
    Metrics metrics = train(Map.of("lr", 0.05));
    Epoch last = metrics.epochs().get(1);
    Score test = measured(DATA.test());
    assertEquals(test.loss(), last.testLoss(), 1e-5);
    assertEquals(test.accuracy(), last.testAccuracy(), 1e-12);
    assertEquals(test.loss(), metrics.last().testLoss(), 1e-5);
    Score validation = measured(DATA.validation());
    assertEquals(validation.loss(), last.validationLoss(), 1e-5);
    assertEquals(validation.accuracy(), last.validationAccuracy(), 1e-12);
    assertEquals(validation.loss(), metrics.last().validationLoss(), 1e-5);
  }

  @Test
  void trainingMeasuresAreThoseOfAModelThatHardlyLearns() {
    Epoch last = train(Map.of("lr", 1e-12, "label_smoothing", 0)).epochs().get(1);
    Score train = measured(DATA.train());
    assertEquals(train.loss(), last.trainLoss(), 1e-5);
    assertEquals(train.accuracy(), last.trainAccuracy(), 1e-12);
  }

  @Test
  void theLearningRateIsThatOfTheEpochsLastStep() {
    Metrics metrics = train(Map.of("lr", 0.05, "schedule", "step:1"));
    assertEquals(0.05, metrics.epochs().get(0).learningRate(), 1e-12);
    assertEquals(0.005, metrics.epochs().get(1).learningRate(), 1e-12);
  }

  @Test
  void theSpeedIsThatOfTheTrainingImages() {
    for (Epoch epoch : train(Map.of()).epochs())
      assertEquals(DATA.train().size(), epoch.imagesPerSecond() * epoch.seconds(), 1e-6);
  }
}
