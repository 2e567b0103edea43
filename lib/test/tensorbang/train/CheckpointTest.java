package tensorbang.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.op.Ops;
import tensorbang.InputException;
import tensorbang.nn.Initializer;
import tensorbang.nn.Role;
import tensorbang.nn.Variables;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/** A training goes on from a checkpoint only if it is whole. */
class CheckpointTest {
  private static final TrainConfig CONFIG =
      TrainConfig.DEFAULTS.with("epochs", 3).with("batch_size", 10);
  private static final Epoch FIRST = new Epoch(1, 1, 0.5, 2, 0.5, 0.1, 10, 100);

  @TempDir
  Path folder;

  private List<Variables.Entry> expected;
  private final Map<String, FloatArray> arrays = new LinkedHashMap<>();

  @BeforeEach
  void twoVariables() {
    Variables variables = new Variables(Ops.create(TensorFlowRuntime.newGraph()));
    variables.get("kernel", new int[] {2, 2}, Initializer.constant(0), Role.KERNEL);
    variables.get("optimizer/step", new int[0], Initializer.constant(0), Role.OPTIMIZER);
    expected = variables.all();
    arrays.put("kernel", FloatArray.of(new int[] {2, 2}, 1, 2, 3, 4));
    arrays.put("optimizer/step", FloatArray.scalar(7));
  }

  private static Checkpoint.Position position(int epoch, int step, double loss, int correct, List<Epoch> epochs) {
    return new Checkpoint.Position(CONFIG, epoch, step, loss, correct, 1, epochs, null);
  }

  private static final Checkpoint.Position GOOD = position(2, 3, 12, 20, List.of(FIRST));

  private Checkpoint written(Checkpoint.Position position) {
    new Checkpoint(position, arrays).write(folder);
    return Checkpoint.read(folder);
  }

  private void check(Checkpoint checkpoint) {
    checkpoint.check(folder, CONFIG, expected, 5, 42);
  }

  private void refused(String reason, Checkpoint.Position position) {
    var e = assertThrows(InputException.class, () -> check(written(position)));
    assertTrue(e.getMessage().contains("checkpoint.safetensors is damaged: " + reason), e.getMessage());
  }

  @Test
  void aWholeOneIsReadAsItWasWritten() {
    Checkpoint read = written(GOOD);
    check(read);
    assertEquals(GOOD, read.position());
    assertEquals(arrays, read.variables());
  }

  @Test
  void oneWithoutAVariableIsRefused() {
    arrays.remove("kernel");
    refused("it lacks the variable kernel", GOOD);
  }

  @Test
  void aVariableOfAnotherShapeIsRefused() {
    arrays.put("kernel", FloatArray.vector(1, 2, 3, 4));
    refused("the variable kernel has the wrong shape", GOOD);
  }

  @Test
  void aVariableTooManyIsRefused() {
    arrays.put("bias", FloatArray.vector(1));
    refused("it has variables of another network", GOOD);
  }

  @Test
  void aPositionThatCannotBeIsRefused() {
    refused("there is no step 99999", position(2, 99999, 12, 20, List.of(FIRST)));
    refused("there is no step -1", position(2, -1, 12, 0, List.of(FIRST)));
    refused("31 of 30 images", position(2, 3, 12, 31, List.of(FIRST)));
    refused("43 of 42 images", position(2, 5, 12, 43, List.of(FIRST)));
    refused("its loss or time", position(2, 3, Double.NaN, 20, List.of(FIRST)));
    refused("it does not have the epochs", position(3, 0, 0, 0, List.of(FIRST)));
    refused("it does not have the epochs", position(2, 0, 0, 0, null));
    refused("epoch 2 is missing", position(3, 0, 0, 0, List.of(FIRST, FIRST)));
    refused("there is no epoch 5", position(5, 0, 0, 0, List.of(FIRST, of(2), of(3), of(4))));
  }

  private static Epoch of(int number) {
    return new Epoch(number, 1, 0.5, 2, 0.5, 0.1, 10, 100);
  }

  @Test
  void aSingleFlippedBitAnywhereIsNoticed() throws IOException {
    written(GOOD);
    Path file = folder.resolve("checkpoint.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    List<Integer> unnoticed = new ArrayList<>();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= 1;
      Files.write(file, bytes);
      try {
        Checkpoint read = Checkpoint.read(folder);
        check(read);
        if (!read.position().equals(GOOD) || !read.variables().equals(arrays)) unnoticed.add(i);
      } catch (InputException e) {
        // Noticed.
      }
      bytes[i] ^= 1;
    }
    assertEquals(List.of(), unnoticed);
  }

  @Test
  void oneOfAnEarlierVersionWithoutAChecksumIsRead() {
    written(GOOD);
    Path file = folder.resolve("checkpoint.safetensors");
    String position = Safetensors.read(file).metadata().get("tensorbang");
    Safetensors.write(file, arrays, Map.of("tensorbang", position));
    check(Checkpoint.read(folder));
  }
}
