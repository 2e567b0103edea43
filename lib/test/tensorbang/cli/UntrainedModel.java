package tensorbang.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tensorbang.data.Normalization;
import tensorbang.data.sets.Datasets;
import tensorbang.model.ModelCard;
import tensorbang.model.ModelFolder;
import tensorbang.nets.Nets;
import tensorbang.nn.NetGraph;

/** A model's folder as a test needs one: initial weights, which say something about every image. */
public final class UntrainedModel {
  private static final Normalization HALF =
      new Normalization(new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.25f, 0.25f, 0.25f});

  private UntrainedModel() {}

  /** A network for the classes of CIFAR-10, 32x32. */
  public static Path write(Path folder, String net) {
    return write(folder, net, "cifar10");
  }

  /** A network for the classes of {@code dataset}, 32x32. */
  public static Path write(Path folder, String net, String dataset) {
    return write(folder, net, dataset, 1);
  }

  /** Other initial weights for another seed. */
  public static Path write(Path folder, String net, String dataset, long seed) {
    List<String> classes = Datasets.classes(dataset);
    Map<String, Object> options = Nets.options(net, Map.of());
    try (NetGraph graph = new NetGraph(Nets.create(net, options, classes.size()), 32, 32, HALF)) {
      ModelCard card = ModelCard.imported(net, options, classes, 32, 32, HALF, Map.of("imported_from", "a test"));
      ModelFolder.write(folder, card, graph, graph.variables().initial(seed), List.of("last"));
    }
    return folder;
  }
}
