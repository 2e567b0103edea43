package tensorbang.interop.savedmodel;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.PlaceholderWithDefault;
import org.tensorflow.op.train.Restore;
import org.tensorflow.op.train.Save;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.VariableDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;
import tensorbang.nn.InferenceGraph;
import tensorbang.tf.TensorFlowRuntime;

/**
 * An inference graph in the form that SavedModel loaders expect: resource variables, operations that save and restore
 * them, the collection that names them, and a signature.
 */
final class SavedModelGraph {
  static final String SIGNATURE = "serving_default";
  static final String IMAGES = "images";
  static final String LOGITS = "logits";
  static final String PROBABILITIES = "probabilities";

  private static final String METHOD = "tensorflow/serving/predict";
  private static final String TAG = "serve";

  private final InferenceGraph net;

  private SavedModelGraph(InferenceGraph net) {
    this.net = net;
  }

  /** The graph of {@code net} with what belongs to it. */
  static MetaGraphDef of(InferenceGraph net) {
    return new SavedModelGraph(net).metaGraph();
  }

  private MetaGraphDef metaGraph() {
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      graph.importGraphDef(withResourceVariables());
      Ops tf = Ops.create(graph);
      Output<TFloat32> logits = graph.operation(net.logits()).output(0);
      Output<TFloat32> probabilities =
          tf.withName(free(graph, PROBABILITIES)).nn.softmax(logits).asOutput();
      SaverDef saver = addSaver(tf.withSubScope("save"), graph);
      return MetaGraphDef.newBuilder()
          .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags(TAG).setTensorflowVersion(TensorFlow.version()))
          .setGraphDef(graph.toGraphDef())
          .setSaverDef(saver)
          .putCollectionDef("variables", variables(v -> true))
          .putCollectionDef("trainable_variables", variables(v -> !v.name().contains("/moving_")))
          .putSignatureDef(
              SIGNATURE,
              SignatureDef.newBuilder()
                  .setMethodName(METHOD)
                  .putInputs(IMAGES, info(graph.operation(net.images()).output(0), DataType.DT_UINT8))
                  .putOutputs(LOGITS, info(logits, DataType.DT_FLOAT))
                  .putOutputs(PROBABILITIES, info(probabilities, DataType.DT_FLOAT))
                  .build())
          .build();
    }
  }

  /** Each variable's node reads a resource of the variable's name instead: Python loads no others. */
  private GraphDef withResourceVariables() {
    Map<String, InferenceGraph.Variable> byOperation =
        net.variables().stream().collect(Collectors.toMap(InferenceGraph.Variable::operation, Function.identity()));
    GraphDef.Builder graph = net.definition().toBuilder().clearNode();
    for (NodeDef node : net.definition().getNodeList()) {
      InferenceGraph.Variable variable = byOperation.get(node.getName());
      if (variable == null) graph.addNode(node);
      else graph.addNode(handle(variable)).addNode(read(variable));
    }
    return graph.build();
  }

  private static NodeDef handle(InferenceGraph.Variable variable) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int d : variable.shape()) shape.addDimBuilder().setSize(d);
    return NodeDef.newBuilder()
        .setName(variable.name())
        .setOp("VarHandleOp")
        .putAttr("dtype", type())
        .putAttr("shape", AttrValue.newBuilder().setShape(shape).build())
        .putAttr(
            "shared_name",
            AttrValue.newBuilder()
                .setS(ByteString.copyFromUtf8(variable.name()))
                .build())
        .build();
  }

  private static NodeDef read(InferenceGraph.Variable variable) {
    return NodeDef.newBuilder()
        .setName(variable.operation())
        .setOp("ReadVariableOp")
        .addInput(variable.name())
        .putAttr("dtype", type())
        .build();
  }

  private static AttrValue type() {
    return AttrValue.newBuilder().setType(DataType.DT_FLOAT).build();
  }

  private SaverDef addSaver(Ops tf, Graph graph) {
    PlaceholderWithDefault<TString> file =
        tf.withName("file").placeholderWithDefault(tf.constant("model"), Shape.scalar());
    List<String> names =
        net.variables().stream().map(InferenceGraph.Variable::name).toList();
    Operand<TString> tensors = strings(tf, names);
    Operand<TString> slices = wholeTensors(tf, names.size());
    List<Operand<?>> values = new ArrayList<>();
    for (InferenceGraph.Variable v : net.variables())
      values.add(graph.operation(v.operation()).output(0));
    Save save = tf.train.save(file, tensors, slices, values);
    List<Class<? extends TType>> types = Collections.nCopies(names.size(), TFloat32.class);
    Restore restored = tf.train.restore(file, tensors, slices, types);
    List<Op> assignments = new ArrayList<>();
    for (int i = 0; i < names.size(); i++)
      assignments.add(tf.withName(assignment(net.variables().get(i)))
          .assignVariableOp(
              graph.operation(names.get(i)).output(0), restored.tensors().get(i)));
    tf.withName("restore_all").withControlDependencies(assignments).noOp();
    tf.withName("saved").withControlDependencies(List.of((Op) save)).identity(file);
    return SaverDef.newBuilder()
        .setFilenameTensorName("save/file:0")
        .setSaveTensorName("save/saved:0")
        .setRestoreOpName("save/restore_all")
        .setVersion(SaverDef.CheckpointFormatVersion.V2)
        .build();
  }

  static Operand<TString> strings(Ops tf, List<String> values) {
    return tf.constant(NdArrays.vectorOfObjects(values.toArray(new String[0])));
  }

  /** What to save of each tensor: no part of it, but all. */
  static Operand<TString> wholeTensors(Ops tf, int count) {
    return strings(tf, Collections.nCopies(count, ""));
  }

  private static String assignment(InferenceGraph.Variable variable) {
    return "assign_" + variable.operation();
  }

  private CollectionDef variables(Predicate<InferenceGraph.Variable> which) {
    CollectionDef.BytesList.Builder all = CollectionDef.BytesList.newBuilder();
    for (InferenceGraph.Variable v : net.variables())
      if (which.test(v))
        all.addValue(VariableDef.newBuilder()
            .setVariableName(v.name() + ":0")
            .setSnapshotName(v.operation() + ":0")
            .setInitializerName("save/" + assignment(v))
            .setIsResource(true)
            .setTrainable(!v.name().contains("/moving_"))
            .build()
            .toByteString());
    return CollectionDef.newBuilder().setBytesList(all).build();
  }

  private static TensorInfo info(Output<?> output, DataType type) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long d : output.shape().asArray()) shape.addDimBuilder().setSize(d);
    return TensorInfo.newBuilder()
        .setName(output.op().name() + ":" + output.index())
        .setDtype(type)
        .setTensorShape(shape)
        .build();
  }

  private static String free(Graph graph, String name) {
    return graph.operation(name) == null ? name : name + "_of_classes";
  }
}
