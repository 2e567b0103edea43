package tensorbang.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.regex.Pattern;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import tensorbang.InputException;
import tensorbang.Shown;
import tensorbang.nn.InferenceGraph;
import tensorbang.nn.LayerInfo;
import tensorbang.tf.TensorFlowRuntime;

/**
 * Makes sure that an inference graph from a file is what its description and the card say, that it has nothing to do
 * with files, and that TensorFlow takes it.
 */
final class GraphCheck {
  /**
   * Operations by which a graph would read or write files, or reach out of TensorFlow. Most of those that read files
   * are given the names as text, which {@link #types} refuses; others have the name as an attribute.
   */
  private static final Pattern REACHES_OUT = Pattern.compile(
      ".*(File|Reader|Save|Restore|Checkpoint|Dataset|Print|Summary|PyFunc|Debug|Rpc|ImmutableConst|Remap|Unigram|Proto"
          + "|Skipgram|RecordInput|DumpTensor|Send|Recv|Collective|Nccl|Infeed|Outfeed|Xla|TPU|Mlir|Abort).*"
          + "|Copy|CopyHost");

  private static final Set<DataType> NO_NUMBERS = EnumSet.of(
      DataType.DT_STRING,
      DataType.DT_STRING_REF,
      DataType.DT_RESOURCE,
      DataType.DT_RESOURCE_REF,
      DataType.DT_VARIANT,
      DataType.DT_VARIANT_REF);

  private final InferenceGraph graph;
  private final Path folder;

  private GraphCheck(InferenceGraph graph, Path folder) {
    this.graph = graph;
    this.folder = folder;
  }

  /** @throws InputException saying what is wrong with the graph in {@code folder} */
  static void check(InferenceGraph graph, ModelCard card, Path folder) {
    GraphCheck check = new GraphCheck(graph, folder);
    check.description();
    check.operations();
    try (Graph imported = TensorFlowRuntime.newGraph()) {
      imported.importGraphDef(graph.definition());
      check.types(imported);
      check.ends(imported, card);
      check.layers(imported);
      check.variables(imported);
    } catch (TensorFlowException | IllegalArgumentException | IllegalStateException e) {
      throw check.damaged("TensorFlow does not take it: " + Shown.text(String.valueOf(e.getMessage())));
    }
  }

  private void description() {
    for (LayerInfo layer : graph.layers()) {
      if (layer == null || layer.name() == null || layer.kind() == null) throw damaged("a layer has no name or kind");
      for (int[] shape : new int[][] {layer.inputShape(), layer.outputShape()})
        if (shape == null || Arrays.stream(shape).anyMatch(d -> d < 1))
          throw damaged("the layer " + Shown.text(layer.name()) + " has no shape");
      if (layer.parameters() < 0 || layer.macs() < 0)
        throw damaged("the layer " + Shown.text(layer.name()) + " has negative costs");
    }
    for (InferenceGraph.Variable v : graph.variables())
      if (v == null || v.name() == null || v.shape() == null || v.operation() == null)
        throw damaged("a variable has no name, shape or operation");
  }

  private void operations() {
    if (graph.definition().getNodeCount() == 0) throw damaged("it is empty");
    for (NodeDef node : graph.definition().getNodeList())
      if (REACHES_OUT.matcher(node.getOp()).matches())
        throw new InputException(folder + ": the model's graph has the operation " + Shown.text(node.getOp())
            + ", which can reach files: no network needs it");
    if (graph.definition().getLibrary().getFunctionCount() > 0)
      throw new InputException(folder + ": the model's graph has functions, such as "
          + Shown.text(
              graph.definition().getLibrary().getFunction(0).getSignature().getName())
          + ": what they do is not checked");
  }

  /** A network computes numbers; text can name files, and what resources stand for is not in the graph. */
  private void types(Graph imported) {
    for (Iterator<GraphOperation> all = imported.operations(); all.hasNext(); ) {
      GraphOperation operation = all.next();
      for (int i = 0; i < operation.numOutputs(); i++)
        if (NO_NUMBERS.contains(operation.output(i).dataType()))
          throw new InputException(folder + ": the model's graph has the operation " + Shown.text(operation.type())
              + ", which gives no numbers: no network needs it");
    }
  }

  private void ends(Graph imported, ModelCard card) {
    Output<?> images = output(imported, graph.images());
    expect(images, DataType.DT_UINT8, -1, card.height(), card.width(), card.mean().length);
    if (!images.op().type().equals("Placeholder")) throw damaged(Shown.text(graph.images()) + " is not its input");
    expect(
        output(imported, graph.logits()), DataType.DT_FLOAT, -1, card.classes().size());
  }

  private void layers(Graph imported) {
    for (LayerInfo layer : graph.layers()) {
      Output<?> output = output(imported, graph.outputs().get(layer.name()));
      int[] shape = new int[layer.outputShape().length + 1];
      shape[0] = -1;
      System.arraycopy(layer.outputShape(), 0, shape, 1, shape.length - 1);
      expect(output, DataType.DT_FLOAT, shape);
    }
  }

  private void variables(Graph imported) {
    Set<String> described = new HashSet<>();
    for (InferenceGraph.Variable v : graph.variables()) {
      Output<?> output = output(imported, v.operation());
      expect(output, DataType.DT_FLOAT_REF, v.shape());
      if (!isVariable(output.op().type())) throw damaged(Shown.text(v.operation()) + " is no variable");
      described.add(v.operation());
    }
    for (Iterator<GraphOperation> all = imported.operations(); all.hasNext(); ) {
      GraphOperation operation = all.next();
      if (isVariable(operation.type()) && !described.contains(operation.name()))
        throw damaged("it does not say which weights the variable " + Shown.text(operation.name()) + " has");
    }
  }

  private static boolean isVariable(String type) {
    return type.startsWith("Variable");
  }

  private Output<?> output(Graph imported, String operation) {
    GraphOperation found = operation == null ? null : imported.operation(operation);
    if (found == null || found.numOutputs() == 0)
      throw damaged("the graph has no operation " + Shown.text(String.valueOf(operation)));
    return found.output(0);
  }

  /** Where the graph knows a dimension it must be this one; -1 expects none. */
  private void expect(Output<?> output, DataType type, int... expected) {
    Shape shape = output.shape();
    boolean fits = output.dataType() == type && (shape.isUnknown() || shape.numDimensions() == expected.length);
    for (int d = 0; fits && !shape.isUnknown() && d < expected.length; d++)
      fits = expected[d] == -1 || shape.get(d) == -1 || shape.get(d) == expected[d];
    if (!fits)
      throw damaged(Shown.text(output.op().name()) + " is " + output.dataType() + " " + shape + ", not " + type + " "
          + Arrays.toString(expected));
  }

  private InputException damaged(String reason) {
    return new InputException(folder + ": the model's graph is damaged: " + reason);
  }
}
