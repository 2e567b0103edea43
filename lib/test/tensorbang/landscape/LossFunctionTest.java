package tensorbang.landscape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tensorbang.nn.NetGraph;
import tensorbang.tf.Device;
import tensorbang.train.TestResult;
import tensorbang.train.TrainConfig;
import tensorbang.train.TrainGraph;
import tensorbang.weights.FloatArray;

class LossFunctionTest {
  private final Map<String, FloatArray> weights = new LinkedHashMap<>(Sample.weights(1));

  /** With batch statistics that differ from those of new variables. */
  @Test
  void atTheWeightsThemselvesItIsTheLossOfTheTestStep() {
    weights.put("bn1/moving_mean", FloatArray.vector(0.5f, -1, 2, 0));
    weights.put("bn1/moving_variance", FloatArray.vector(4, 0.25f, 1, 9));
    TestResult expected;
    try (NetGraph graph = new NetGraph(Sample.NET, 32, 32, Sample.HALF);
        TrainGraph steps =
            TrainGraph.of(Sample.NET, graph, TrainConfig.DEFAULTS, new int[Sample.CLASSES], Device.CPU, 1)) {
      graph.variables().initialize(steps.session(), 1);
      graph.variables().load(steps.session(), weights);
      expected = steps.test(Sample.IMAGES);
    }
    try (LossFunction loss = new LossFunction(Sample.graph(), Sample.IMAGES, Sample.CLASSES, Device.CPU)) {
      Loss found = loss.at(weights);
      assertEquals(expected.loss(), found.loss(), 1e-6);
      assertEquals(expected.accuracy(), found.accuracy(), 1e-12);
    }
  }

  @Test
  void otherWeightsGiveAnotherLossAndTheSameOnesTheSameBits() {
    try (LossFunction loss = new LossFunction(Sample.graph(), Sample.IMAGES, Sample.CLASSES, Device.CPU)) {
      Loss first = loss.at(weights);
      assertNotEquals(first.loss(), loss.at(Sample.weights(2)).loss());
      assertEquals(first, loss.at(weights));
    }
  }

  @Test
  void theImagesAreTheSameEachTimeAndOfAllClasses() {
    var images = FixedImages.of(Sample.IMAGES, 60);
    assertEquals(60, images.size());
    assertArrayEquals(images.pixels(), FixedImages.of(Sample.IMAGES, 60).pixels());
    for (int count : images.classCounts()) assertTrue(count > 0);
    assertEquals(150, FixedImages.of(Sample.IMAGES, 1000).size());
  }
}
