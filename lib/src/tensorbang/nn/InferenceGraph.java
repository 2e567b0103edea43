package tensorbang.nn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.proto.GraphDef;
import tensorbang.InputException;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.weights.FloatArray;

/**
 * A network's inference graph in its serialised form, without values of its weights: what a model folder keeps, so that
 * the network runs where its source is not known.
 *
 * @param definition from {@link #images} to {@link #logits} and nothing else; each variable is a node
 * @param images the operation to feed: uint8 [batch, height, width, channels]
 * @param logits the operation to fetch: [batch, classes]
 * @param layers in order
 * @param outputs the operation that computes each layer's output, by the layer's name
 * @param variables in order
 */
public record InferenceGraph(
    GraphDef definition,
    String images,
    String logits,
    List<LayerInfo> layers,
    Map<String, String> outputs,
    List<Variable> variables) {
  /**
   * A weight or moving average.
   *
   * @param operation its node in the graph
   */
  public record Variable(String name, int[] shape, String operation) {}

  /** The inference graph of a network. */
  public static InferenceGraph of(NetGraph net) {
    String logits = net.logits().op().name();
    Map<String, String> outputs = new LinkedHashMap<>();
    net.outputs()
        .forEach((layer, output) -> outputs.put(layer, output.asOutput().op().name()));
    return new InferenceGraph(
        new GraphEditor(net.graph().toGraphDef()).leadingTo(logits),
        net.images().op().name(),
        logits,
        net.rows(),
        outputs,
        net.variables().ofNetwork().stream()
            .map(v -> new Variable(v.name(), v.shape(), v.variable().op().name()))
            .toList());
  }

  /**
   * The graph with its weights as constants.
   *
   * @param weights of all variables; see {@link #check}
   */
  public Graph withWeights(Map<String, FloatArray> weights) {
    return withWeights(weights, logits);
  }

  /**
   * The part of the graph that one operation needs, with weights as constants.
   *
   * @param weights of all variables; see {@link #check}
   * @param output an operation, for example a layer's, see {@link #outputs}
   */
  public Graph withWeights(Map<String, FloatArray> weights, String output) {
    Graph graph = TensorFlowRuntime.newGraph();
    graph.importGraphDef(editor(weights).leadingTo(output));
    return graph;
  }

  /** The graph with a placeholder in the place of each variable: every session run is fed its own weights. */
  public Graph withWeightsFed() {
    GraphEditor editor = new GraphEditor(definition);
    for (Variable variable : variables) editor.placeholder(variable.operation, variable.shape);
    Graph graph = TensorFlowRuntime.newGraph();
    graph.importGraphDef(editor.leadingTo(logits));
    return graph;
  }

  /** The graph with its weights as constants, ready for changes. */
  GraphEditor editor(Map<String, FloatArray> weights) {
    GraphEditor editor = new GraphEditor(definition);
    for (Variable variable : variables) editor.constant(variable.operation, weights.get(variable.name));
    return editor;
  }

  /**
   * Makes sure that {@code weights} are those of all variables, and no others.
   *
   * @param source what to call them in an error
   * @throws InputException naming the first that is missing, of another shape or superfluous
   */
  public void check(Map<String, FloatArray> weights, Object source) {
    for (Variable variable : variables) {
      FloatArray array = weights.get(variable.name);
      if (array == null)
        throw new InputException(source + " lacks " + variable.name + ": it belongs to another network");
      if (!Arrays.equals(array.shape(), variable.shape))
        throw new InputException(source + ": " + variable.name + " has the shape " + Arrays.toString(array.shape())
            + ", expected " + Arrays.toString(variable.shape));
    }
    for (String name : weights.keySet())
      if (variables.stream().noneMatch(v -> v.name.equals(name)))
        throw new InputException(source + " holds " + name + ", which the network does not have");
  }
}
