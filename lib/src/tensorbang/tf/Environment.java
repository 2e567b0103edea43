package tensorbang.tf;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.tensorflow.TensorFlow;

/**
 * Where and when a run was made.
 *
 * @param device {@code cpu} or {@code gpu}
 * @param threads of TensorFlow's kernels, or of the layers in plain Java
 * @param tensorflow its version; null where it took no part
 * @param started in UTC, ISO 8601
 * @param gpu the GPU that computes; null on a CPU
 */
public record Environment(
    String os,
    String processor,
    int cores,
    int threads,
    String device,
    String java,
    String tensorflow,
    String started,
    @JsonInclude(JsonInclude.Include.NON_NULL) Gpu gpu) {
  /** Of a CPU. */
  public Environment(
      String os,
      String processor,
      int cores,
      int threads,
      String device,
      String java,
      String tensorflow,
      String started) {
    this(os, processor, cores, threads, device, java, tensorflow, started, null);
  }

  /** @param device resolved */
  public static Environment now(Device device, int threads) {
    TensorFlowRuntime.start();
    return of(device, threads, TensorFlow.version());
  }

  /** Of a run that does without TensorFlow, which is then not even loaded. */
  public static Environment ofPlainJava(int threads) {
    return of(Device.CPU, threads, null);
  }

  private static Environment of(Device device, int threads, String tensorflow) {
    return new Environment(
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        threads,
        device.toString(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
        tensorflow,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        device == Device.GPU ? CudaDriver.firstGpu() : null);
  }

  /** What computes: {@code CPU, 2 threads (AMD EPYC 9355)}, or the GPU with its memory, driver and CUDA. */
  public String description() {
    if (gpu != null) return "GPU, " + gpu.description();
    if (device.equals(Device.GPU.toString())) return "GPU";
    String whyNoGpu = GpuProbe.PROCESS.whyNotUsed();
    return "CPU, " + threads + (threads == 1 ? " thread (" : " threads (") + processor + ")"
        + (whyNoGpu == null ? "" : "; no GPU: " + whyNoGpu);
  }

  /** With the GPU's memory in use now; itself on a CPU. */
  public Environment measured() {
    if (gpu == null) return this;
    return new Environment(os, processor, cores, threads, device, java, tensorflow, started, gpu.measured());
  }

  /** {@code 1.4 of 79.2 GiB of memory in use}; null on a CPU, and before {@link #measured}. */
  public String gpuMemory() {
    return gpu == null ? null : gpu.memory();
  }

  /** This machine's processor as the system calls it, or its architecture where the system does not tell. */
  public static String processorName() {
    Path file = Path.of("/proc/cpuinfo");
    if (Files.isReadable(file))
      try (var lines = Files.lines(file)) {
        var model = lines.filter(l -> l.startsWith("model name")).findFirst();
        if (model.isPresent())
          return model.get().substring(model.get().indexOf(':') + 1).strip();
      } catch (IOException e) {
        // The architecture will do.
      }
    return System.getProperty("os.arch");
  }
}
