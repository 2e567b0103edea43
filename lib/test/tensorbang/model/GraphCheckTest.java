package tensorbang.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import tensorbang.InputException;
import tensorbang.data.Normalization;
import tensorbang.nets.Nets;
import tensorbang.nn.InferenceGraph;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;

/** A graph from a model's folder reaches TensorFlow only if it is what the folder says. */
class GraphCheckTest {
  private static final Net NET = (l, x) -> l.dense(l.relu(l.dense(l.flatten(x), 4)), 3);
  private static final Normalization COLOURS =
      new Normalization(new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.25f, 0.25f, 0.25f});
  private static final Normalization HALF = new Normalization(new float[] {0.5f}, new float[] {0.25f});

  @TempDir
  Path folder;

  @BeforeEach
  void aModel() {
    write(folder);
  }

  private static void write(Path folder) {
    try (NetGraph net = new NetGraph(NET, 2, 2, HALF)) {
      ModelCard card =
          ModelCard.imported("tiny", Map.of(), List.of("a", "b", "c"), 2, 2, HALF, Map.of("imported_from", "a test"));
      ModelFolder.write(folder, card, net, net.variables().initial(1), List.of("last"));
    }
  }

  private void refused(String reason) {
    var e = assertThrows(InputException.class, () -> ModelFolder.open(folder).graph());
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }

  /** Replaces text in one of the folder's files. */
  private void replace(String file, String old, String by) throws IOException {
    String text = Files.readString(folder.resolve(file));
    assertTrue(text.contains(old), text);
    Files.writeString(folder.resolve(file), text.replaceFirst(Pattern.quote(old), by));
  }

  @Test
  void aSoundOneIsTaken() {
    assertEquals(4, ModelFolder.open(folder).graph().variables().size());
  }

  @Test
  void theSameNetworkGivesTheSameBytes(@TempDir Path other) throws IOException {
    write(other);
    assertArrayEquals(Files.readAllBytes(folder.resolve("graph.pb")), Files.readAllBytes(other.resolve("graph.pb")));
  }

  @Test
  void anEmptyOneIsRefused() throws IOException {
    Files.write(folder.resolve("graph.pb"), new byte[0]);
    refused("it is empty");
  }

  @Test
  void oneThatTensorFlowDoesNotTakeIsRefused() throws IOException {
    changeGraph(graph -> graph.removeNode(0));
    refused("TensorFlow does not take it");
  }

  @Test
  void oneForOtherImagesOrClassesThanTheCardsIsRefused() throws IOException {
    replace("model.json", "\"height\" : 2", "\"height\" : 3");
    refused("images is DT_UINT8");
    replace("model.json", "\"height\" : 3", "\"height\" : 2");
    replace("model.json", "\"c\"", "\"c\", \"d\"");
    refused("not DT_FLOAT [-1, 4]");
  }

  @Test
  void aDescriptionOfOtherVariablesOrLayersIsRefused() throws IOException {
    replace("graph.json", "\"operation\" : \"dense1.kernel\"", "\"operation\" : \"dense2.kernel\"");
    refused("dense2.kernel is DT_FLOAT_REF");
    replace("graph.json", "\"operation\" : \"dense2.kernel\"", "\"operation\" : null");
    refused("a variable has no name, shape or operation");
    write(Files.createDirectories(folder.resolve("again")));
    Files.copy(folder.resolve("again/graph.json"), folder.resolve("graph.json"), StandardCopyOption.REPLACE_EXISTING);
    replace("graph.json", "\"output_shape\" : [ 4 ]", "\"output_shape\" : [ 0 ]");
    refused("has no shape");
  }

  @ParameterizedTest
  @CsvSource({
    "/layers/0, name, , a layer has no name or kind",
    "/layers/0, kind, , a layer has no name or kind",
    "/layers/1, input_shape, , dense1 has no shape",
    "/layers/1, parameters, -1, dense1 has negative costs",
    "/layers/1, macs, -1, dense1 has negative costs",
    "/outputs, relu1, nowhere, the graph has no operation nowhere",
    "/outputs, relu1, , the graph has no operation null",
    "/outputs, relu1, images, images is DT_UINT8",
    "/outputs, dense1, images, images is DT_UINT8",
    "/variables/0, name, , 'a variable has no name, shape or operation'",
    "/variables/0, shape, , 'a variable has no name, shape or operation'",
    "'', images, dense1.bias, dense1.bias is DT_FLOAT_REF",
    "'', logits, nowhere, the graph has no operation nowhere"
  })
  void aDescriptionWithAnImpossiblePartIsRefused(String at, String field, String value, String reason)
      throws IOException {
    describe(root -> {
      ObjectNode part = (ObjectNode) root.at(at);
      if (value != null && value.matches("-?\\d+")) part.put(field, Integer.parseInt(value));
      else part.put(field, value);
    });
    refused(reason);
  }

  @Test
  void aVariableThatIsNotDescribedIsRefused() throws IOException {
    describe(root -> ((ArrayNode) root.get("variables")).remove(3));
    refused("it does not say which weights the variable dense2.bias has");
  }

  /** Changes {@code graph.json}. */
  private void describe(Consumer<JsonNode> change) throws IOException {
    Path file = folder.resolve("graph.json");
    ObjectMapper json = new ObjectMapper();
    JsonNode root = json.readTree(file.toFile());
    change.accept(root);
    json.writeValue(file.toFile(), root);
  }

  @Test
  void picturesCanOnlyBeFedToAPlaceholder() throws IOException {
    NodeDef copy = NodeDef.newBuilder()
        .setName("copy")
        .setOp("Identity")
        .addInput("images")
        .putAttr("T", AttrValue.newBuilder().setType(DataType.DT_UINT8).build())
        .build();
    changeGraph(graph -> graph.addNode(copy));
    describe(root -> ((ObjectNode) root).put("images", "copy"));
    refused("copy is not its input");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ReadFile",
        "WriteFile",
        "MatchingFiles",
        "ReaderReadV2",
        "SaveV2",
        "RestoreV2",
        "CheckpointExists",
        "TextLineDataset",
        "PrintV2",
        "WriteSummary",
        "EagerPyFunc",
        "DebugIdentityV2",
        "RpcCall",
        "ImmutableConst",
        "LoadAndRemapMatrix",
        "GenerateVocabRemapping",
        "FixedUnigramCandidateSampler",
        "DecodeProtoV2",
        "EncodeProto",
        "Skipgram",
        "RecordInput",
        "DumpTensor",
        "XlaCustomCallV2",
        "CopyHost",
        "CollectiveReduce",
        "Abort"
      })
  void anOperationThatReachesOutOfTensorFlowIsRefused(String operation) throws IOException {
    changeGraph(graph -> graph.addNodeBuilder().setName("x").setOp(operation));
    refused("the operation " + operation + ", which can reach files");
  }

  /** Most operations that read a file are given its name as a tensor. */
  @Test
  void anOperationThatMakesTextOfNumbersIsRefused() throws IOException {
    AttrValue floats = AttrValue.newBuilder().setType(DataType.DT_FLOAT).build();
    changeGraph(graph -> graph
        .addNodeBuilder()
        .setName("x")
        .setOp("AsString")
        .addInput("dense1.kernel")
        .putAttr("T", floats));
    refused("the operation AsString, which gives no numbers");
  }

  @Test
  void aFunctionIsRefusedWhateverItDoes() throws IOException {
    changeGraph(graph ->
        graph.getLibraryBuilder().addFunctionBuilder().getSignatureBuilder().setName("reads"));
    refused("the model's graph has functions, such as reads");
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theNetworksOfTheLibraryAreTaken(String name) {
    List<String> classes = List.of("a", "b", "c");
    ModelCard card = ModelCard.imported(name, Map.of(), classes, 32, 32, COLOURS, Map.of());
    try (NetGraph net = new NetGraph(Nets.create(name, Map.of(), 3), 32, 32, COLOURS)) {
      GraphCheck.check(InferenceGraph.of(net), card, folder);
    }
  }

  static List<String> networks() {
    return Nets.names();
  }

  /** Changes {@code graph.pb}. */
  private void changeGraph(Consumer<GraphDef.Builder> change) throws IOException {
    Path file = folder.resolve("graph.pb");
    GraphDef.Builder graph = GraphDef.parseFrom(Files.readAllBytes(file)).toBuilder();
    change.accept(graph);
    Files.write(file, graph.build().toByteArray());
  }
}
