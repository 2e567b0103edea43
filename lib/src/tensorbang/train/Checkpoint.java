package tensorbang.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.nn.Variables;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/**
 * All that a run needs to go on as if it had never stopped: every variable and its position, in one file. Random streams
 * need nothing here, since each is derived from the seed and the position.
 */
record Checkpoint(Position position, Map<String, FloatArray> variables) {
  private static final String FILE = "checkpoint.safetensors";
  private static final String POSITION = "tensorbang";
  private static final String CHECKSUM = "sha256";

  /**
   * Where a run stands.
   *
   * @param epoch the one under way, counted from 1
   * @param step of that epoch, the next one to do, counted from 0
   * @param lossSum over the epoch's samples so far
   * @param correct among the epoch's samples so far
   * @param seconds the epoch's training has taken so far
   * @param epochs those that are finished
   * @param classAccuracy of the last finished epoch, or null
   */
  record Position(
      TrainConfig config,
      int epoch,
      int step,
      double lossSum,
      int correct,
      double seconds,
      List<Epoch> epochs,
      @JsonInclude(JsonInclude.Include.NON_NULL) List<Double> classAccuracy) {
    static Position start(TrainConfig config) {
      return new Position(config, 1, 0, 0, 0, 0, List.of(), null);
    }
  }

  void write(Path folder) {
    String text = Json.write(position);
    Safetensors.write(folder.resolve(FILE), variables, Map.of(POSITION, text, CHECKSUM, checksum(text, variables)));
  }

  static boolean existsIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /** @throws InputException if the file cannot be read, or is not as it was written */
  static Checkpoint read(Path folder) {
    Path file = folder.resolve(FILE);
    Safetensors.Content content = Safetensors.read(file);
    String position = content.metadata().get(POSITION);
    if (position == null) throw new InputException(file + " is no checkpoint of a training run");
    String checksum = content.metadata().get(CHECKSUM); // none in files of earlier versions
    if (checksum != null && !checksum.equals(checksum(position, content.arrays())))
      throw damaged(folder, "its content does not agree with its checksum");
    return new Checkpoint(Json.read(position, Position.class, file), content.arrays());
  }

  /** SHA-256 of the position and of the names, shapes and values of the variables. */
  private static String checksum(String position, Map<String, FloatArray> variables) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(position.getBytes(StandardCharsets.UTF_8));
      new TreeMap<>(variables).forEach((name, array) -> {
        digest.update((name + Arrays.toString(array.shape())).getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * array.size());
        bytes.asFloatBuffer().put(array.values());
        digest.update(bytes);
      });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Makes sure that a training can go on from here.
   *
   * @param expected all variables of the training
   * @param stepsPerEpoch of the training
   * @param images to train on
   * @throws InputException if this is of another configuration, or parts are missing or impossible
   */
  void check(Path folder, TrainConfig config, List<Variables.Entry> expected, int stepsPerEpoch, int images) {
    if (position.config == null) throw damaged(folder, "it has no configuration");
    if (!position.config.equals(config))
      throw new InputException(folder + " holds a run with other settings: choose another folder");
    if (position.epochs == null || position.epochs.contains(null) || position.epochs.size() != position.epoch - 1)
      throw damaged(folder, "it does not have the epochs before epoch " + position.epoch);
    for (int i = 0; i < position.epochs.size(); i++)
      if (position.epochs.get(i).epoch() != i + 1) throw damaged(folder, "epoch " + (i + 1) + " is missing");
    if (position.epoch > config.epochs() + 1) throw damaged(folder, "there is no epoch " + position.epoch);
    if (position.step < 0 || position.step > stepsPerEpoch) throw damaged(folder, "there is no step " + position.step);
    long seen = Math.min((long) position.step * config.batchSize(), images);
    if (position.correct < 0 || position.correct > seen)
      throw damaged(folder, position.correct + " of " + seen + " images cannot be correct");
    if (!Double.isFinite(position.lossSum) || !(position.seconds >= 0) || Double.isInfinite(position.seconds))
      throw damaged(folder, "its loss or time is not a number");
    for (Variables.Entry entry : expected) {
      FloatArray array = variables.get(entry.name());
      if (array == null) throw damaged(folder, "it lacks the variable " + entry.name());
      if (!Arrays.equals(array.shape(), entry.shape()))
        throw damaged(folder, "the variable " + entry.name() + " has the wrong shape");
    }
    if (variables.size() > expected.size()) throw damaged(folder, "it has variables of another network");
  }

  private static InputException damaged(Path folder, String reason) {
    return new InputException(
        folder.resolve(FILE) + " is damaged: " + reason + "; delete the folder to begin again, or choose another");
  }
}
