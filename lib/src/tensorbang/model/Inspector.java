package tensorbang.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import tensorbang.InputException;
import tensorbang.Suggestion;
import tensorbang.nn.InferenceGraph;
import tensorbang.nn.LayerInfo;
import tensorbang.tf.Device;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.weights.FloatArray;

/**
 * A trained network to look into: what its layers compute for a picture, which parts of the picture a class rests on,
 * the features before its last layer, and the kernels of its first. Not for use by two threads at once.
 */
public final class Inspector implements AutoCloseable {
  /** A layer's output, and the gradient of the chosen class's logit with respect to it. */
  private record CamNodes(Output<TFloat32> maps, Output<TFloat32> gradients) {}

  private final ModelCard card;
  private final InferenceGraph definition;
  private final Map<String, FloatArray> weights;
  private final Graph graph;
  private final Session session;
  private final Placeholder<TFloat32> chosenClass;
  private final Operand<TFloat32> score;
  private final Operand<TFloat32> probabilities;
  private final Map<String, CamNodes> cams = new HashMap<>();

  /**
   * Loads a model.
   *
   * @param weights which of the folder's weights, for example {@code last}
   * @throws InputException if the folder holds no complete model
   */
  public static Inspector load(Path folder, String weights, Device device, int threads) {
    ModelFolder model = ModelFolder.open(folder);
    InferenceGraph graph = model.graph();
    return new Inspector(model.card(), graph, model.weights(weights, graph), device, threads);
  }

  private Inspector(
      ModelCard card, InferenceGraph definition, Map<String, FloatArray> weights, Device device, int threads) {
    this.card = card;
    this.definition = definition;
    this.weights = weights;
    graph = definition.withWeights(weights);
    Ops tf = Ops.create(graph);
    Output<TFloat32> logits = operation(definition.logits());
    probabilities = tf.nn.softmax(logits);
    chosenClass =
        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(card.classes().size())));
    score = tf.reduceSum(tf.math.mul(logits, chosenClass), tf.constant(new int[] {0, 1}));
    session = TensorFlowRuntime.open(graph, device, threads, Precision.FLOAT32);
  }

  private Output<TFloat32> operation(String name) {
    return graph.operation(name).output(0);
  }

  public ModelCard card() {
    return card;
  }

  /** The layers, in order. */
  public List<LayerInfo> layers() {
    return definition.layers();
  }

  /** The most probable classes of one picture: see {@link Classifier#predict}. */
  public List<Prediction> predict(byte[] pixels, int count) {
    return Prediction.top(card.classes(), ModelRun.numbers(card, run(pixels, 1, null, probabilities)[0]), count);
  }

  /**
   * A layer whose output is a map of at least 2 x 2 positions.
   *
   * @param name of a layer; null for the first convolution
   * @throws InputException naming the layers that there are, if this is none of them
   */
  public LayerInfo spatialLayer(String name) {
    if (name == null)
      return layers().stream()
          .filter(l -> l.kind().equals("conv"))
          .findFirst()
          .orElseThrow(() -> new InputException("the network " + card.net() + " has no convolution"));
    List<String> names =
        layers().stream().filter(Inspector::isMap).map(LayerInfo::name).toList();
    return layers().stream()
        .filter(l -> l.name().equals(name) && isMap(l))
        .findFirst()
        .orElseThrow(() -> InputException.of(
            "layer",
            name,
            "the network " + card.net() + " has no such layer with maps" + Suggestion.didYouMean(name, names)
                + "; it has " + String.join(", ", names)));
  }

  /** The last layer whose output is a map of at least 2 x 2 positions: where {@link #gradCam} is usually taken. */
  public LayerInfo lastSpatialLayer() {
    List<LayerInfo> maps = layers().stream().filter(Inspector::isMap).toList();
    if (maps.isEmpty()) throw new InputException("the network " + card.net() + " has no layer whose output is a map");
    return maps.get(maps.size() - 1);
  }

  private static boolean isMap(LayerInfo layer) {
    int[] shape = layer.outputShape();
    return shape.length == 3 && shape[0] > 1 && shape[1] > 1;
  }

  /**
   * What a layer computes for one picture.
   *
   * @param layer see {@link #spatialLayer}
   * @param pixels height x width x channels unsigned bytes
   * @return [channel][row][column]
   */
  public float[][][] maps(LayerInfo layer, byte[] pixels) {
    return channelsFirst(run(pixels, 1, null, output(layer))[0], layer.outputShape());
  }

  private Output<TFloat32> output(LayerInfo layer) {
    return operation(definition.outputs().get(layer.name()));
  }

  private static float[][][] channelsFirst(float[] flat, int[] shape) {
    float[][][] maps = new float[shape[2]][shape[0]][shape[1]];
    int i = 0;
    for (int y = 0; y < shape[0]; y++)
      for (int x = 0; x < shape[1]; x++) for (int c = 0; c < shape[2]; c++) maps[c][y][x] = flat[i++];
    return maps;
  }

  /**
   * Which positions of a layer speak for a class: Grad-CAM (Selvaraju et al. 2017, equations 1 and 2). The maps are
   * summed with the class logit's mean gradient over each as the weight, and what is below 0 is cut off.
   *
   * @param layer see {@link #spatialLayer} and {@link #lastSpatialLayer}
   * @param label the index of the class
   * @return [row][column], at least 0, in the logit's units
   */
  public float[][] gradCam(LayerInfo layer, byte[] pixels, int label) {
    CamNodes nodes = cams.computeIfAbsent(layer.name(), name -> {
      Output<TFloat32> maps = output(layer);
      Output<?>[] gradients = ModelRun.told(
          card, () -> graph.addGradients("grad_cam/" + name, outputs(score.asOutput()), outputs(maps), null));
      @SuppressWarnings("unchecked")
      Output<TFloat32> gradient = (Output<TFloat32>) gradients[0];
      return new CamNodes(maps, gradient);
    });
    float[] oneHot = new float[card.classes().size()];
    oneHot[label] = 1;
    float[][] results = run(pixels, 1, oneHot, nodes.maps, nodes.gradients);
    float[][][] maps = channelsFirst(results[0], layer.outputShape());
    float[][][] gradients = channelsFirst(results[1], layer.outputShape());
    int height = layer.outputShape()[0];
    int width = layer.outputShape()[1];
    float[][] cam = new float[height][width];
    for (int c = 0; c < maps.length; c++) {
      double weight = 0;
      for (float[] row : gradients[c]) for (float value : row) weight += value;
      weight /= height * width;
      for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) cam[y][x] += (float) (weight * maps[c][y][x]);
    }
    for (float[] row : cam) for (int x = 0; x < width; x++) row[x] = Math.max(0, row[x]);
    return cam;
  }

  private static Output<?>[] outputs(Output<?> output) {
    return new Output<?>[] {output};
  }

  /**
   * What the last layer with weights is given: one row of features for each picture.
   *
   * @param pixels count x height x width x channels unsigned bytes
   * @return [count][units]
   * @throws InputException if the network does not end in a dense layer
   */
  public float[][] features(byte[] pixels, int count) {
    LayerInfo last = layers().get(layers().size() - 1);
    if (!last.kind().equals("dense"))
      throw new InputException("the network " + card.net() + " does not end in a dense layer, but in " + last.kind()
          + ": its last features are not known");
    float[] flat = ModelRun.numbers(card, run(pixels, count, null, beforeLast())[0]);
    int units = flat.length / count;
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) rows[i] = Arrays.copyOfRange(flat, i * units, (i + 1) * units);
    return rows;
  }

  private Output<TFloat32> beforeLast() {
    return output(layers().get(layers().size() - 2));
  }

  /**
   * The kernels of the first convolution.
   *
   * @return [height, width, channels, filters]
   */
  public FloatArray firstKernels() {
    LayerInfo conv = spatialLayer(null);
    return weights.entrySet().stream()
        .filter(e -> e.getKey().startsWith(conv.name() + "/") && e.getValue().shape().length == 4)
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new InputException(
            String.format(Locale.ROOT, "the first convolution of %s, %s, has no kernel", card.net(), conv.name())));
  }

  @SafeVarargs
  private float[][] run(byte[] pixels, int count, float[] oneHot, Operand<TFloat32>... wanted) {
    Shape shape = Shape.of(count, card.height(), card.width(), card.mean().length);
    float[] chosen = oneHot == null ? new float[card.classes().size()] : oneHot;
    try (TUint8 images = ModelRun.images(shape, pixels);
        TFloat32 label = TFloat32.tensorOf(Shape.of(chosen.length), DataBuffers.of(chosen, true, false))) {
      Session.Runner runner = session.runner().feed(definition.images(), images).feed(chosenClass, label);
      return ModelRun.values(card, runner, wanted);
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
