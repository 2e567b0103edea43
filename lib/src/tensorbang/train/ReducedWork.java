package tensorbang.train;

import java.util.List;
import tensorbang.data.ProgressiveSize;
import tensorbang.nn.Variables;

/**
 * What a training leaves out to be done sooner.
 *
 * @param freezeFirst epochs after which the first layer is no longer trained, so that no gradient goes back to it; 0 for
 *     never (Brock et al. 2017, "FreezeOut", with one layer that freezes at once)
 * @param sizes of the images, by epoch
 */
public record ReducedWork(double freezeFirst, ProgressiveSize sizes) {
  public static final ReducedWork NONE = new ReducedWork(0, ProgressiveSize.NONE);

  /** Whether there is an epoch after which the first layer is no longer trained. */
  public boolean freezes() {
    return freezeFirst > 0;
  }

  /** Whether the first layer is no longer trained in a step. */
  public boolean isFrozen(TrainingTime time) {
    return freezes() && time.epoch() >= freezeFirst;
  }

  /** {@code weights} without those of the first one's layer. */
  static List<Variables.Entry> withoutFirstLayer(List<Variables.Entry> weights) {
    String first = weights.get(0).name();
    String layer = first.substring(0, first.lastIndexOf('/') + 1);
    return weights.stream().filter(w -> !w.name().startsWith(layer)).toList();
  }
}
