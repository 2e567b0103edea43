package tensorbang.tf;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;

/**
 * An NVIDIA GPU, as its driver describes it.
 *
 * @param driver version; null where it is not to be had
 * @param cuda the newest CUDA that the driver supports
 * @param memoryBytes all there is
 * @param memoryInUseBytes at the end of a training, by this process and others; null before
 */
public record Gpu(
    String name,
    @JsonInclude(JsonInclude.Include.NON_NULL) String driver,
    String cuda,
    long memoryBytes,
    @JsonInclude(JsonInclude.Include.NON_NULL) Long memoryInUseBytes) {
  private static final double GIBIBYTE = 1 << 30;

  /** With the memory that is in use now. */
  Gpu measured() {
    return new Gpu(name, driver, cuda, memoryBytes, CudaDriver.memoryInUse());
  }

  /** {@code NVIDIA H100 80GB HBM3 (79.2 GiB, driver 550.54.14, CUDA 12.4)}. */
  String description() {
    String version = driver == null ? "" : "driver " + driver + ", ";
    return String.format(Locale.ROOT, "%s (%.1f GiB, %sCUDA %s)", name, memoryBytes / GIBIBYTE, version, cuda);
  }

  /** {@code 1.4 of 79.2 GiB of memory in use}; null where it was not measured. */
  String memory() {
    if (memoryInUseBytes == null) return null;
    return String.format(
        Locale.ROOT, "%.1f of %.1f GiB of memory in use", memoryInUseBytes / GIBIBYTE, memoryBytes / GIBIBYTE);
  }
}
