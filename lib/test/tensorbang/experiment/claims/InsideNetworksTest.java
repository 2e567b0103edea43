package tensorbang.experiment.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.cli.UntrainedModel;
import tensorbang.data.ImageSet;
import tensorbang.data.shapes.Shapes10;
import tensorbang.experiment.settings.Made;
import tensorbang.experiment.settings.RunFolder;
import tensorbang.experiment.settings.SimpleNNLab;
import tensorbang.experiment.summary.Comparison;
import tensorbang.tf.Device;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/** What claims count within networks, with weights that were set by hand. */
class InsideNetworksTest {
  private static final ImageSet IMAGES = Shapes10.first(20).train();

  @TempDir
  Path folder;

  /** A model with initial weights, some of which {@code change} sets. */
  private Path model(String net, Consumer<Map<String, FloatArray>> change) {
    Path model = UntrainedModel.write(new RunFolder(folder).model(), net);
    Path file = model.resolve("last.safetensors");
    Map<String, FloatArray> weights = Safetensors.read(file).arrays();
    change.accept(weights);
    Safetensors.write(file, weights, Map.of());
    return model;
  }

  @Test
  void aUnitWhoseBiasHoldsItBelowZeroIsDead() {
    Path untouched = model("plain", weights -> {});
    DeadUnits before = DeadUnits.of(untouched, IMAGES, Device.CPU, 1);
    Path model = model("plain", weights -> {
      weights.get("stage1/conv1/bias").values()[3] = -1000;
      weights.get("stage3/conv1/bias").values()[0] = -1e6f;
    });
    DeadUnits after = DeadUnits.of(model, IMAGES, Device.CPU, 1);
    assertEquals(8, after.layers().size());
    assertEquals(List.of(16, 16, 16, 32, 32, 32, 64, 64), after.units());
    assertEquals(before.never().get(0) + 1, after.never().get(0));
    assertEquals(100.0 * after.never().stream().mapToInt(n -> n).sum() / 272, after.share());
  }

  @Test
  void aChannelAfterBatchNormHasTheMeanBetaAndTheDeviationGamma() {
    Path model = model("light", weights -> {
      weights.get("bn1/beta").values()[5] = 3;
      weights.get("bn1/gamma").values()[5] = 2;
    });
    BatchNormMoments moments = BatchNormMoments.of(model, 1, IMAGES, Device.CPU, 1);
    assertEquals(32 + 64 + 128, moments.before().size());
    for (BatchNormMoments.Channel channel : moments.before()) assertEquals(0, channel.mean(), 1e-4);
    assertEquals(1, moments.before().get(5).std(), 1e-2);
    assertEquals(3, moments.after().get(5).mean(), 1e-3);
    assertEquals(2, moments.after().get(5).std(), 2e-2);
    assertEquals(3, moments.beta().get(5));
  }

  @Test
  void theShareOfSmallWeightsIsThatOfKernelsBelowTheThreshold() {
    model("twolayer", weights -> {
      weights.forEach((name, array) -> Arrays.fill(array.values(), name.endsWith("/kernel") ? 1 : 0));
      float[] kernel = weights.get("dense2/kernel").values();
      kernel[0] = 0.125f;
      kernel[1] = -0.125f;
      kernel[2] = 0.25f;
      kernel[3] = -1;
    });
    TrainConfig config = TrainConfig.of(SimpleNNLab.GIVEN);
    for (Metrics.Status status : List.of(Metrics.Status.FINISHED, Metrics.Status.DIVERGED)) {
      Comparison.Trial trial = new Comparison.Trial(1, new RunFolder(folder), Made.metrics(config, status, 0.5));
      double expected = status == Metrics.Status.FINISHED ? 100.0 * 2 / (3072 * 100 + 100 * 10) : Double.NaN;
      assertEquals(expected, Sparsity.share(0.25).applyAsDouble(trial), 1e-12);
    }
  }
}
