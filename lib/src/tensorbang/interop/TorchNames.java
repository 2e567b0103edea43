package tensorbang.interop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The names of a state dict, by module: {@code layer1.0.conv1} has {@code weight}. How many batches a batch norm has
 * seen is left out; no network needs it.
 *
 * @param modules their parts, in order
 */
record TorchNames(Map<String, List<String>> modules) {
  private static final String NEEDLESS = "num_batches_tracked";
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final int MOST_DIGITS = 12;

  static TorchNames of(Collection<String> names) {
    Map<String, List<String>> modules = new LinkedHashMap<>();
    for (String name : names) {
      int dot = name.lastIndexOf('.');
      String leaf = name.substring(dot + 1);
      if (leaf.equals(NEEDLESS)) continue;
      modules
          .computeIfAbsent(dot < 0 ? "" : name.substring(0, dot), m -> new ArrayList<>())
          .add(leaf);
    }
    return new TorchNames(modules);
  }

  /** The whole name of one part of a module. */
  static String join(String module, String leaf) {
    return module.isEmpty() ? leaf : module + "." + leaf;
  }

  /** How many tensors there are. */
  int count() {
    return modules.values().stream().mapToInt(List::size).sum();
  }

  /**
   * With the modules in the order of their names, numbers as numbers: {@code net.9} before {@code net.10}. Files that
   * were written by other tools are sorted by name, and the order of the layers within a kind is then this one.
   */
  TorchNames sorted() {
    record Module(String sortable, String name) {}
    Map<String, List<String>> sorted = new LinkedHashMap<>();
    modules.keySet().stream()
        .map(name -> new Module(sortable(name), name))
        .sorted(Comparator.comparing(Module::sortable))
        .forEach(module -> sorted.put(module.name, modules.get(module.name)));
    return new TorchNames(sorted);
  }

  private static String sortable(String name) {
    return NUMBER
        .matcher(name)
        .replaceAll(n -> "0".repeat(Math.max(0, MOST_DIGITS - n.group().length())) + n.group());
  }
}
