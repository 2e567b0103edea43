package tensorbang.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.op.Ops;
import tensorbang.Json;
import tensorbang.nn.Initializer;
import tensorbang.nn.Role;
import tensorbang.nn.Variables;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/** Checkpoints of a training of two variables, for other packages' tests. */
public final class CheckpointFile {
  private static final String NAME = "checkpoint.safetensors";
  private static final TrainConfig CONFIG =
      TrainConfig.DEFAULTS.with("epochs", 3).with("batch_size", 10);
  private static final Checkpoint.Position POSITION =
      new Checkpoint.Position(CONFIG, 2, 3, 12, 20, 1, List.of(new Epoch(1, 1, 0.5, 2, 0.5, 0.1, 10, 100)), null);
  private static final List<Variables.Entry> EXPECTED = variables();

  private CheckpointFile() {}

  private static List<Variables.Entry> variables() {
    Variables variables = new Variables(Ops.create(TensorFlowRuntime.newGraph()));
    variables.get("kernel", new int[] {2, 2}, Initializer.constant(0), Role.KERNEL);
    variables.get("optimizer/step", new int[0], Initializer.constant(0), Role.OPTIMIZER);
    return variables.all();
  }

  private static Map<String, FloatArray> arrays() {
    Map<String, FloatArray> arrays = new LinkedHashMap<>();
    arrays.put("kernel", FloatArray.of(new int[] {2, 2}, 1, 2, 3, 4));
    arrays.put("optimizer/step", FloatArray.scalar(7));
    return arrays;
  }

  /** A whole one. */
  public static byte[] sample() throws IOException {
    Path folder = Files.createTempDirectory("checkpoint");
    try {
      new Checkpoint(POSITION, arrays()).write(folder);
      return Files.readAllBytes(folder.resolve(NAME));
    } finally {
      Files.deleteIfExists(folder.resolve(NAME));
      Files.delete(folder);
    }
  }

  /** What it says of where the run stands, as JSON. */
  public static String position() {
    return Json.write(POSITION);
  }

  /** Reads and checks a checkpoint as a training does that is to go on from it. */
  public static void read(byte[] content, Path folder) throws IOException {
    Files.write(folder.resolve(NAME), content);
    Checkpoint.read(folder).check(folder, CONFIG, EXPECTED, 5, 42);
  }

  /** Likewise with this position in the place of the right one, and without a checksum. */
  public static void readWithPosition(byte[] json, Path folder) {
    Map<String, String> metadata = Map.of("tensorbang", new String(json, StandardCharsets.UTF_8));
    Safetensors.write(folder.resolve(NAME), arrays(), metadata);
    Checkpoint.read(folder).check(folder, CONFIG, EXPECTED, 5, 42);
  }
}
