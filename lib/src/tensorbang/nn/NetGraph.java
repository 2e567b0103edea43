package tensorbang.nn;

import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import tensorbang.InputException;
import tensorbang.data.Normalization;
import tensorbang.tf.TensorFlowRuntime;

/** A network's inference graph: uint8 images in, logits and every layer's output out. Training adds to the same graph. */
public final class NetGraph implements AutoCloseable {
  /**
   * Where images enter.
   *
   * @param images to be fed: uint8 [batch, height, width, channels]
   * @param normalized (pixel / 255 - mean) / deviation, of the same shape
   */
  public record Input(Placeholder<TUint8> images, Operand<TFloat32> normalized) {}

  private final Graph graph = TensorFlowRuntime.newGraph();
  private final Ops tf = Ops.create(graph);
  private final Variables variables = new Variables(tf);
  private final Normalization normalization;
  private final Input input;
  private final Operand<TFloat32> logits;
  private final Layers layers;

  /**
   * @param height of the images, in pixels
   * @param normalization one mean and deviation a channel
   */
  public NetGraph(Net net, int height, int width, Normalization normalization) {
    this.normalization = normalization;
    input = input("images", height, width);
    layers = Layers.inference(tf, variables);
    try {
      logits = net.logits(layers, input.normalized);
    } catch (TFInvalidArgumentException e) {
      graph.close();
      if (!String.valueOf(e.getMessage()).startsWith("Negative dimension size")) throw e;
      throw new InputException("images of " + height + " x " + width + " pixels are too small for the network", e);
    }
  }

  private Input input(String name, int height, int width) {
    int channels = normalization.mean().length;
    Placeholder<TUint8> images =
        tf.withName(name).placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, height, width, channels)));
    // A row of pixels each: TensorFlow is slow where so few values as those of a pixel are to be repeated.
    float[][] scale = new float[width][channels];
    float[][] shift = new float[width][channels];
    for (int column = 0; column < width; column++)
      for (int c = 0; c < channels; c++) {
        scale[column][c] = (float) (1 / (255.0 * normalization.std()[c]));
        shift[column][c] = -normalization.mean()[c] / normalization.std()[c];
      }
    Operand<TFloat32> floats = tf.dtypes.cast(images, TFloat32.class);
    return new Input(images, tf.math.add(tf.math.mul(floats, tf.constant(scale)), tf.constant(shift)));
  }

  /** The input that {@link #logits} are computed from. */
  public Input input() {
    return input;
  }

  /** Adds an input for images of another size. */
  public Input input(int height, int width) {
    return input("images_" + height + "x" + width, height, width);
  }

  public Graph graph() {
    return graph;
  }

  public Ops tf() {
    return tf;
  }

  public Variables variables() {
    return variables;
  }

  /** To be fed: uint8 [batch, height, width, channels]. */
  public Placeholder<TUint8> images() {
    return input.images;
  }

  /** The input of the network: (pixel / 255 - mean) / deviation. */
  public Operand<TFloat32> normalized() {
    return input.normalized;
  }

  /** [batch, classes]. */
  public Operand<TFloat32> logits() {
    return logits;
  }

  public List<LayerInfo> rows() {
    return layers.rows();
  }

  /** The bias of the last layer, [classes], where it has one, else null. */
  public Variables.Entry lastBias() {
    LayerInfo last = rows().get(rows().size() - 1);
    return variables.all().stream()
        .filter(v -> v.name().equals(last.name() + "/bias"))
        .findFirst()
        .orElse(null);
  }

  /** Every layer's output in inference mode, by the layer's name. */
  public Map<String, Operand<TFloat32>> outputs() {
    return layers.outputs();
  }

  @Override
  public void close() {
    graph.close();
  }
}
