package tensorbang.nets;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import tensorbang.InputException;
import tensorbang.Suggestion;
import tensorbang.nn.Net;
import tensorbang.settings.SettingSpec;

/** The networks by the names that the setting {@code net} takes: those of the library, and those that a user registers. */
public final class Nets {
  /** What the choice {@code dropout} is, in the networks that offer it. */
  static final String DROPOUT =
      "Share of the inputs of every dense layer that each training step sets to zero (dropout), in [0, 1); in twolayer"
          + " of the hidden units, in squeezenet of the last convolution's inputs; not in light.";

  private static final Map<String, Architecture> BY_NAME = new LinkedHashMap<>();

  static {
    register("convnet", ConvNet::new);
    register("simplenn", SimpleNN::new);
    for (int blocks : new int[] {3, 5, 7, 9, 18})
      register("resnet" + (6 * blocks + 2), classes -> new ResNet(classes, blocks, Shortcut.IDENTITY, false, 0));
    register("plainnet18", ResNet18Family.Plain::new);
    register("resnet18", ResNet18Family.Residual::new);
    register("mobilenet18", ResNet18Family.Separable::new);
    register("plain", PlainNet::new);
    register("squeezenet", SqueezeNet::new);
    register("twolayer", TwoLayer::new);
    register("vanillacnn", VanillaCnn::new);
    register("light", LightNet::new);
    register("airbench", Airbench::new);
  }

  private Nets() {}

  /**
   * Adds a network, or replaces the one of that name.
   *
   * @param network makes it for a number of classes, for example {@code MyNet::new}; a record's components that are
   *     marked with {@link tensorbang.settings.Setting} become options of that network
   */
  public static synchronized void register(String name, IntFunction<? extends Net> network) {
    BY_NAME.put(name, new Architecture(name, network));
  }

  /** For tests: no network of theirs is left to others. */
  static synchronized void remove(String name) {
    BY_NAME.remove(name);
  }

  public static synchronized List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /** Whether a network of that name is registered. */
  public static synchronized boolean contains(String name) {
    return BY_NAME.containsKey(name);
  }

  /** @throws InputException if there is no network {@code name} */
  public static synchronized Architecture get(String name) {
    Architecture architecture = BY_NAME.get(name);
    if (architecture == null)
      throw InputException.of(
          "net", name, "expected one of " + String.join(", ", names()) + Suggestion.didYouMean(name, names()));
    return architecture;
  }

  /**
   * All options of a network: those given, and its defaults for the others.
   *
   * @throws InputException if there is no network {@code name}, or it lacks an option that is given
   */
  public static Map<String, Object> options(String name, Map<String, ?> given) {
    return get(name).options(given);
  }

  /**
   * The value that a choice is given, where it is not known yet for which network: several may have a choice of that name,
   * each with values of its own. The networks are asked from the last that was registered; {@link #options} then says
   * whether the chosen one can have the value.
   *
   * @throws InputException naming the choice, if no network that offers it can have the value
   */
  public static Object parseChoice(String choice, JsonNode given) {
    List<String> names = new ArrayList<>(names());
    Collections.reverse(names);
    InputException wrong = null;
    for (String name : names)
      for (SettingSpec spec : get(name).settings()) {
        if (!spec.name().equals(choice)) continue;
        try {
          return spec.parse(given);
        } catch (InputException e) {
          if (wrong == null) wrong = e;
        }
      }
    throw wrong != null ? wrong : InputException.of(choice, "", "no network has such an option");
  }

  /**
   * The network of that name for {@code classes} classes.
   *
   * @throws InputException as {@link #options}
   */
  public static Net create(String name, Map<String, ?> options, int classes) {
    return get(name).create(options, classes);
  }
}
