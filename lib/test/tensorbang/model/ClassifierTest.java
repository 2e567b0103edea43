package tensorbang.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tensorbang.InputException;
import tensorbang.data.Dataset;
import tensorbang.data.TestViews;
import tensorbang.data.shapes.Shapes10;
import tensorbang.tf.Device;
import tensorbang.tf.Precision;
import tensorbang.train.Metrics;
import tensorbang.train.Progress;
import tensorbang.train.RunContext;
import tensorbang.train.TrainConfig;
import tensorbang.train.Trainer;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

class ClassifierTest {
  private static final Dataset SHAPES = Shapes10.dataset(256, 64, 2);

  @TempDir
  static Path shared;

  private static Path trained;
  private static Metrics metrics;

  @TempDir
  Path folder;

  @BeforeAll
  static void train() {
    trained = shared.resolve("model");
    TrainConfig config =
        TrainConfig.DEFAULTS.with("dataset", "shapes10").with("epochs", 2).with("batch_size", 64);
    Path run = shared.resolve("run");
    metrics = Trainer.train(config, SHAPES, new RunContext(run, trained, Device.CPU, 2, Progress.NONE, () -> false));
  }

  @Test
  void theModelOnDiskScoresWhatTrainingReported() {
    try (Classifier classifier = Classifier.load(trained, "last", Device.CPU, 2)) {
      float[][] probabilities =
          classifier.probabilities(SHAPES.test().pixels(), SHAPES.test().size());
      int correct = 0;
      for (int i = 0; i < probabilities.length; i++) {
        int best = 0;
        double sum = 0;
        for (int k = 0; k < probabilities[i].length; k++) {
          sum += probabilities[i][k];
          if (probabilities[i][k] > probabilities[i][best]) best = k;
        }
        assertEquals(1, sum, 1e-5);
        if (best == SHAPES.test().labels()[i]) correct++;
      }
      assertEquals(metrics.last().testAccuracy(), correct / 64.0);
    }
  }

  @Test
  void theProbabilitiesOfSeveralViewsAreTheSoftmaxOfTheirMeanLogits() {
    ModelFolder model = ModelFolder.open(trained);
    Map<String, FloatArray> weights = model.weights("last", model.graph());
    int count = 3;
    byte[] pixels = SHAPES.test().first(count).pixels();
    try (Classifier classifier = Classifier.load(trained, "last", Device.CPU, 1);
        FrozenClassifier frozen =
            new FrozenClassifier(model.graph(), weights, 32, 32, 3, 10, Device.CPU, 1, Precision.FLOAT32)) {
      float[][] one = classifier.probabilities(pixels, count);
      float[][] six = classifier.probabilities(pixels, count, TestViews.MIRRORED_SHIFTED);
      double difference = 0;
      for (int i = 0; i < count; i++) {
        double[] mean = new double[10];
        for (TestViews.View view : TestViews.MIRRORED_SHIFTED.views()) {
          float[] logits = frozen.logits(view.of(SHAPES.test().pixels(i), 32, 32, 3));
          for (int k = 0; k < mean.length; k++) mean[k] += view.share() * logits[k];
        }
        double sum = Arrays.stream(mean).map(Math::exp).sum();
        for (int k = 0; k < mean.length; k++) {
          assertEquals(Math.exp(mean[k]) / sum, six[i][k], 1e-4);
          difference = Math.max(difference, Math.abs(six[i][k] - one[i][k]));
        }
      }
      assertTrue(difference > 1e-3, "the views make a difference");
    }
  }

  @Test
  void theFirstLayerIsThirtyTwoMapsOf28By28() {
    try (Classifier classifier = Classifier.load(trained, "last", Device.CPU, 2)) {
      float[][][] maps = classifier.firstLayer(SHAPES.test().pixels(0));
      assertEquals(32, maps.length);
      assertEquals(28, maps[0].length);
      assertEquals(28, maps[0][0].length);
    }
  }

  @Test
  void aFirstLayerMapIsTheConvolutionWorkedOutByHand() {
    ModelFolder model = ModelFolder.open(trained);
    ModelCard card = model.card();
    Map<String, FloatArray> weights = model.weights("last", model.graph());
    float[] kernel = weights.get("conv1/kernel").values();
    FloatArray bias = weights.get("conv1/bias");
    byte[] image = SHAPES.test().pixels(3);
    int filter = 5;
    int y = 10;
    int x = 20;
    double sum = bias == null ? 0 : bias.values()[filter];
    for (int i = 0; i < 5; i++)
      for (int j = 0; j < 5; j++)
        for (int c = 0; c < 3; c++) {
          double pixel = (image[((y + i) * 32 + x + j) * 3 + c] & 0xff) / 255.0;
          sum += (pixel - card.mean()[c]) / card.std()[c] * kernel[((i * 5 + j) * 3 + c) * 32 + filter];
        }
    try (Classifier classifier = Classifier.load(trained, "last", Device.CPU, 2)) {
      assertEquals(sum, classifier.firstLayer(image)[filter][y][x], 1e-4);
    }
  }

  @Test
  void pixelsOfOtherImagesThanTheNetworksAreRefused() {
    byte[] four = new byte[32 * 32 * 4];
    ModelFolder model = ModelFolder.open(trained);
    Map<String, FloatArray> weights = model.weights("last", model.graph());
    try (Classifier classifier = Classifier.load(trained, "last", Device.CPU, 1);
        Inspector inspector = Inspector.load(trained, "last", Device.CPU, 1);
        FrozenClassifier frozen =
            new FrozenClassifier(model.graph(), weights, 32, 32, 3, 10, Device.CPU, 1, Precision.FLOAT32)) {
      for (Executable run : List.<Executable>of(
          () -> classifier.predict(four, 1), () -> inspector.predict(four, 1), () -> frozen.logits(four)))
        assertEquals(
            "4,096 bytes are not 1 x 32 x 32 x 3 (images x height x width x channels), as the model takes them",
            assertThrows(InputException.class, run).getMessage());
    }
  }

  @Test
  void theNewestModelIsTheOneWrittenLast() throws IOException {
    for (String name : List.of("a", "b", "c")) {
      Path model = Files.createDirectories(folder.resolve(name));
      Files.copy(trained.resolve("model.json"), model.resolve("model.json"));
      Files.setLastModifiedTime(
          model.resolve("model.json"), FileTime.fromMillis(name.equals("b") ? 3_000_000 : 1_000_000));
    }
    assertEquals(folder.resolve("b"), ModelFolder.newest(folder));
  }

  @Test
  void noModelAtAllIsToldWithWhatToDo() {
    String said =
        assertThrows(InputException.class, () -> ModelFolder.newest(folder)).getMessage();
    assertTrue(said.contains("train.java"), said);
  }

  @Test
  void damageIsToldByTheFilesName() throws IOException {
    Map<String, String> damages = new LinkedHashMap<>();
    damages.put("model.json", "{\"schema\": 1");
    damages.put("last.safetensors", "not weights");
    for (var damage : damages.entrySet()) {
      Path model = copy("damaged-" + damage.getKey());
      Files.writeString(model.resolve(damage.getKey()), damage.getValue());
      refused(model, damage.getKey());
    }
  }

  @Test
  void weightsOfAnotherNetworkAreRefusedByVariable() {
    Path model = copy("other");
    Path file = model.resolve("last.safetensors");
    Map<String, FloatArray> weights = new LinkedHashMap<>(Safetensors.read(file).arrays());
    FloatArray kernel = weights.remove("dense1/kernel");
    Safetensors.write(file, weights, Map.of());
    refused(model, "lacks dense1/kernel");
    weights.put("dense1/kernel", new FloatArray(new int[] {kernel.values().length}, kernel.values()));
    Safetensors.write(file, weights, Map.of());
    refused(model, "dense1/kernel has the shape");
    weights.put("dense1/kernel", kernel);
    weights.put("dense2/kernel", kernel);
    Safetensors.write(file, weights, Map.of());
    refused(model, "holds dense2/kernel");
  }

  @Test
  void weightsThatAreNotThereAreToldWithThoseThatAre() {
    String said = assertThrows(InputException.class, () -> Classifier.load(trained, "first", Device.CPU, 2))
        .getMessage();
    assertTrue(said.contains("last") && said.contains("best"), said);
  }

  private static void refused(Path model, String part) {
    String said = assertThrows(InputException.class, () -> Classifier.load(model, "last", Device.CPU, 2))
        .getMessage();
    assertTrue(said.contains(part) && said.lines().count() == 1, said);
  }

  private Path copy(String name) {
    try {
      Path model = Files.createDirectories(folder.resolve(name));
      List<Path> files = new ArrayList<>();
      try (var all = Files.list(trained)) {
        all.forEach(files::add);
      }
      for (Path f : files) Files.copy(f, model.resolve(f.getFileName()));
      return model;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aFolderIsCompleteWithoutTheNetworksSource() throws IOException {
    Path theirs = folder.resolve("theirs");
    Files.createDirectories(theirs);
    for (String file : List.of("graph.pb", "graph.json", "last.safetensors"))
      Files.copy(trained.resolve(file), theirs.resolve(file));
    String card = Files.readString(trained.resolve("model.json"));
    Files.writeString(theirs.resolve("model.json"), card.replace("\"convnet\"", "\"a network nobody knows here\""));
    byte[] image = SHAPES.test().pixels(3);
    try (Classifier ours = Classifier.load(trained, "last", Device.CPU, 2);
        Classifier other = Classifier.load(theirs, "last", Device.CPU, 2)) {
      assertArrayEquals(ours.probabilities(image, 1), other.probabilities(image, 1));
    }
  }

  @Test
  void aFolderFromBeforeGraphsWereKeptStillWorks() throws IOException {
    Path older = folder.resolve("older");
    Files.createDirectories(older);
    for (String file : List.of("model.json", "last.safetensors"))
      Files.copy(trained.resolve(file), older.resolve(file));
    byte[] image = SHAPES.test().pixels(3);
    try (Classifier ours = Classifier.load(trained, "last", Device.CPU, 2);
        Classifier old = Classifier.load(older, "last", Device.CPU, 2)) {
      assertArrayEquals(ours.probabilities(image, 1), old.probabilities(image, 1));
    }
    Files.writeString(
        older.resolve("model.json"),
        Files.readString(older.resolve("model.json")).replace("\"convnet\"", "\"theirs\""));
    String message = assertThrows(InputException.class, () -> Classifier.load(older, "last", Device.CPU, 2))
        .getMessage();
    assertTrue(message.contains("theirs") && message.contains("without its graph"), message);
  }

  @Test
  void weightsThatAreNotNumbersAreRefused() throws IOException {
    Path diverged = copy("diverged");
    ModelFolder model = ModelFolder.open(diverged);
    Map<String, FloatArray> weights = new LinkedHashMap<>(model.weights("last", model.graph()));
    weights.get("conv1/kernel").values()[5] = Float.NaN;
    Safetensors.write(diverged.resolve("last.safetensors"), weights, Map.of());
    String message = assertThrows(InputException.class, () -> Classifier.load(diverged, "last", Device.CPU, 2))
        .getMessage();
    assertTrue(message.contains("last.safetensors: conv1/kernel holds NaN"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"circle\"', 'null', a class has no name",
    "'\"circle\"', '\" \"', a class has no name",
    "'\"height\" : 32', '\"height\" : 100000', an input of 100000 x 32 pixels",
    "'\"std\" : [', '\"std\" : [ 0, 0, 0 ], \"was\" : [', std positive"
  })
  void aCardWithImpossiblePartsIsRefused(String part, String replacement, String complaint) throws IOException {
    Path damaged = copy("damaged");
    Path card = damaged.resolve("model.json");
    String text = Files.readString(card);
    assertTrue(text.contains(part), text);
    Files.writeString(card, text.replace(part, replacement));
    String message =
        assertThrows(InputException.class, () -> ModelFolder.open(damaged)).getMessage();
    assertTrue(message.contains("model.json is damaged") && message.contains(complaint), message);
  }
}
