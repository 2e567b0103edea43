package tensorbang.tf;

import java.util.Locale;
import org.tensorflow.DeviceSpec;
import org.tensorflow.op.Ops;
import tensorbang.InputException;

/** Where a session runs its kernels. */
public enum Device {
  /** The GPU where TensorFlow can use one, else the CPU. */
  AUTO,
  CPU,
  /** The GPU; without one, {@link #resolve()} says what to do. */
  GPU;

  private static final DeviceSpec FIRST_GPU = DeviceSpec.newBuilder()
      .deviceType(DeviceSpec.DeviceType.GPU)
      .deviceIndex(0)
      .build();

  /**
   * {@link #CPU} or {@link #GPU}, whichever will run. Only the first call of a process looks.
   *
   * @throws InputException if a GPU was asked for and TensorFlow cannot use one; it says why and what to install
   */
  public Device resolve() {
    if (this == CPU) return CPU;
    String obstacle = GpuProbe.PROCESS.obstacle();
    if (this == GPU && obstacle != null) throw InputException.of("device", this, obstacle + ", or choose cpu");
    return obstacle == null ? GPU : CPU;
  }

  /** Adds operations that say where they run, which {@link #of} reads: those for a GPU do, the others run anywhere. */
  public Ops place(Ops tf) {
    return this == GPU ? tf.withDevice(FIRST_GPU) : tf;
  }

  /** {@link #GPU} if {@code tf} adds operations for a GPU, see {@link #place}; else {@link #CPU}. */
  public static Device of(Ops tf) {
    return tf.scope().getDeviceString().contains("GPU") ? GPU : CPU;
  }

  /** The name in JSON and on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
