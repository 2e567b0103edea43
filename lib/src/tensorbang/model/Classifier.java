package tensorbang.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import tensorbang.InputException;
import tensorbang.cost.NetCost;
import tensorbang.data.InferenceBatch;
import tensorbang.data.TestViews;
import tensorbang.nn.FrozenGraph;
import tensorbang.nn.InferenceGraph;
import tensorbang.nn.LayerInfo;
import tensorbang.tf.Device;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.weights.FloatArray;

/**
 * A trained network, ready to predict: a {@link FrozenGraph} and its session. Not for use by two threads at once.
 */
public final class Classifier implements AutoCloseable {
  /** Of CIFAR's images: ResNet-20 on two cores took twice as long an image with 500. */
  private static final int BATCH = 125;

  private final ModelCard card;
  private final InferenceGraph definition;
  private final Map<String, FloatArray> weights;
  private final Device device;
  private final int threads;
  private final FrozenGraph frozen;
  private final Session session;
  private final Operand<TFloat32> probabilities;

  /**
   * Loads a model.
   *
   * @param weights which of the folder's weights, for example {@code last}
   * @throws InputException if the folder holds no complete model
   */
  public static Classifier load(Path folder, String weights, Device device, int threads) {
    ModelFolder model = ModelFolder.open(folder);
    InferenceGraph graph = model.graph();
    return new Classifier(model.card(), graph, model.weights(weights, graph), device, threads);
  }

  private Classifier(
      ModelCard card, InferenceGraph definition, Map<String, FloatArray> weights, Device device, int threads) {
    this.card = card;
    this.definition = definition;
    this.weights = weights;
    this.device = device;
    this.threads = threads;
    frozen = new FrozenGraph(definition, weights);
    Output<TFloat32> logits = frozen.graph().operation(frozen.logits()).output(0);
    probabilities = Ops.create(frozen.graph()).nn.softmax(logits);
    session = TensorFlowRuntime.open(frozen.graph(), device, threads, Precision.FLOAT32);
  }

  public ModelCard card() {
    return card;
  }

  /** The network's layers, in order. */
  public List<LayerInfo> rows() {
    return definition.layers();
  }

  /** What it costs. */
  public NetCost cost() {
    return NetCost.of(card.net(), card.netOptions(), card.classes().size(), rows());
  }

  /** How many images are best classified in one call. */
  public int batch() {
    return InferenceBatch.size(BATCH, card.height() * card.width() * card.mean().length);
  }

  /**
   * Classifies images.
   *
   * @param pixels count x height x width x channels unsigned bytes, NHWC
   * @return probabilities, [count][classes]
   * @throws InputException if these are not as many bytes, or the model gives no numbers, as damaged weights make it
   */
  public float[][] probabilities(byte[] pixels, int count) {
    float[] flat = ModelRun.numbers(card, run(session, probabilities, pixels, count));
    int classes = card.classes().size();
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) rows[i] = Arrays.copyOfRange(flat, i * classes, (i + 1) * classes);
    return rows;
  }

  /** As {@link #probabilities(byte[], int)}, by the mean of the logits of several views of each image. */
  public float[][] probabilities(byte[] pixels, int count, TestViews views) {
    if (views == TestViews.ONE) return probabilities(pixels, count);
    double[][] logits = new double[count][card.classes().size()]; // each image's up to a constant
    for (TestViews.View view : views.views()) {
      int channels = card.mean().length;
      float[][] seen = probabilities(view.of(pixels, card.height(), card.width(), channels), count);
      for (int i = 0; i < count; i++)
        for (int k = 0; k < logits[i].length; k++)
          logits[i][k] += view.share() * Math.log(Math.max(seen[i][k], Float.MIN_VALUE));
    }
    float[][] probabilities = new float[count][];
    for (int i = 0; i < count; i++) probabilities[i] = softmax(logits[i]);
    return probabilities;
  }

  private static float[] softmax(double[] logits) {
    double greatest = Arrays.stream(logits).max().orElseThrow();
    double[] powers = Arrays.stream(logits).map(l -> Math.exp(l - greatest)).toArray();
    double sum = Arrays.stream(powers).sum();
    float[] probabilities = new float[logits.length];
    for (int k = 0; k < probabilities.length; k++) probabilities[k] = (float) (powers[k] / sum);
    return probabilities;
  }

  /**
   * The most probable classes of one image, the most probable first.
   *
   * @param pixels height x width x channels unsigned bytes
   */
  public List<Prediction> predict(byte[] pixels, int count) {
    return Prediction.top(card.classes(), probabilities(pixels, 1)[0], count);
  }

  /** The index of the largest; the first of equals. */
  public static int best(float[] probabilities) {
    int best = 0;
    for (int k = 1; k < probabilities.length; k++) if (probabilities[k] > probabilities[best]) best = k;
    return best;
  }

  /** Whether there is a convolution that {@link #firstLayer} can show. */
  public boolean hasConvolution() {
    return rows().stream().anyMatch(r -> r.kind().equals("conv"));
  }

  /**
   * What the first convolution makes of one image, before activation.
   *
   * @param pixels height x width x channels unsigned bytes
   * @return [filter][row][column]
   */
  public float[][][] firstLayer(byte[] pixels) {
    LayerInfo conv = rows().stream()
        .filter(r -> r.kind().equals("conv"))
        .findFirst()
        .orElseThrow(() -> new InputException("the network " + card.net() + " has no convolution to draw"));
    int height = conv.outputShape()[0];
    int width = conv.outputShape()[1];
    int filters = conv.outputShape()[2];
    float[] flat = layerOutput(conv.name(), pixels);
    float[][][] maps = new float[filters][height][width];
    int i = 0;
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++) for (int f = 0; f < filters; f++) maps[f][y][x] = flat[i++];
    return maps;
  }

  /** A layer's output for one image; the frozen graph no longer has it where a batch norm was folded into the layer. */
  private float[] layerOutput(String layer, byte[] pixels) {
    String operation = definition.outputs().get(layer);
    try (Graph graph = definition.withWeights(weights, operation);
        Session layers = TensorFlowRuntime.open(graph, device, threads, Precision.FLOAT32)) {
      return run(layers, graph.operation(operation).output(0), pixels, 1);
    }
  }

  private float[] run(Session session, Operand<TFloat32> wanted, byte[] pixels, int count) {
    Shape shape = Shape.of(count, card.height(), card.width(), card.mean().length);
    try (TUint8 images = ModelRun.images(shape, pixels)) {
      return ModelRun.values(card, session.runner().feed(definition.images(), images), wanted)[0];
    }
  }

  @Override
  public void close() {
    session.close();
    frozen.close();
  }
}
