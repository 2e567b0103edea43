package tensorbang.experiment.claims;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import tensorbang.data.ImageSet;
import tensorbang.model.ModelFolder;
import tensorbang.nn.InferenceGraph;
import tensorbang.nn.LayerInfo;
import tensorbang.tf.Device;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;

/**
 * Units of a network that are never positive, on no image and at no position: with ReLU no gradient goes through them
 * any more, so that they stay as they are.
 *
 * @param layers the activations, in order
 * @param units channels of each
 * @param never how many of them are never positive
 */
record DeadUnits(List<String> layers, List<Integer> units, List<Integer> never) {
  /** Percent of all units. */
  double share() {
    return 100.0 * sum(never) / sum(units);
  }

  private static int sum(List<Integer> counts) {
    return counts.stream().mapToInt(i -> i).sum();
  }

  /**
   * Counts those of a network with its last weights.
   *
   * @param folder of the model
   */
  static DeadUnits of(Path folder, ImageSet images, Device device, int threads) {
    ModelFolder model = ModelFolder.open(folder);
    InferenceGraph definition = model.graph();
    List<LayerInfo> activations =
        definition.layers().stream().filter(l -> l.kind().endsWith("relu")).toList();
    try (Graph graph = definition.withWeights(model.weights("last", definition))) {
      Ops tf = Ops.create(graph);
      List<Operand<TFloat32>> largest = new ArrayList<>();
      for (LayerInfo layer : activations) {
        Output<TFloat32> y =
            graph.operation(definition.outputs().get(layer.name())).output(0);
        int[] axes = IntStream.range(0, layer.outputShape().length).toArray();
        largest.add(tf.max(y, tf.constant(axes)));
      }
      try (Session session = TensorFlowRuntime.open(graph, device, threads, Precision.FLOAT32)) {
        return count(activations, run(session, definition, images, largest));
      }
    }
  }

  private static List<float[]> run(
      Session session, InferenceGraph definition, ImageSet images, List<Operand<TFloat32>> wanted) {
    Shape shape = Shape.of(images.size(), images.height(), images.width(), images.channels());
    try (TUint8 pixels = TUint8.tensorOf(shape, DataBuffers.of(images.pixels(), true, false))) {
      Session.Runner runner = session.runner().feed(definition.images(), pixels);
      wanted.forEach(runner::fetch);
      List<float[]> values = new ArrayList<>();
      try (var result = NativeStderr.silenced(runner::run)) {
        for (int i = 0; i < wanted.size(); i++) {
          TFloat32 tensor = (TFloat32) result.get(i);
          float[] channels = new float[Math.toIntExact(tensor.size())];
          tensor.copyTo(DataBuffers.of(channels, false, false));
          values.add(channels);
        }
      }
      return values;
    }
  }

  private static DeadUnits count(List<LayerInfo> activations, List<float[]> largest) {
    List<Integer> units = new ArrayList<>();
    List<Integer> never = new ArrayList<>();
    for (float[] channels : largest) {
      int dead = 0;
      for (float value : channels) if (!(value > 0)) dead++;
      units.add(channels.length);
      never.add(dead);
    }
    return new DeadUnits(activations.stream().map(LayerInfo::name).toList(), units, never);
  }
}
