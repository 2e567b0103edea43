package tensorbang.nets;

import com.fasterxml.jackson.annotation.JsonInclude;
import tensorbang.InputException;
import tensorbang.nn.Activation;

/**
 * What can be chosen within a network, each null where nothing is chosen or the network does not have it.
 *
 * @param shortcut of a residual network
 * @param batchNorm whether it follows each convolution
 * @param activation after each layer but the last
 * @param hidden units of the hidden layer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NetOptions(Shortcut shortcut, Boolean batchNorm, Activation activation, Integer hidden) {
  public static final NetOptions NONE = new NetOptions(null, null, null, null);

  private static final int MOST_UNITS = 1 << 20;

  /** @throws InputException if {@code hidden} is out of range */
  public NetOptions {
    if (hidden != null && (hidden < 1 || hidden > MOST_UNITS))
      throw new InputException("--hidden " + hidden + ": must be 1 to " + MOST_UNITS);
  }

  /**
   * These choices for the network called {@code net}, with its {@code standard} ones where none was made.
   *
   * @throws InputException if a choice is made that {@code standard} lacks
   */
  NetOptions orElse(NetOptions standard, String net) {
    return new NetOptions(
        choice("--shortcut", shortcut, standard.shortcut, net),
        choice("--batch-norm", batchNorm, standard.batchNorm, net),
        choice("--activation", activation, standard.activation, net),
        choice("--hidden", hidden, standard.hidden, net));
  }

  private static <T> T choice(String option, T chosen, T standard, String net) {
    if (chosen != null && standard == null) throw new InputException(option + ": --net " + net + " has no such option");
    return chosen == null ? standard : chosen;
  }
}
