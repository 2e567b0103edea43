package tensorbang.cli;

import picocli.CommandLine.Option;
import tensorbang.InputException;
import tensorbang.tf.Device;

/** What computes. */
public final class MachineOptions {
  @Option(
      names = "--device",
      paramLabel = "auto|cpu|gpu",
      defaultValue = "auto",
      description = "What computes; auto is the GPU where TensorFlow sees one (default: ${DEFAULT-VALUE}).")
  private Device device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of TensorFlow's kernels on the CPU (default: the processors there are).")
  private Integer threads;

  public Device device() {
    return device;
  }

  /** Whether a number of threads was given. */
  public boolean threadsGiven() {
    return threads != null;
  }

  public int threads() {
    if (threads == null) return Runtime.getRuntime().availableProcessors();
    if (threads < 1 || threads > 1024) throw new InputException("--threads " + threads + ": must be 1 to 1024");
    return threads;
  }
}
