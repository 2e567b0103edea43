package tensorbang.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import tensorbang.InputException;
import tensorbang.nets.NetOptions;
import tensorbang.nets.Shortcut;
import tensorbang.nn.Activation;

/** What can be chosen within a network. */
public final class NetworkChoices {
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
    String labels = Arrays.stream(all).map(E::toString).collect(Collectors.joining(", "));
    throw new InputException(option + " " + label + ": expected one of " + labels);
  }
}
