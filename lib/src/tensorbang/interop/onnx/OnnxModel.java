package tensorbang.interop.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.NodeDef;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.model.ModelCard;
import tensorbang.nn.FrozenGraph;
import tensorbang.nn.InferenceGraph;
import tensorbang.weights.FloatArray;

/**
 * A trained network in the Open Neural Network Exchange format (onnx.ai), opset 17, for a batch of any size.
 *
 * <p>It takes {@code images}, uint8 pixels as they are in a decoded RGB picture, 0 to 255, and normalises them itself:
 * images that were scaled already have another type, and a runtime refuses them. It gives {@code logits} and
 * {@code probabilities}, both float32 [batch, classes]. Batch norms are folded into the convolutions before them. The
 * metadata say {@code network}, {@code classes} (a JSON list, in the order of the outputs), {@code layout},
 * {@code pixels}, and the {@code mean} and {@code std} that the graph normalises with.
 */
public final class OnnxModel {
  /** The newest set of operations that every ONNX Runtime since 1.12 (2022) has. */
  public static final int OPSET = 17;

  public static final String IMAGES = "images";
  public static final String LOGITS = "logits";
  public static final String PROBABILITIES = "probabilities";

  private static final int IR_VERSION = 8;

  private final ModelProto proto;

  private OnnxModel(ModelProto proto) {
    this.proto = proto;
  }

  /**
   * Converts a network.
   *
   * @param weights of all its variables; see {@link InferenceGraph#check}
   * @param layout of the images that the result takes
   * @throws InputException naming the operation and its layer, where one has no counterpart in ONNX
   */
  public static OnnxModel of(ModelCard card, InferenceGraph net, Map<String, FloatArray> weights, ImageLayout layout) {
    try (FrozenGraph frozen = new FrozenGraph(net, weights)) {
      return new OnnxModel(ModelProto.newBuilder()
          .setIrVersion(IR_VERSION)
          .setProducerName("TensorBang")
          .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
          .setGraph(graph(card, net, frozen, layout))
          .addAllMetadataProps(metadata(card, layout))
          .build());
    }
  }

  private static GraphProto graph(ModelCard card, InferenceGraph net, FrozenGraph frozen, ImageLayout layout) {
    OnnxGraph graph = new OnnxGraph(card.net());
    TensorFlowNodes nodes = new TensorFlowNodes(net, frozen);
    Conversion conversion = new Conversion(nodes, graph);
    int[] image = layout.shape(card.height(), card.width(), card.mean().length);
    String images = graph.input(IMAGES, DataType.UINT8, image);
    conversion.put(frozen.images(), new Value(images, 4, layout == ImageLayout.NCHW, null));

    NodeDef last = nodes.node(frozen.logits());
    int classes = card.classes().size();
    String logits = conversion.plain(conversion.value(last));
    if (graph.inputs(logits) == 0) logits = graph.node(LOGITS, "Identity", List.of(logits));
    graph.output(graph.rename(logits, LOGITS), new int[] {classes});
    String probabilities = graph.node(PROBABILITIES, "Softmax", List.of(LOGITS), OnnxGraph.attribute("axis", -1L));
    graph.output(probabilities, new int[] {classes});
    return graph.build();
  }

  private static List<StringStringEntryProto> metadata(ModelCard card, ImageLayout layout) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("network", card.net());
    said.put("classes", Json.tree(card.classes()).toString());
    said.put("layout", layout.toString());
    said.put("pixels", "uint8, 0 to 255" + (card.mean().length == 3 ? ", red green blue" : ""));
    said.put("mean", Json.tree(card.mean()).toString());
    said.put("std", Json.tree(card.std()).toString());
    return said.entrySet().stream()
        .map(e -> StringStringEntryProto.newBuilder()
            .setKey(e.getKey())
            .setValue(e.getValue())
            .build())
        .toList();
  }

  /** The bytes of the file. */
  public byte[] bytes() {
    return proto.toByteArray();
  }

  /** How many nodes the graph has. */
  public int nodes() {
    return proto.getGraph().getNodeCount();
  }

  /**
   * Writes the file.
   *
   * @throws InputException where it cannot be written
   */
  public void write(Path file) {
    AtomicFile.write(file, proto::writeTo);
  }
}
