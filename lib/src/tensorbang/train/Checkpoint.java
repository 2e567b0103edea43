package tensorbang.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/**
 * All that a run needs to go on as if it had never stopped: every variable and where it stands, in one file. Random
 * streams need nothing here, since each is derived from the seed and the place.
 */
record Checkpoint(Position position, Map<String, FloatArray> variables) {
  private static final String FILE = "checkpoint.safetensors";
  private static final String KEY = "tensorbang";

  /**
   * Where a run stands.
   *
   * @param epoch the one under way, counted from 1
   * @param step of that epoch, the next one to do, counted from 0
   * @param lossSum over the epoch's samples so far
   * @param correct among the epoch's samples so far
   * @param seconds the epoch's training has taken so far
   * @param epochs those that are finished
   */
  record Position(
      TrainConfig config, int epoch, int step, double lossSum, int correct, double seconds, List<Epoch> epochs) {
    static Position start(TrainConfig config) {
      return new Position(config, 1, 0, 0, 0, 0, List.of());
    }
  }

  void write(Path folder) {
    Safetensors.write(folder.resolve(FILE), variables, Map.of(KEY, Json.write(position)));
  }

  static boolean existsIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  static Checkpoint read(Path folder) {
    Path file = folder.resolve(FILE);
    Safetensors.Content content = Safetensors.read(file);
    String position = content.metadata().get(KEY);
    if (position == null) throw new InputException(file + " is no checkpoint of a training run");
    return new Checkpoint(Json.read(position, Position.class, file), content.arrays());
  }
}
