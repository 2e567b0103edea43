package tensorbang.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import tensorbang.InputException;
import tensorbang.nn.Activation;
import tensorbang.nn.NetOptions;
import tensorbang.nn.Nets;
import tensorbang.nn.Shortcut;

/** Which network, and what can be chosen within it. */
public final class NetworkOptions {
  /** For the help text. */
  static final class Names extends ArrayList<String> {
    Names() {
      super(Nets.names());
    }
  }

  @Option(
      names = "--net", paramLabel = "NAME", defaultValue = "convnet", completionCandidates = Names.class,
      description = "Network: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private String net;

  @Option(
      names = "--shortcut", paramLabel = "KIND",
      description = "In resnet20 to resnet110, where the shape changes: identity or projection (default: identity).")
  private String shortcut;

  @Option(
      names = "--batch-norm", negatable = true,
      description = "In simplenn: batch norm after each convolution (default: none).")
  private Boolean batchNorm;

  @Option(
      names = "--activation", paramLabel = "NAME",
      description = "In simplenn: relu, swish or leaky-relu (default: relu).")
  private String activation;

  @Option(names = "--hidden", paramLabel = "N", description = "In twolayer: units of the hidden layer (default: 100).")
  private Integer hidden;

  public String net() {
    return net;
  }

  /**
   * As given; null where not.
   *
   * @throws InputException if one has no such value
   */
  public NetOptions options() {
    return new NetOptions(
        parse("--shortcut", shortcut, Shortcut.values()), batchNorm,
        parse("--activation", activation, Activation.values()), hidden);
  }

  private static <E> E parse(String option, String label, E[] all) {
    if (label == null) return null;
    for (E e : all) if (e.toString().equals(label)) return e;
    throw new InputException(
        option + " " + label + ": expected one of " + Arrays.stream(all).map(E::toString).collect(Collectors.joining(", ")));
  }
}
