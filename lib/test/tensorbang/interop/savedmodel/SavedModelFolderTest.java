package tensorbang.interop.savedmodel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import tensorbang.InputException;
import tensorbang.interop.SampleNetwork;
import tensorbang.model.ModelCard;
import tensorbang.nets.Nets;
import tensorbang.nn.InferenceGraph;
import tensorbang.tf.NativeStderr;
import tensorbang.weights.FloatArray;

/** SavedModels, loaded by TensorFlow; that Python loads them too was checked with TensorFlow 2.21. */
class SavedModelFolderTest {
  @TempDir
  Path folder;

  static List<String> networks() {
    return Nets.names();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void tensorFlowLoadsEveryNetworkWithTheSameLogits(String name) {
    SampleNetwork sample = sample(name);
    Path model = folder.resolve("model");
    write(sample, model);
    try (SavedModelBundle bundle = load(model)) {
      Signature signature = bundle.function("serving_default").signature();
      assertEquals(Set.of("images"), signature.inputNames());
      assertEquals(Set.of("logits", "probabilities"), signature.outputNames());
      float[] logits = fetch(bundle, signature, "logits");
      float[] expected = sample.logits(3);
      float largest = 1;
      for (float e : expected) largest = Math.max(largest, Math.abs(e));
      assertArrayEquals(expected, logits, 1e-5f * largest);
      assertArrayEquals(softmax(logits), fetch(bundle, signature, "probabilities"), 1e-5f);
    }
  }

  private static float[] fetch(SavedModelBundle bundle, Signature signature, String output) {
    return SampleNetwork.run(
        bundle.session(),
        signature.getInputs().get("images").name,
        signature.getOutputs().get(output).name,
        3);
  }

  private static float[] softmax(float[] logits) {
    float[] probabilities = new float[logits.length];
    for (int from = 0; from < logits.length; from += SampleNetwork.CLASSES) {
      int to = from + SampleNetwork.CLASSES;
      float largest = Float.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) largest = Math.max(largest, logits[i]);
      double sum = 0;
      for (int i = from; i < to; i++) sum += Math.exp(logits[i] - largest);
      for (int i = from; i < to; i++) probabilities[i] = (float) (Math.exp(logits[i] - largest) / sum);
    }
    return probabilities;
  }

  @Test
  void everyVariableArrivesUnderItsName() {
    SampleNetwork sample = sample("resnet20");
    Path model = folder.resolve("model");
    write(sample, model);
    assertTrue(sample.weights().size() > 50);
    try (SavedModelBundle bundle = load(model)) {
      sample.weights().forEach((name, array) -> assertArrayEquals(array.values(), read(bundle.session(), name), name));
    }
  }

  private static float[] read(Session session, String variable) {
    String operation = variable.replace('/', '.');
    try (var result = NativeStderr.silenced(session.runner().fetch(operation)::run)) {
      TFloat32 value = (TFloat32) result.get(0);
      float[] values = new float[(int) value.size()];
      value.copyTo(DataBuffers.of(values, false, false));
      return values;
    }
  }

  @Test
  void aNetworkWithoutOneOfItsVariablesIsNotWritten() {
    SampleNetwork sample = sample("vanillacnn");
    for (String dropped : sample.weights().keySet()) {
      Map<String, FloatArray> fewer = new LinkedHashMap<>(sample.weights());
      fewer.remove(dropped);
      Path model = folder.resolve("model");
      String message = assertThrows(
              InputException.class, () -> SavedModelFolder.write(sample.card(), sample.graph(), fewer, model))
          .getMessage();
      assertTrue(message.contains("lacks " + dropped), message);
      assertFalse(Files.exists(model), dropped);
    }
  }

  /** What the tests above rely on: a variable that is not among the files is no zero, but an error. */
  @Test
  void aVariableThatIsNotInTheFilesIsMissed() {
    SampleNetwork sample = sample("vanillacnn");
    Path whole = folder.resolve("whole");
    Path less = folder.resolve("less");
    write(sample, whole);
    InferenceGraph graph = sample.graph();
    InferenceGraph without = new InferenceGraph(
        graph.definition(),
        graph.images(),
        graph.logits(),
        graph.layers(),
        graph.outputs(),
        graph.variables().subList(1, graph.variables().size()));
    Map<String, FloatArray> fewer = new LinkedHashMap<>(sample.weights());
    fewer.remove(graph.variables().get(0).name());
    SavedModelFolder.write(sample.card(), without, fewer, less);
    try (SavedModelBundle bundle = load(less)) {
      Signature signature = bundle.function("serving_default").signature();
      assertThrows(TensorFlowException.class, () -> fetch(bundle, signature, "logits"));
    }
  }

  @Test
  void theClassesAndTheCardLieBesideIt() throws IOException {
    SampleNetwork sample = sample("vanillacnn");
    Path model = folder.resolve("model");
    write(sample, model);
    Path assets = model.resolve("assets.extra");
    assertEquals(sample.card().classes(), Files.readAllLines(assets.resolve("classes.txt")));
    assertArrayEquals(sample.card().mean(), ModelCard.read(assets).mean());
  }

  @Test
  void aSavedModelIsReplacedAndNothingElse() throws IOException {
    SampleNetwork sample = sample("vanillacnn");
    Path model = folder.resolve("model");
    write(sample, model);
    Files.writeString(model.resolve("variables/old"), "");
    write(sample, model);
    assertFalse(Files.exists(model.resolve("variables/old")));
    Path neighbour = Files.createDirectories(folder.resolve("model.part"));
    write(sample, model);
    assertTrue(Files.exists(neighbour));
    Path precious = Files.createDirectories(folder.resolve("precious"));
    Files.writeString(precious.resolve("thesis.tex"), "");
    String message =
        assertThrows(InputException.class, () -> write(sample, precious)).getMessage();
    assertTrue(message.endsWith("precious is there and is no SavedModel: name a new folder"), message);
    assertTrue(Files.exists(precious.resolve("thesis.tex")));
    String[] left = folder.toFile().list();
    Arrays.sort(left);
    assertArrayEquals(new String[] {"model", "model.part", "precious"}, left);
  }

  /** Linux takes paths of 4,095 bytes: there is room for the folders that Java makes, not for TensorFlow's files. */
  @Test
  void whatTensorFlowCannotWriteIsToldInOneLineAndNothingIsLeft() throws IOException {
    assumeTrue(System.getProperty("os.name").equals("Linux"));
    Path deep = folder;
    while (deep.toString().length() < 4060) {
      int room = 4060 - deep.toString().length() - 1;
      deep = deep.resolve("d".repeat(Math.min(room, 100)));
    }
    Path model = deep.resolve("m");
    String message = assertThrows(InputException.class, () -> write(sample("vanillacnn"), model))
        .getMessage();
    assertTrue(message.startsWith("cannot write ") && message.endsWith("File name too long"), message);
    assertEquals(1, message.lines().count(), message);
    assertEquals(0, deep.toFile().list().length);
  }

  private static SampleNetwork sample(String name) {
    return SampleNetwork.of(name, Nets.create(name, Map.of(), SampleNetwork.CLASSES));
  }

  private static void write(SampleNetwork sample, Path model) {
    SavedModelFolder.write(sample.card(), sample.graph(), sample.weights(), model);
  }

  private static SavedModelBundle load(Path model) {
    return NativeStderr.silenced(() -> SavedModelBundle.load(model.toString(), "serve"));
  }
}
