package tensorbang.interop;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tensorbang.Shown;

/** Finds the named tensors of a network in what a checkpoint holds. */
final class StateDict {
  /** What training scripts call it, beside their epoch, accuracy and optimizer. */
  private static final List<String> USUAL_NAMES =
      List.of("state_dict", "model_state_dict", "model", "net", "network", "weights", "params");

  /** What wrappers put before each name: parallel training and the compiler. */
  private static final List<String> WRAPPERS = List.of("module.", "_orig_mod.");

  private static final int MOST_LISTED = 5;

  private StateDict() {}

  /**
   * The state dict is the object itself, or in a dict the entry with a usual name, or the only one that has tensors.
   *
   * @param root what the pickle holds
   * @return the tensors in their order, without {@code module.} where all names begin with it
   */
  static Map<String, TorchTensor> find(Object root) throws Malformed {
    if (!(root instanceof Map<?, ?> dict)) throw new Malformed("it holds no state dict");
    Map<Object, Boolean> known = new IdentityHashMap<>();
    for (String name : USUAL_NAMES) {
      if (hasTensors(dict.get(name), known)) return tensors((Map<?, ?>) dict.get(name));
    }
    List<?> candidates =
        dict.keySet().stream().filter(key -> hasTensors(dict.get(key), known)).toList();
    if (candidates.size() > 1) throw new Malformed("it holds several state dicts: " + some(candidates));
    if (candidates.size() == 1) return tensors((Map<?, ?>) dict.get(candidates.get(0)));
    if (hasTensors(dict, known)) return tensors(dict);
    throw new Malformed("it holds no tensors");
  }

  /** @param known the answers so far: a pickle may refer to one dict a million times */
  private static boolean hasTensors(Object object, Map<Object, Boolean> known) {
    if (!(object instanceof Map<?, ?> dict)) return false;
    return known.computeIfAbsent(dict, d -> dict.values().stream().anyMatch(TorchTensor.class::isInstance));
  }

  private static String some(List<?> keys) {
    Stream<String> some = keys.stream().limit(MOST_LISTED).map(key -> Shown.text(String.valueOf(key)));
    return some.collect(Collectors.joining(", ")) + (keys.size() > MOST_LISTED ? ", …" : "");
  }

  private static Map<String, TorchTensor> tensors(Map<?, ?> dict) throws Malformed {
    Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : dict.entrySet()) {
      if (!(entry.getKey() instanceof String name)) throw new Malformed("its tensors are numbered, not named");
      if (!(entry.getValue() instanceof TorchTensor tensor)) {
        throw new Malformed("its state dict has '" + Shown.text(name) + "', which is no tensor");
      }
      tensors.put(name, tensor);
    }
    return unwrapped(tensors);
  }

  /** Without what wrappers put before each name. */
  static <T> Map<String, T> unwrapped(Map<String, T> tensors) {
    for (String wrapper : WRAPPERS) {
      if (!tensors.isEmpty() && tensors.keySet().stream().allMatch(name -> name.startsWith(wrapper))) {
        Map<String, T> inner = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> inner.put(name.substring(wrapper.length()), tensor));
        return unwrapped(inner);
      }
    }
    return tensors;
  }
}
