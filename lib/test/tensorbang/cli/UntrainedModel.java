package tensorbang.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tensorbang.data.Normalization;
import tensorbang.data.sets.Datasets;
import tensorbang.model.ModelCard;
import tensorbang.nets.NetOptions;
import tensorbang.nets.Nets;
import tensorbang.nn.NetGraph;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/** A model's folder as a test needs one: initial weights, which say something about every image. */
final class UntrainedModel {
  private static final Normalization HALF =
      new Normalization(new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.25f, 0.25f, 0.25f});

  private UntrainedModel() {}

  /** A network for the classes of CIFAR-10, 32x32. */
  static Path write(Path folder, String net) {
    return write(folder, net, "cifar10");
  }

  /** A network for the classes of {@code dataset}, 32x32. */
  static Path write(Path folder, String net, String dataset) {
    TensorFlowRuntime.start();
    List<String> classes = Datasets.classes(dataset);
    NetOptions options = Nets.options(net, NetOptions.NONE);
    try (NetGraph graph = new NetGraph(Nets.create(net, options, classes.size()), 32, 32, HALF)) {
      Map<String, FloatArray> weights = graph.variables().initial(1);
      Safetensors.write(ModelCard.weightsFile(folder, "last"), weights, Map.of());
    }
    ModelCard.imported(net, options, classes, 32, 32, HALF, Map.of("imported_from", "a test")).write(folder);
    return folder;
  }
}
