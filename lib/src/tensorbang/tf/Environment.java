package tensorbang.tf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.tensorflow.TensorFlow;

/**
 * Where and when a run was made.
 *
 * @param device {@code cpu} or {@code gpu}
 * @param threads of TensorFlow's kernels, or of the layers in plain Java
 * @param tensorflow its version; null where it took no part
 * @param started in UTC, ISO 8601
 */
public record Environment(
    String os,
    String processor,
    int cores,
    int threads,
    String device,
    String java,
    String tensorflow,
    String started) {
  public static Environment now(Device device, int threads) {
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
        device.name().toLowerCase(Locale.ROOT),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
        tensorflow,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static String processorName() {
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
