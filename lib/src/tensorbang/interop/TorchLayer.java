package tensorbang.interop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tensorbang.nn.LayerInfo;

/**
 * A layer with weights, as a PyTorch module.
 *
 * @param name the module's, as the usual CIFAR code has it
 * @param weights by what they are called in the module: {@code weight}, {@code bias}, {@code running_mean}, …
 */
record TorchLayer(Kind kind, String name, Map<String, TorchWeight> weights) {
  /** Those that have weights. Depthwise convolutions are convolutions in PyTorch. */
  enum Kind {
    CONVOLUTION,
    DENSE,
    BATCH_NORM
  }

  private static final Pattern BLOCK = Pattern.compile("stage(\\d+)/block(\\d+)/");

  /**
   * The module of one layer, or null where it has no weights.
   *
   * @param shapes of the network's variables
   * @param flattened the height, width and channels that were flattened before this layer, or null
   * @param onlyDense whether there is no other dense layer
   */
  static TorchLayer of(LayerInfo row, Map<String, int[]> shapes, int[] flattened, boolean onlyDense) {
    String kernel = row.name() + "/kernel";
    int[] shape = shapes.get(kernel);
    Map<String, TorchWeight> weights = new LinkedHashMap<>();
    Kind kind;
    switch (row.kind()) {
      case "conv" -> {
        kind = Kind.CONVOLUTION;
        weights.put("weight", TorchWeight.convolution(kernel, shape));
      }
      case "depthwise" -> {
        kind = Kind.CONVOLUTION;
        weights.put("weight", TorchWeight.depthwise(kernel, shape));
      }
      case "dense" -> {
        kind = Kind.DENSE;
        weights.put("weight", TorchWeight.dense(kernel, shape, flattened));
      }
      case "batch-norm" -> {
        kind = Kind.BATCH_NORM;
        addVector(weights, "weight", row.name() + "/gamma", shapes);
        addVector(weights, "bias", row.name() + "/beta", shapes);
        addVector(weights, "running_mean", row.name() + "/moving_mean", shapes);
        addVector(weights, "running_var", row.name() + "/moving_variance", shapes);
      }
      default -> {
        return null;
      }
    }
    addVector(weights, "bias", row.name() + "/bias", shapes);
    return new TorchLayer(kind, name(row.name(), onlyDense), weights);
  }

  private static void addVector(
      Map<String, TorchWeight> weights, String leaf, String variable, Map<String, int[]> shapes) {
    if (shapes.containsKey(variable)) weights.put(leaf, TorchWeight.vector(variable, shapes.get(variable)));
  }

  /** {@code stage2/block1/shortcut/conv1} is {@code layer2.0.shortcut.0}: PyTorch counts blocks from 0. */
  private static String name(String layer, boolean onlyDense) {
    String name =
        BLOCK.matcher(layer).replaceAll(m -> "layer" + m.group(1) + "." + (Integer.parseInt(m.group(2)) - 1) + ".");
    name = name.replace("shortcut/conv1", "shortcut.0").replace("shortcut/bn1", "shortcut.1");
    name = onlyDense ? name.replace("dense1", "linear") : name.replace("dense", "fc");
    return name.replace('/', '.');
  }
}
