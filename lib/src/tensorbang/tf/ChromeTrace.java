package tensorbang.tf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tensorbang.Json;

/**
 * A {@link StepTrace} in the trace event format, which chrome://tracing and ui.perfetto.dev show: a process a device, a
 * track a thread, a slice an operation.
 */
public final class ChromeTrace {
  private ChromeTrace() {}

  /** The file's content. Times are microseconds since the first operation began. */
  public static String json(StepTrace trace) {
    List<Map<String, Object>> events = new ArrayList<>();
    List<String> devices = trace.devices();
    for (int pid = 0; pid < devices.size(); pid++)
      events.add(event("M", pid, 0, "process_name", Map.of("name", devices.get(pid))));
    long begin = trace.operations().stream()
        .mapToLong(StepTrace.Operation::startMicros)
        .min()
        .orElse(0);
    for (StepTrace.Operation operation : trace.operations()) {
      Map<String, Object> slice = event(
          "X",
          devices.indexOf(operation.device()),
          operation.thread(),
          operation.kind(),
          Map.of("node", operation.node(), "output", operation.output(), "run", operation.run()));
      slice.put("ts", operation.startMicros() - begin);
      slice.put("dur", operation.micros());
      events.add(slice);
    }
    return Json.write(Map.of("displayTimeUnit", "ms", "traceEvents", events));
  }

  private static Map<String, Object> event(
      String phase, int process, long thread, String name, Map<String, Object> arguments) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("name", name);
    event.put("ph", phase);
    event.put("pid", process);
    event.put("tid", thread);
    event.put("args", arguments);
    return event;
  }
}
