package tensorbang.interop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tensorbang.Shown;
import tensorbang.interop.TorchLayer.Kind;
import tensorbang.weights.FloatArray;

/**
 * One way to say which tensor of a state dict is which weight of a network.
 *
 * @param weights by the tensor's name
 * @param missing weights that no tensor is, by the name that was looked for
 * @param extra tensors that are no weight
 */
record TorchMatch(Map<String, TorchWeight> weights, List<String> missing, List<String> extra) {
  private static final int MOST_LISTED = 12;

  private static TorchMatch empty() {
    return new TorchMatch(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** By the usual names, with {@code downsample} for {@code shortcut} and {@code fc} for {@code linear}. */
  static TorchMatch byName(List<TorchLayer> layers, TorchNames names) {
    Map<String, String> modules = new LinkedHashMap<>();
    for (String module : names.modules().keySet())
      if (modules.putIfAbsent(usual(module), module) != null) modules.put(module, module);
    TorchMatch match = empty();
    for (TorchLayer layer : layers) match.pair(layer, modules.remove(layer.name()), names);
    modules.values().forEach(module -> match.leftOver(module, names.modules().get(module)));
    return match;
  }

  private static String usual(String module) {
    String name = module.replace(".downsample.", ".shortcut.");
    return name.equals("fc") ? "linear" : name;
  }

  /** The first convolution is the first convolution, and so on, each kind of layer by itself. */
  static TorchMatch byOrder(List<TorchLayer> layers, TorchNames names, Map<String, FloatArray> stateDict) {
    Map<Kind, List<String>> modules = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) modules.put(kind, new ArrayList<>());
    TorchMatch match = empty();
    names.modules().forEach((module, leaves) -> {
      Kind kind = kind(module, leaves, stateDict);
      if (kind == null) match.leftOver(module, leaves);
      else modules.get(kind).add(module);
    });
    for (TorchLayer layer : layers) {
      List<String> left = modules.get(layer.kind());
      match.pair(layer, left.isEmpty() ? null : left.remove(0), names);
    }
    modules
        .values()
        .forEach(left ->
            left.forEach(module -> match.leftOver(module, names.modules().get(module))));
    return match;
  }

  private static Kind kind(String module, List<String> leaves, Map<String, FloatArray> stateDict) {
    if (!leaves.contains("weight")) return null;
    return switch (stateDict.get(TorchNames.join(module, "weight")).shape().length) {
      case 1 -> Kind.BATCH_NORM;
      case 2 -> Kind.DENSE;
      case 4 -> Kind.CONVOLUTION;
      default -> null;
    };
  }

  /** @param module its name in the state dict, or null where there is none */
  private void pair(TorchLayer layer, String module, TorchNames names) {
    List<String> leaves =
        module == null ? new ArrayList<>() : new ArrayList<>(names.modules().get(module));
    layer.weights().forEach((leaf, weight) -> {
      if (leaves.remove(leaf)) weights.put(TorchNames.join(module, leaf), weight);
      else missing.add(TorchNames.join(module == null ? layer.name() : module, leaf));
    });
    leftOver(module, leaves);
  }

  private void leftOver(String module, List<String> leaves) {
    for (String leaf : leaves) extra.add(TorchNames.join(module, leaf));
  }

  /** What is wrong, a sentence each; nothing where it fits. */
  List<String> problems(Map<String, FloatArray> stateDict) {
    List<String> wrong = new ArrayList<>();
    weights.forEach((name, weight) -> {
      int[] shape = stateDict.get(name).shape();
      if (!Arrays.equals(shape, weight.torchShape()))
        wrong.add(name + " " + Arrays.toString(shape) + ", expected " + Arrays.toString(weight.torchShape()));
    });
    List<String> problems = new ArrayList<>();
    list("missing", ", ", missing, problems);
    list("left over", ", ", extra, problems);
    list("of another shape", " / ", wrong, problems);
    return problems;
  }

  private static void list(String what, String between, List<String> names, List<String> problems) {
    if (names.isEmpty()) return;
    String listed = names.stream().limit(MOST_LISTED).map(Shown::text).collect(Collectors.joining(between));
    String more = names.size() > MOST_LISTED ? " and " + (names.size() - MOST_LISTED) + " more" : "";
    problems.add(what + ": " + listed + more);
  }
}
