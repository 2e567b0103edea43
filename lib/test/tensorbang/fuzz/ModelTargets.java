package tensorbang.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tensorbang.data.Normalization;
import tensorbang.data.pictures.ImageFile;
import tensorbang.data.pictures.Pictures;
import tensorbang.fuzz.Target.Kind;
import tensorbang.interop.StateDictMapping;
import tensorbang.model.Classifier;
import tensorbang.model.ModelCard;
import tensorbang.model.ModelFolder;
import tensorbang.nn.Conv;
import tensorbang.nn.InferenceGraph;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.tf.Device;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/** Readers of a model's folder, of which one file is damaged, and of weights for a network that is known. */
final class ModelTargets {
  private static final String WEIGHTS = "last.safetensors";
  private static final Net NET = (l, x) -> l.dense(l.flatten(l.relu(l.conv(x, Conv.of(2, 3)))), 3);
  private static final Normalization HALF =
      new Normalization(new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.25f, 0.25f, 0.25f});

  private static Map<String, byte[]> sound;
  private static InferenceGraph graph;
  private static byte[] stateDict;

  private ModelTargets() {}

  static synchronized List<Target> all() throws IOException {
    if (sound == null) makeSamples();
    return List.of(
        Target.of("model-card", Kind.TEXT, sound.get("model.json"), (in, at) -> model("model.json", in, at)),
        Target.of("model-graph-info", Kind.TEXT, sound.get("graph.json"), (in, at) -> model("graph.json", in, at)),
        Target.of("model-graph", Kind.BINARY, sound.get("graph.pb"), (in, at) -> model("graph.pb", in, at)),
        Target.of("model-weights", Kind.BINARY, sound.get(WEIGHTS), (in, at) -> model(WEIGHTS, in, at)),
        Target.of("state-dict", Kind.BINARY, stateDict, ModelTargets::stateDict));
  }

  private static void makeSamples() throws IOException {
    Path folder = Files.createTempDirectory("model");
    try (NetGraph net = new NetGraph(NET, 5, 5, HALF)) {
      List<String> classes = List.of("cat", "dog", "猫");
      ModelCard card = ModelCard.imported("tiny", Map.of(), classes, 5, 5, HALF, Map.of("imported_from", "a test"));
      Map<String, FloatArray> weights = net.variables().initial(1);
      ModelFolder.write(folder, card, net, weights, List.of("last"));
      graph = InferenceGraph.of(net);
      Path torch = folder.resolve("torch.safetensors");
      Safetensors.write(torch, new StateDictMapping("tiny", graph).toTorch(weights), Map.of());
      stateDict = Files.readAllBytes(torch);
      Files.delete(torch);
      sound = contents(folder);
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
      }
    }
  }

  private static Map<String, byte[]> contents(Path folder) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> {
        try {
          contents.put(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
    return contents;
  }

  /** Loads the model and classifies a picture with it, as {@code test.java} does. */
  private static void model(String name, byte[] input, Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : sound.entrySet())
      Files.write(folder.resolve(file.getKey()), file.getKey().equals(name) ? input : file.getValue());
    Path picture = folder.resolve("a.png");
    Pictures.plain(picture, 6, 7, 0x123456);
    ModelCard card = ModelCard.read(folder);
    byte[] pixels = ImageFile.read(picture, card.height(), card.width(), card.mean().length);
    try (Classifier classifier = Classifier.load(folder, "last", Device.CPU, 1)) {
      for (float p : classifier.probabilities(pixels, 1)[0])
        if (!(p >= 0 && p <= 1)) throw new IllegalStateException("the probability " + p);
      classifier.cost();
      classifier.firstLayer(pixels);
    }
  }

  private static void stateDict(byte[] input, Path folder) throws IOException {
    Path file = Files.write(folder.resolve("net.safetensors"), input);
    new StateDictMapping("tiny", graph).fromTorch(Safetensors.read(file).arrays(), file);
  }
}
