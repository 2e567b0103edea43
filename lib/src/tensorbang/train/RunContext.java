package tensorbang.train;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import tensorbang.tf.Device;

/**
 * Where and how a training runs; none of it decides the outcome, but the device and the number of threads its last bits.
 *
 * @param runFolder for metrics and checkpoint
 * @param modelFolder for the model
 * @param threads of TensorFlow's kernels
 * @param stop asked between steps; where true, a checkpoint is written and the training ends as interrupted
 * @param tensorBoard whether event files for TensorBoard are written into the run folder
 */
public record RunContext(
    Path runFolder,
    Path modelFolder,
    Device device,
    int threads,
    Progress progress,
    BooleanSupplier stop,
    boolean tensorBoard) {
  /** Without event files. */
  public RunContext(
      Path runFolder, Path modelFolder, Device device, int threads, Progress progress, BooleanSupplier stop) {
    this(runFolder, modelFolder, device, threads, progress, stop, false);
  }
}
