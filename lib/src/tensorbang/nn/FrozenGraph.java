package tensorbang.nn;

import java.util.Map;
import org.tensorflow.Graph;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.weights.FloatArray;

/**
 * A network for inference and nothing else: weights are constants of the graph, batch norm is folded into the
 * convolutions before it, and only what leads from the images to the logits is left.
 */
public final class FrozenGraph implements AutoCloseable {
  private final Graph graph = TensorFlowRuntime.newGraph();
  private final String images;
  private final String logits;
  private final int foldedBatchNorms;

  /**
   * Freezes a network.
   *
   * @param weights of all its variables; see {@link InferenceGraph#check}
   */
  public FrozenGraph(InferenceGraph net, Map<String, FloatArray> weights) {
    this(net, weights, false);
  }

  /**
   * Freezes a network.
   *
   * @param bfloat16 whether convolutions and matrix products are cast to bfloat16, as a GPU needs it; for a CPU
   *     TensorFlow itself rewrites the graph
   */
  public FrozenGraph(InferenceGraph net, Map<String, FloatArray> weights, boolean bfloat16) {
    images = net.images();
    logits = net.logits();
    GraphEditor editor = net.editor(weights);
    foldedBatchNorms = BatchNormFolding.foldAll(editor);
    if (bfloat16) ProductCasts.addAll(editor);
    graph.importGraphDef(editor.leadingTo(logits));
  }

  public Graph graph() {
    return graph;
  }

  /** The operation to feed: uint8 [batch, height, width, channels]. */
  public String images() {
    return images;
  }

  /** The operation to fetch: [batch, classes]. */
  public String logits() {
    return logits;
  }

  /** How many batch norms are no longer there. One stays where what comes before it is no convolution, see {@link
   * BatchNormFolding}. */
  public int foldedBatchNorms() {
    return foldedBatchNorms;
  }

  @Override
  public void close() {
    graph.close();
  }
}
