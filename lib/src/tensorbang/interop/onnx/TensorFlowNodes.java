package tensorbang.interop.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.proto.NodeDef;
import tensorbang.nn.FrozenGraph;
import tensorbang.nn.InferenceGraph;

/** The nodes of a frozen network, what reads them, and the layers that they belong to. */
final class TensorFlowNodes {
  private final Graph graph;
  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Map<String, List<NodeDef>> readers = new HashMap<>();
  private final Map<String, String> layers = new HashMap<>();

  TensorFlowNodes(InferenceGraph net, FrozenGraph frozen) {
    graph = frozen.graph();
    for (NodeDef node : graph.toGraphDef().getNodeList()) {
      nodes.put(node.getName(), node);
      for (String input : node.getInputList())
        readers.computeIfAbsent(source(input), name -> new ArrayList<>()).add(node);
    }
    // A layer without an operation of its own (dropout) has the output of the one before it, whose name comes first.
    net.outputs().forEach((layer, operation) -> layers.putIfAbsent(operation, layer));
  }

  NodeDef node(String name) {
    return nodes.get(name);
  }

  /** The node that input {@code index} of {@code node} comes from. */
  NodeDef input(NodeDef node, int index) {
    return nodes.get(source(node.getInput(index)));
  }

  /** The only node that reads {@code node}; null where there are several or none. */
  NodeDef onlyReader(NodeDef node) {
    List<NodeDef> all = readers.getOrDefault(node.getName(), List.of());
    return all.size() == 1 ? all.get(0) : null;
  }

  /** The shape of the node's first output, -1 where the length is not fixed; null where the rank is not known. */
  int[] shape(NodeDef node) {
    long[] shape = graph.operation(node.getName()).output(0).shape().asArray();
    if (shape == null) return null;
    int[] lengths = new int[shape.length];
    for (int i = 0; i < lengths.length; i++) lengths[i] = Math.toIntExact(shape[i]);
    return lengths;
  }

  /** The layer whose output this node computes; null where there is none. */
  String layer(NodeDef node) {
    return layers.get(node.getName());
  }

  /** The first layer whose output needs this node; null where none does. */
  String layerAfter(NodeDef node) {
    Set<String> seen = new HashSet<>();
    Queue<NodeDef> open = new ArrayDeque<>(List.of(node));
    while (!open.isEmpty()) {
      NodeDef next = open.remove();
      if (layer(next) != null) return layer(next);
      for (NodeDef reader : readers.getOrDefault(next.getName(), List.of()))
        if (seen.add(reader.getName())) open.add(reader);
    }
    return null;
  }

  /** The node of an input such as {@code ^gate} or {@code norm:3}. */
  private static String source(String input) {
    return input.replaceFirst("^\\^", "").replaceFirst(":.*", "");
  }
}
