package tensorbang.tf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.proto.TensorShapeProto;

/**
 * What TensorFlow did in some runs of a session, by its own trace. Tracing takes time itself: a traced run is slower than
 * another.
 *
 * @param runs how many were traced
 * @param operations of all of them, in the order in which the trace names them
 */
public record StepTrace(int runs, List<Operation> operations) {
  private static final RunOptions TRACED =
      RunOptions.newBuilder().setTraceLevel(RunOptions.TraceLevel.FULL_TRACE).build();
  private static final Pattern LABEL = Pattern.compile(" = (\\w+)\\(");

  /**
   * One operation in one run.
   *
   * @param device as TensorFlow names it; a GPU's streams are devices, too, and their operations are kernels
   * @param node its name in the graph
   * @param kind the kernel's operation, which may be another than the graph's, for example {@code _MklNativeConv2D}
   * @param output shape of the first output, for example {@code 128x32x32x16}; empty where the trace has none
   * @param run from 0
   * @param startMicros when it began, in microseconds since 1970
   * @param micros how long it took
   */
  public record Operation(
      String device, String node, String kind, String output, int run, long thread, long startMicros, long micros) {}

  /**
   * The time of all operations that have a key in common.
   *
   * @param calls of one run, on average
   * @param millis of one run, on average
   * @param share of the device's time, a fraction
   */
  public record Total(String key, double calls, double millis, double share) {}

  /**
   * Traces {@code runs} runs, after one that does not count.
   *
   * @param step makes a new runner, ready to go
   */
  public static StepTrace of(Supplier<Session.Runner> step, int runs) {
    List<Operation> all = new ArrayList<>();
    for (int run = -1; run < runs; run++) {
      Session.Runner runner = step.get().setOptions(TRACED);
      try (Result result = NativeStderr.silenced(runner::runAndFetchMetadata)) {
        if (run < 0) continue;
        for (DeviceStepStats device :
            result.getMetadata().orElseThrow().getStepStats().getDevStatsList())
          for (NodeExecStats node : device.getNodeStatsList()) all.add(operation(device.getDevice(), node, run));
      }
    }
    return new StepTrace(runs, List.copyOf(all));
  }

  private static Operation operation(String device, NodeExecStats node, int run) {
    return new Operation(
        device,
        node.getNodeName(),
        kind(node),
        node.getOutputCount() == 0
            ? ""
            : shape(node.getOutput(0).getTensorDescription().getShape()),
        run,
        node.getThreadId(),
        node.getAllStartMicros() + node.getOpStartRelMicros(),
        node.getOpEndRelMicros() - node.getOpStartRelMicros());
  }

  /** Labels read {@code name = Kind(inputs)}; a GPU's streams have other names, of kernels. */
  private static String kind(NodeExecStats node) {
    Matcher label = LABEL.matcher(node.getTimelineLabel());
    return label.find() ? label.group(1) : node.getNodeName();
  }

  private static String shape(TensorShapeProto shape) {
    return String.join(
        "x", shape.getDimList().stream().map(d -> Long.toString(d.getSize())).toList());
  }

  /** The devices that worked, in the order of their first operations. */
  public List<String> devices() {
    return operations.stream().map(Operation::device).distinct().toList();
  }

  /** The mean time of a run's operations on {@code device}, in milliseconds; on several threads they overlap. */
  public double millis(String device) {
    return operations.stream()
            .filter(o -> o.device.equals(device))
            .mapToLong(Operation::micros)
            .sum()
        / 1e3
        / runs;
  }

  /** The operations of {@code device}, those with one key together, the longest first. */
  public List<Total> totals(String device, Function<Operation, String> key) {
    Map<String, long[]> sums = new LinkedHashMap<>();
    for (Operation operation : operations) {
      if (!operation.device.equals(device)) continue;
      long[] sum = sums.computeIfAbsent(key.apply(operation), k -> new long[2]);
      sum[0]++;
      sum[1] += operation.micros;
    }
    double all = millis(device);
    return sums.entrySet().stream()
        .map(e -> {
          double millis = e.getValue()[1] / 1e3 / runs;
          return new Total(e.getKey(), (double) e.getValue()[0] / runs, millis, all > 0 ? millis / all : 0);
        })
        .sorted((a, b) -> Double.compare(b.millis, a.millis))
        .toList();
  }
}
