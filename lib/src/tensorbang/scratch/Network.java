package tensorbang.scratch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Layers in a row: data goes forward through them, gradients come back. A network is a layer itself. */
public final class Network implements Layer {
  private final Map<String, Layer> layers = new LinkedHashMap<>();
  private final List<Parameter> parameters = new ArrayList<>();

  /** Names each layer by its kind and its place among its kind: {@code conv1}, {@code conv2}, {@code dense1}. */
  public Network(Layer... row) {
    Map<String, Integer> counts = new HashMap<>();
    for (Layer layer : row) {
      String name = layer.kind() + counts.merge(layer.kind(), 1, Integer::sum);
      layers.put(name, layer);
      for (Parameter p : layer.parameters()) parameters.add(p.named(name + "/" + p.name()));
    }
  }

  @Override
  public String kind() {
    return "network";
  }

  /** The layers by name, first to last. */
  public Map<String, Layer> layers() {
    return Collections.unmodifiableMap(layers);
  }

  /** All parameters, first to last layer, named {@code layer/parameter}. */
  @Override
  public List<Parameter> parameters() {
    return List.copyOf(parameters);
  }

  /** How many numbers training changes. */
  public long parameterCount() {
    return parameters.stream().mapToLong(p -> p.value().size()).sum();
  }

  @Override
  public long macs() {
    return layers.values().stream().mapToLong(Layer::macs).sum();
  }

  /** Gives every kernel random values, in the order of {@link #parameters}; all else keeps its initial value. */
  public Network initialize(Initializer initializer) {
    for (Parameter p : parameters) if (p.isKernel()) initializer.fill(p);
    return this;
  }

  @Override
  public Tensor forward(Tensor x, boolean training) {
    for (Layer layer : layers.values()) x = layer.forward(x, training);
    return x;
  }

  @Override
  public Tensor backward(Tensor dy) {
    List<Layer> row = List.copyOf(layers.values());
    for (int i = row.size() - 1; i >= 0; i--) dy = row.get(i).backward(dy);
    return dy;
  }

  @Override
  public void backwardToParameters(Tensor dy) {
    List<Layer> row = List.copyOf(layers.values());
    for (int i = row.size() - 1; i > 0; i--) dy = row.get(i).backward(dy);
    row.get(0).backwardToParameters(dy);
  }
}
