package tensorbang.nn;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import tensorbang.InputException;

/** The networks by the names that {@code --net} takes. */
public final class Nets {
  private static final Map<String, IntFunction<Net>> BY_NAME = new TreeMap<>(Map.of("convnet", ConvNet::new));

  private Nets() {}

  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * The network of that name for {@code classes} classes.
   *
   * @throws InputException if there is none
   */
  public static Net create(String name, int classes) {
    IntFunction<Net> make = BY_NAME.get(name);
    if (make == null) throw new InputException("--net " + name + ": expected one of " + String.join(", ", names()));
    return make.apply(classes);
  }
}
