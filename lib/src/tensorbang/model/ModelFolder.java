package tensorbang.model;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.proto.GraphDef;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.data.Normalization;
import tensorbang.nets.Nets;
import tensorbang.nn.InferenceGraph;
import tensorbang.nn.LayerInfo;
import tensorbang.nn.NetGraph;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/**
 * A trained network on disk: {@code model.json} (the {@link ModelCard}), weights as safetensors, and the inference graph
 * as {@code graph.pb} with {@code graph.json}, which makes the folder complete without the network's source. Folders
 * written before graphs were kept have none; their network must be registered.
 */
public record ModelFolder(Path path, ModelCard card) {
  /** The model's folder within a run's folder. */
  public static final String IN_RUN = "model";

  private static final String GRAPH = "graph.pb";
  private static final String GRAPH_INFO = "graph.json";

  /** What {@code graph.json} holds: all of an {@link InferenceGraph} but its definition. */
  private record GraphInfo(
      String images,
      String logits,
      List<LayerInfo> layers,
      Map<String, String> outputs,
      List<InferenceGraph.Variable> variables) {}

  /** Whether {@code path} holds a model, or the beginning of one. */
  public static boolean existsIn(Path path) {
    return ModelCard.existsIn(path);
  }

  /** @throws InputException if {@code path} holds no model */
  public static ModelFolder open(Path path) {
    return new ModelFolder(path, ModelCard.read(path));
  }

  /**
   * The folder under {@code models} whose model was written last.
   *
   * @throws InputException if there is none
   */
  public static Path newest(Path models) {
    if (Files.isDirectory(models))
      try (Stream<Path> folders = Files.list(models)) {
        var newest = folders
            .filter(ModelCard::existsIn)
            .max(Comparator.comparing(f -> ModelCard.file(f).toFile().lastModified()));
        if (newest.isPresent()) return newest.get();
      } catch (IOException e) {
        throw new InputException("cannot read " + models + ": " + AtomicFile.reason(e), e);
      }
    throw new InputException("no trained model under " + models + ": run train.java first, or name one with --model");
  }

  /**
   * Writes a model; the card comes last. Over a model of another network, whose card goes first: weights never lie beside
   * the graph of another network in a folder that has a card.
   *
   * @param values of the network's variables
   * @param names of the files of weights to write them to: {@code last}, {@code best}
   */
  public static void write(
      Path path, ModelCard card, NetGraph net, Map<String, FloatArray> values, List<String> names) {
    writeGraph(path, InferenceGraph.of(net));
    for (String name : names) Safetensors.write(weightsFile(path, name), values, Map.of());
    card.write(path);
  }

  private static void writeGraph(Path path, InferenceGraph graph) {
    byte[] definition = bytes(graph.definition());
    String info =
        Json.write(new GraphInfo(graph.images(), graph.logits(), graph.layers(), graph.outputs(), graph.variables()));
    try {
      if (holds(path.resolve(GRAPH), definition)
          && holds(path.resolve(GRAPH_INFO), info.getBytes(StandardCharsets.UTF_8))) return;
      Files.deleteIfExists(ModelCard.file(path));
    } catch (IOException e) {
      throw new InputException("cannot write to " + path + ": " + AtomicFile.reason(e), e);
    }
    AtomicFile.write(path.resolve(GRAPH), out -> out.write(definition));
    AtomicFile.writeText(path.resolve(GRAPH_INFO), info);
  }

  private static boolean holds(Path file, byte[] content) throws IOException {
    return Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), content);
  }

  private static byte[] bytes(GraphDef definition) {
    byte[] bytes = new byte[definition.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      definition.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it has room
    }
    return bytes;
  }

  /**
   * The inference graph: the folder's own, or that of the registered network of the card's name.
   *
   * @throws InputException if the folder has none and the network is not registered, or it cannot be read
   */
  public InferenceGraph graph() {
    if (!Files.isRegularFile(path.resolve(GRAPH_INFO))) return ofRegisteredNet();
    GraphInfo info = Json.read(path.resolve(GRAPH_INFO), GraphInfo.class);
    if (info.images == null
        || info.logits == null
        || info.layers == null
        || info.outputs == null
        || info.variables == null)
      throw new InputException(path.resolve(GRAPH_INFO) + " is damaged: a part is missing");
    try {
      GraphDef definition = GraphDef.parseFrom(Files.readAllBytes(path.resolve(GRAPH)));
      InferenceGraph graph =
          new InferenceGraph(definition, info.images, info.logits, info.layers, info.outputs, info.variables);
      GraphCheck.check(graph, card, path);
      return graph;
    } catch (InvalidProtocolBufferException e) {
      throw new InputException(path.resolve(GRAPH) + " is damaged: it is no TensorFlow graph", e);
    } catch (IOException e) {
      throw new InputException("cannot read " + path.resolve(GRAPH) + ": " + AtomicFile.reason(e), e);
    }
  }

  /**
   * Whether the folder's weights are those of {@code net}: the same operations, as far as the folder has a graph.
   *
   * @throws InputException if it has one that cannot be read
   */
  public boolean isOf(NetGraph net) {
    return !Files.isRegularFile(path.resolve(GRAPH_INFO))
        || graph()
            .definition()
            .getNodeList()
            .equals(InferenceGraph.of(net).definition().getNodeList());
  }

  private InferenceGraph ofRegisteredNet() {
    if (!Nets.contains(card.net()))
      throw new InputException(
          path + " holds a model of the network " + card.net() + " without its graph: run the script that defines it");
    Normalization normalization = new Normalization(card.mean(), card.std());
    try (NetGraph net = new NetGraph(
        Nets.create(card.net(), card.netOptions(), card.classes().size()),
        card.height(),
        card.width(),
        normalization)) {
      return InferenceGraph.of(net);
    }
  }

  /**
   * The weights called {@code name}, by variable.
   *
   * @throws InputException if there are none of that name, or they are not those of {@code graph}
   */
  public Map<String, FloatArray> weights(String name, InferenceGraph graph) {
    if (!card.weights().containsKey(name))
      throw InputException.of(
          "weights", name, path + " has " + String.join(", ", card.weights().keySet()));
    Map<String, FloatArray> weights = Safetensors.read(weightsFile(path, name)).arrays();
    graph.check(weights, weightsFile(path, name));
    weights.forEach((variable, array) -> checkFinite(variable, array, weightsFile(path, name)));
    return weights;
  }

  private static void checkFinite(String variable, FloatArray array, Path file) {
    for (float value : array.values())
      if (!Float.isFinite(value))
        throw new InputException(
            file + ": " + variable + " holds " + value + ": its training diverged, or the file is damaged");
  }

  /** What a user calls the model: the folder's last name, or that of the run's folder that it lies in. */
  public String name() {
    Path whole = path.toAbsolutePath().normalize();
    boolean isInRun = whole.endsWith(IN_RUN) && whole.getNameCount() > 1;
    return (isInRun ? whole.getParent() : whole).getFileName().toString();
  }

  private static Path weightsFile(Path folder, String name) {
    return folder.resolve(name + ".safetensors");
  }
}
