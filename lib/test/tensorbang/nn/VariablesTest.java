package tensorbang.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import tensorbang.tf.Device;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.weights.FloatArray;

class VariablesTest {
  @Test
  void variablesOfOneShapeBeginWithOtherValuesEachAndASeedWithTheSameAgain() {
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      Variables variables = kernels(graph, "conv1/kernel", "conv2/kernel");
      Map<String, FloatArray> values = variables.initial(7);
      float[] first = values.get("conv1/kernel").values();
      assertFalse(Arrays.equals(first, values.get("conv2/kernel").values()));
      assertFalse(Arrays.equals(first, variables.initial(8).get("conv1/kernel").values()));
      assertArrayEquals(first, variables.initial(7).get("conv1/kernel").values());
    }
  }

  @Test
  void aNewLayerLeavesTheInitialValuesOfTheOthersAlone() {
    try (Graph one = TensorFlowRuntime.newGraph();
        Graph two = TensorFlowRuntime.newGraph()) {
      float[] alone =
          kernels(one, "conv2/kernel").initial(7).get("conv2/kernel").values();
      float[] behind = kernels(two, "conv1/kernel", "conv2/kernel")
          .initial(7)
          .get("conv2/kernel")
          .values();
      assertArrayEquals(alone, behind);
    }
  }

  @Test
  void whatAnOptimizerKeepsIsNoPartOfTheNetwork() {
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      Variables variables = kernels(graph, "conv1/kernel");
      variables.get("conv1/kernel/momentum", new int[] {3, 3, 4, 4}, Initializer.constant(0), Role.OPTIMIZER);
      assertEquals(
          List.of("conv1/kernel"),
          variables.ofNetwork().stream().map(Variables.Entry::name).toList());
      assertEquals(2, variables.all().size());
    }
  }

  @Test
  void anArrayOfAsManyValuesInAnotherShapeIsRefused() {
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      Variables variables = kernels(graph, "conv1/kernel");
      try (Session session = TensorFlowRuntime.open(graph, Device.CPU, 1, Precision.FLOAT32)) {
        Map<String, FloatArray> flat = Map.of("conv1/kernel", new FloatArray(new int[] {9, 1, 4, 4}, new float[144]));
        assertEquals(
            "conv1/kernel has the shape [9, 1, 4, 4], expected [3, 3, 4, 4]",
            assertThrows(IllegalArgumentException.class, () -> variables.load(session, flat))
                .getMessage());
      }
    }
  }

  private static Variables kernels(Graph graph, String... names) {
    Variables variables = new Variables(Ops.create(graph));
    for (String name : names) variables.get(name, new int[] {3, 3, 4, 4}, Initializer.HE_NORMAL, Role.KERNEL);
    return variables;
  }
}
