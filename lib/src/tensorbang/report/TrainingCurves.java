package tensorbang.report;

import java.nio.file.Path;
import java.util.List;
import tensorbang.train.Epoch;

/** Accuracy (left) and loss (right) against the epoch. */
public final class TrainingCurves {
  private TrainingCurves() {}

  /** What is drawn in one colour. */
  public sealed interface Curve permits Run, Seeds {}

  /** One training. An epoch with a loss that is NaN or infinite leaves a gap; the legend then says "diverged". */
  public record Run(String name, List<Epoch> epochs) implements Curve {}

  /** One setting, trained with several seeds: drawn as mean, with a band of ± one population standard deviation. */
  public record Seeds(String name, List<List<Epoch>> runs) implements Curve {}

  /**
   * @param curves at least one; each has at least one epoch
   * @param svg the same picture; may be null for the PNG alone
   */
  public static void write(String title, List<? extends Curve> curves, Path png, Path svg) {
    throw new UnsupportedOperationException();
  }
}
