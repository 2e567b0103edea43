package tensorbang.tf;

import tensorbang.InputException;

/** Where a session runs its kernels. */
public enum Device {
  /** The GPU where TensorFlow sees one, else the CPU. */
  AUTO,
  CPU,
  /** The GPU; without one, {@link #resolve()} says what to do. */
  GPU;

  /**
   * {@link #CPU} or {@link #GPU}, whichever will run.
   *
   * @throws InputException if a GPU was asked for and TensorFlow sees none
   */
  public Device resolve() {
    if (this == CPU) return CPU;
    boolean gpu = TensorFlowRuntime.seesGpu();
    if (this == GPU && !gpu)
      throw new InputException(
          "--device gpu: TensorFlow sees no GPU; start with TF_NATIVE=linux-x86_64-gpu in the environment"
              + " (needs an NVIDIA driver, CUDA 12 and cuDNN 9), or use --device cpu");
    return gpu ? GPU : CPU;
  }
}
