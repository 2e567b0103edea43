package tensorbang.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.InputException;
import tensorbang.cli.UntrainedModel;
import tensorbang.data.ImageSet;
import tensorbang.data.shapes.Shapes10;
import tensorbang.nn.LayerInfo;
import tensorbang.tf.Device;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/** A network looked into. ResNet-20 ends in ReLU, global average pooling and a dense layer. */
class InspectorTest {
  private static final ImageSet IMAGES = Shapes10.dataset(10, 10, 1).test();

  @TempDir
  static Path folder;

  private static Map<String, FloatArray> weights;
  private static Inspector inspector;

  @BeforeAll
  static void open() {
    UntrainedModel.write(folder, "resnet20", "shapes10");
    ModelFolder model = ModelFolder.open(folder);
    weights = model.weights("last", model.graph());
    inspector = Inspector.load(folder, "last", Device.CPU, 1);
  }

  @AfterAll
  static void close() {
    inspector.close();
  }

  private static FloatArray weight(String part) {
    return weights.entrySet().stream()
        .filter(e -> e.getKey().startsWith("dense1/") && e.getKey().contains(part))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  @Test
  void theLastFeaturesTimesTheLastLayersWeightsAreTheLogits() {
    float[][] features = inspector.features(IMAGES.first(3).pixels(), 3);
    FloatArray kernel = weight("kernel");
    FloatArray bias = weight("bias");
    for (int i = 0; i < 3; i++) {
      double[] exp = new double[10];
      double sum = 0;
      for (int k = 0; k < 10; k++) {
        double logit = bias.values()[k];
        for (int u = 0; u < 64; u++) logit += features[i][u] * kernel.values()[u * 10 + k];
        exp[k] = Math.exp(logit);
        sum += exp[k];
      }
      for (Prediction p : inspector.predict(IMAGES.pixels(i), 10)) {
        int k = inspector.card().classes().indexOf(p.name());
        assertEquals(exp[k] / sum, p.probability(), 1e-5);
      }
    }
  }

  /** With average pooling and one dense layer Grad-CAM is CAM: Selvaraju et al. 2017, section 3.1. */
  @Test
  void gradCamAtTheLastMapsIsTheDenseLayersWeightedSum() {
    LayerInfo last = inspector.lastSpatialLayer();
    assertArrayEquals(new int[] {8, 8, 64}, last.outputShape());
    float[][][] maps = inspector.maps(last, IMAGES.pixels(0));
    FloatArray kernel = weight("kernel");
    for (int label : new int[] {0, 7}) {
      float[][] cam = inspector.gradCam(last, IMAGES.pixels(0), label);
      for (int y = 0; y < 8; y++)
        for (int x = 0; x < 8; x++) {
          double expected = 0;
          for (int u = 0; u < 64; u++) expected += kernel.values()[u * 10 + label] / 64 * maps[u][y][x];
          assertEquals(Math.max(0, expected), cam[y][x], 1e-5);
        }
    }
  }

  @Test
  void gradCamOfAnotherLayerHasThatLayersSize() {
    inspector.gradCam(inspector.lastSpatialLayer(), IMAGES.pixels(0), 3);
    float[][] cam = inspector.gradCam(inspector.spatialLayer("stage1/block1/conv1"), IMAGES.pixels(0), 3);
    assertEquals(32, cam.length);
    assertEquals(32, cam[0].length);
  }

  @Test
  void theMapsOfTheFirstConvolutionAreTheClassifiersFirstLayer() {
    try (Classifier classifier = Classifier.load(folder, "last", Device.CPU, 1)) {
      assertArrayEquals(
          classifier.firstLayer(IMAGES.pixels(1)), inspector.maps(inspector.spatialLayer(null), IMAGES.pixels(1)));
    }
  }

  @Test
  void theFirstKernelsAreThoseOfTheFirstConvolution() {
    assertArrayEquals(new int[] {3, 3, 3, 16}, inspector.firstKernels().shape());
  }

  @Test
  void aModelThatGivesNoNumbersIsRefused(@TempDir Path damaged) throws IOException {
    for (String file : List.of("model.json", "graph.pb", "graph.json"))
      Files.copy(folder.resolve(file), damaged.resolve(file));
    Map<String, FloatArray> huge = new LinkedHashMap<>(weights);
    FloatArray kernel = huge.get("dense1/kernel");
    float[] values = new float[kernel.size()];
    Arrays.fill(values, Float.MAX_VALUE);
    huge.put("dense1/kernel", new FloatArray(kernel.shape(), values));
    Safetensors.write(damaged.resolve("last.safetensors"), huge, Map.of());
    try (Inspector network = Inspector.load(damaged, "last", Device.CPU, 1)) {
      String message = assertThrows(InputException.class, () -> network.predict(IMAGES.pixels(0), 1))
          .getMessage();
      assertEquals("the model resnet20 gives no numbers: its weights or its graph are damaged", message);
    }
  }

  @Test
  void aLayerWithoutMapsIsRefusedWithTheNamesOfThoseThatHaveSome() {
    for (String name : List.of("dense1", "stage1/block1/conv9")) {
      String message =
          assertThrows(InputException.class, () -> inspector.spatialLayer(name)).getMessage();
      assertTrue(message.startsWith("layer " + name), message);
      assertTrue(message.contains("stage1/block1/conv1"), message);
    }
  }
}
