package tensorbang.interop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tensorbang.InputException;
import tensorbang.nn.InferenceGraph;
import tensorbang.nn.LayerInfo;
import tensorbang.weights.FloatArray;

/**
 * How a network's variables correspond to the state dict of the same network in PyTorch: names, shapes, and the order
 * of values. PyTorch's images are NCHW, so convolutions are [out, in, height, width] there, dense layers [out, in], and
 * the first dense layer after a flattening sees channels outermost.
 *
 * <p>The default names are those of the usual CIFAR code: {@code layer1.0.conv1.weight}, {@code
 * layer2.0.shortcut.0.weight}, {@code linear.weight}; several dense layers are {@code fc1}, {@code fc2}, …
 */
public final class StateDictMapping {
  private final String net;
  private final List<TorchLayer> layers = new ArrayList<>();

  /**
   * The mapping of a network that has been built.
   *
   * @param net what to call it in an error
   * @throws InputException if it has weights of which PyTorch's counterpart is not known
   */
  public StateDictMapping(String net, InferenceGraph graph) {
    this.net = net;
    Map<String, int[]> shapes = new LinkedHashMap<>();
    for (InferenceGraph.Variable v : graph.variables()) shapes.put(v.name(), v.shape());
    long denses = graph.layers().stream().filter(r -> r.kind().equals("dense")).count();
    int[] flattened = null;
    for (LayerInfo row : graph.layers()) {
      if (row.kind().equals("flatten") && row.inputShape().length == 3) flattened = row.inputShape();
      TorchLayer layer = TorchLayer.of(row, shapes, flattened, denses == 1);
      if (layer == null) continue;
      layers.add(layer);
      if (row.kind().equals("dense")) flattened = null;
    }
    for (TorchWeight weight : weights()) shapes.remove(weight.variable());
    if (!shapes.isEmpty())
      throw new InputException(net + ": PyTorch's counterpart is not known of " + String.join(", ", shapes.keySet()));
  }

  /**
   * The network's variables out of a state dict. Tensors are found by the default names where most of the file has
   * them, and otherwise by their order: the first convolution is the first, and so on, likewise dense layers and batch
   * norms.
   *
   * @param source what to call it in an error
   * @throws InputException listing tensors that are missing, left over or of another shape
   */
  public LinkedHashMap<String, FloatArray> fromTorch(Map<String, FloatArray> stateDict, Object source) {
    LinkedHashMap<String, FloatArray> variables = new LinkedHashMap<>();
    match(stateDict, source)
        .forEach((name, weight) -> variables.put(weight.variable(), weight.fromTorch(stateDict.get(name))));
    LinkedHashMap<String, FloatArray> ordered = new LinkedHashMap<>();
    for (TorchWeight weight : weights()) ordered.put(weight.variable(), variables.get(weight.variable()));
    return ordered;
  }

  /** The state dict under the default names. */
  public LinkedHashMap<String, FloatArray> toTorch(Map<String, FloatArray> variables) {
    LinkedHashMap<String, FloatArray> stateDict = new LinkedHashMap<>();
    for (TorchLayer layer : layers)
      layer
          .weights()
          .forEach((leaf, weight) ->
              stateDict.put(layer.name() + "." + leaf, weight.toTorch(variables.get(weight.variable()))));
    return stateDict;
  }

  /**
   * The state dict under the names of another one, and in its order.
   *
   * @throws InputException as {@link #fromTorch}
   */
  public LinkedHashMap<String, FloatArray> toTorch(
      Map<String, FloatArray> variables, Map<String, FloatArray> like, Object source) {
    Map<String, TorchWeight> names = match(like, source);
    LinkedHashMap<String, FloatArray> stateDict = new LinkedHashMap<>();
    for (String name : like.keySet()) {
      TorchWeight weight = names.get(name);
      if (weight != null) stateDict.put(name, weight.toTorch(variables.get(weight.variable())));
    }
    return stateDict;
  }

  /** Which tensor is which weight. */
  private Map<String, TorchWeight> match(Map<String, FloatArray> stateDict, Object source) {
    TorchNames names = TorchNames.of(stateDict.keySet());
    TorchMatch byName = TorchMatch.byName(layers, names);
    List<TorchMatch> ways = new ArrayList<>();
    if (2 * byName.weights().size() > names.count()) ways.add(byName);
    else {
      ways.add(TorchMatch.byOrder(layers, names, stateDict));
      ways.add(TorchMatch.byOrder(layers, names.sorted(), stateDict));
    }
    for (TorchMatch way : ways) if (way.problems(stateDict).isEmpty()) return way.weights();
    throw new InputException(
        source + " does not fit " + net + ": " + String.join("; ", ways.get(0).problems(stateDict)));
  }

  private Collection<TorchWeight> weights() {
    return layers.stream().flatMap(l -> l.weights().values().stream()).toList();
  }
}
