package tensorbang.nets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tensorbang.InputException;
import tensorbang.Suggestion;
import tensorbang.nets.ResNet18Family.Block;
import tensorbang.nn.Activation;
import tensorbang.nn.Net;

/** The networks by the names that {@code --net} takes. */
public final class Nets {
  /** A network: what can be chosen, with the standard choices, whether it has batch norm, and how to make it. */
  private record Kind(NetOptions standard, boolean batchNorm, Maker maker) {}

  @FunctionalInterface
  private interface Maker {
    Net make(NetOptions options, int classes);
  }

  private static final Map<String, Kind> BY_NAME = new LinkedHashMap<>();

  static {
    add("convnet", NetOptions.NONE, true, (o, classes) -> new ConvNet(classes));
    add(
        "simplenn", new NetOptions(null, false, Activation.RELU, null), false,
        (o, classes) -> new SimpleNN(o.batchNorm(), o.activation(), classes));
    for (int blocks : new int[] {3, 5, 7, 9, 18})
      add(
          "resnet" + (6 * blocks + 2), new NetOptions(Shortcut.IDENTITY, null, null, null), true,
          (o, classes) -> new ResNet(blocks, o.shortcut(), classes));
    add("plainnet18", NetOptions.NONE, true, (o, classes) -> new ResNet18Family(Block.PLAIN, classes));
    add("resnet18", NetOptions.NONE, true, (o, classes) -> new ResNet18Family(Block.RESIDUAL, classes));
    add("mobilenet18", NetOptions.NONE, true, (o, classes) -> new ResNet18Family(Block.SEPARABLE, classes));
    add("twolayer", new NetOptions(null, null, null, 100), false, (o, classes) -> new TwoLayer(o.hidden(), classes));
    add("vanillacnn", NetOptions.NONE, false, (o, classes) -> new VanillaCnn(classes));
  }

  private static void add(String name, NetOptions standard, boolean batchNorm, Maker maker) {
    BY_NAME.put(name, new Kind(standard, batchNorm, maker));
  }

  private Nets() {}

  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * All options of a network: those given, and its standard ones in the place of the others.
   *
   * @throws InputException if there is no network {@code name}, or it lacks an option that is given
   */
  public static NetOptions options(String name, NetOptions given) {
    return given.orElse(kind(name).standard, name);
  }

  /**
   * Whether there is batch norm in it: then it learns at a rate at which others diverge.
   *
   * @throws InputException as {@link #options}
   */
  public static boolean hasBatchNorm(String name, NetOptions options) {
    Boolean chosen = options(name, options).batchNorm();
    return chosen != null ? chosen : kind(name).batchNorm;
  }

  /**
   * The network of that name for {@code classes} classes.
   *
   * @throws InputException as {@link #options}
   */
  public static Net create(String name, NetOptions options, int classes) {
    return kind(name).maker.make(options(name, options), classes);
  }

  private static Kind kind(String name) {
    Kind kind = BY_NAME.get(name);
    if (kind == null)
      throw new InputException(
          "--net " + name + ": expected one of " + String.join(", ", names()) + Suggestion.didYouMean(name, names()));
    return kind;
  }
}
