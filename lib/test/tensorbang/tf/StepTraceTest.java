package tensorbang.tf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import tensorbang.Json;
import tensorbang.tf.StepTrace.Operation;
import tensorbang.tf.StepTrace.Total;

class StepTraceTest {
  private static final String CPU = "/job:localhost/replica:0/task:0/device:CPU:0";

  @Test
  void namesKindShapeAndTimeOfEachOperationInEachRun() {
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      Ops tf = Ops.create(graph);
      var x = tf.random.statelessRandomUniform(tf.constant(new int[] {300, 200}), tf.constant(new int[] {1, 2}));
      var product = tf.withName("product").linalg.matMul(x, tf.linalg.transpose(x, tf.constant(new int[] {1, 0})));
      try (Session session = TensorFlowRuntime.open(graph, Device.CPU, 1, Precision.FLOAT32)) {
        StepTrace trace = StepTrace.of(() -> session.runner().addTarget(product.op()), 3);
        assertEquals(List.of(CPU), trace.devices());
        List<Operation> products =
            trace.operations().stream().filter(o -> o.node().equals("product")).toList();
        assertEquals(List.of(0, 1, 2), products.stream().map(Operation::run).toList());
        for (Operation operation : products) {
          assertTrue(operation.kind().endsWith("MatMul"), operation.kind());
          assertEquals("300x300", operation.output());
          assertTrue(operation.micros() > 0);
        }
      }
    }
  }

  @Test
  void totalsAreMeansOfARunAndTheLongestComesFirst() {
    StepTrace trace = new StepTrace(
        2,
        List.of(
            new Operation(CPU, "a", "Relu", "4", 0, 7, 1000, 100),
            new Operation(CPU, "b", "Conv2D", "4", 0, 7, 1100, 500),
            new Operation("gpu", "c", "Conv2D", "4", 0, 7, 1100, 9000),
            new Operation(CPU, "a", "Relu", "4", 1, 7, 2000, 300)));
    assertEquals(0.45, trace.millis(CPU), 1e-12);
    assertEquals(
        List.of(new Total("Conv2D", 0.5, 0.25, 0.25 / 0.45), new Total("Relu", 1, 0.2, 0.2 / 0.45)),
        trace.totals(CPU, Operation::kind));
  }

  @Test
  void theChromeTraceHasASliceForEachOperationFromTheFirstOnesBeginning() {
    StepTrace trace = new StepTrace(
        1,
        List.of(
            new Operation(CPU, "b", "Conv2D", "4x8", 0, 7, 1100, 500),
            new Operation("gpu", "a", "Relu", "4", 0, 9, 1000, 100)));
    JsonNode events =
        Json.read(ChromeTrace.json(trace), JsonNode.class, "trace").get("traceEvents");
    assertEquals(4, events.size());
    assertEquals(CPU, events.get(0).at("/args/name").asText());
    JsonNode slice = events.get(2);
    assertEquals("X", slice.get("ph").asText());
    assertEquals("Conv2D", slice.get("name").asText());
    assertEquals(100, slice.get("ts").asLong());
    assertEquals(500, slice.get("dur").asLong());
    assertEquals(7, slice.get("tid").asLong());
    assertEquals("4x8", slice.at("/args/output").asText());
    assertFalse(slice.get("pid").equals(events.get(3).get("pid")));
  }
}
