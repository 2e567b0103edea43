package tensorbang.scratch.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tensorbang.AtomicFile;
import tensorbang.Json;
import tensorbang.data.Dataset;
import tensorbang.data.Normalization;
import tensorbang.model.ModelCard;
import tensorbang.scratch.BatchNorm;
import tensorbang.scratch.Layer;
import tensorbang.scratch.Network;
import tensorbang.scratch.Parameter;
import tensorbang.train.Epoch;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/**
 * The model folder of a network trained in plain Java. The network of the same name in {@link tensorbang.nets.Nets} has
 * the same layers with the same names, so that whatever reads a model of train.java reads this one.
 */
final class ScratchModel {
  private ScratchModel() {}

  static void write(
      Path folder, Network network, ScratchConfig config, Dataset data, Normalization normalization, Epoch last) {
    AtomicFile.createFolder(folder);
    Safetensors.write(folder.resolve("last.safetensors"), weights(network), Map.of());
    new ModelCard(
            ModelCard.SCHEMA,
            config.net(),
            Map.of(),
            data.classes(),
            data.train().height(),
            data.train().width(),
            normalization.mean(),
            normalization.std(),
            Map.of("last", new ModelCard.Saved(last.epoch(), last.testAccuracy())),
            Json.tree(config))
        .write(folder);
  }

  /** Parameters and moving averages, by the names of the variables in TensorFlow's network. */
  static Map<String, FloatArray> weights(Network network) {
    Map<String, FloatArray> weights = new LinkedHashMap<>();
    for (Parameter p : network.parameters())
      weights.put(p.name(), new FloatArray(p.value().shape(), p.value().data()));
    for (Map.Entry<String, Layer> layer : network.layers().entrySet()) {
      if (!(layer.getValue() instanceof BatchNorm norm)) continue;
      weights.put(layer.getKey() + "/moving_mean", FloatArray.vector(norm.movingMean()));
      weights.put(layer.getKey() + "/moving_variance", FloatArray.vector(norm.movingVariance()));
    }
    return weights;
  }
}
