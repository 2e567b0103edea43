package tensorbang.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.data.Normalization;
import tensorbang.nets.NetOptions;
import tensorbang.nets.Nets;
import tensorbang.nn.Net;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/**
 * What a trained network's folder says of it, in {@code model.json}; the weights lie beside it.
 *
 * @param net a name of {@link tensorbang.nets.Nets}
 * @param netOptions what was chosen within it
 * @param classes names, in the order of the logits
 * @param mean of each channel, pixels scaled to [0, 1]
 * @param std of each channel, likewise
 * @param weights for each file of weights, without its ending, the epoch after which it was saved and how it did
 * @param config how the network was trained, or where it is from
 */
public record ModelCard(
    int schema, String net, NetOptions netOptions, List<String> classes, int height, int width, float[] mean,
    float[] std, Map<String, Saved> weights, JsonNode config) {
  public static final int SCHEMA = 1;
  private static final String FILE = "model.json";

  /** @param testAccuracy a fraction; NaN where nobody has measured it */
  public record Saved(int epoch, double testAccuracy) {}

  public ModelCard {
    if (netOptions == null) netOptions = NetOptions.NONE;
  }

  /**
   * The card of weights that came from elsewhere: {@code last}, of no epoch and an accuracy nobody has measured.
   *
   * @param origin where from, in the place of a training configuration
   */
  public static ModelCard imported(
      String net, NetOptions options, List<String> classes, int height, int width, Normalization normalization,
      Object origin) {
    return new ModelCard(
        SCHEMA, net, options, classes, height, width, normalization.mean(), normalization.std(),
        Map.of("last", new Saved(0, Double.NaN)), Json.read(Json.write(origin), JsonNode.class, "origin"));
  }

  /** The network, its weights yet to be set. */
  public Net createNet() {
    return Nets.create(net, netOptions, classes.size());
  }

  public void write(Path folder) {
    AtomicFile.writeText(folder.resolve(FILE), Json.write(this));
  }

  public static boolean existsIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /** @throws InputException if {@code folder} holds no model */
  public static ModelCard read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!existsIn(folder))
      throw new InputException(folder + " holds no model (no " + FILE + "): train one, or name a folder under models/");
    ModelCard card = Json.read(file, ModelCard.class);
    if (card.schema != SCHEMA) throw new InputException(file + " has schema " + card.schema + ", expected " + SCHEMA);
    if (card.net == null || card.classes == null || card.classes.isEmpty() || card.mean == null || card.std == null
        || card.mean.length != card.std.length || card.height < 1 || card.width < 1 || card.weights == null)
      throw new InputException(file + " is damaged: it lacks the net, its classes, its input or its weights");
    return card;
  }

  /** The weights called {@code name} in {@code folder}, by variable. */
  public Map<String, FloatArray> readWeights(Path folder, String name) {
    if (!weights.containsKey(name))
      throw new InputException("--weights " + name + ": " + folder + " has " + String.join(", ", weights.keySet()));
    return Safetensors.read(weightsFile(folder, name)).arrays();
  }

  public static Path weightsFile(Path folder, String name) {
    return folder.resolve(name + ".safetensors");
  }

  /**
   * The folder under {@code models} whose model was written last.
   *
   * @throws InputException if there is none
   */
  public static Path newest(Path models) {
    if (Files.isDirectory(models))
      try (Stream<Path> folders = Files.list(models)) {
        var newest =
            folders.filter(ModelCard::existsIn)
                .max(Comparator.comparing(f -> f.resolve(FILE).toFile().lastModified()));
        if (newest.isPresent()) return newest.get();
      } catch (java.io.IOException e) {
        throw new InputException("cannot read " + models + ": " + AtomicFile.reason(e), e);
      }
    throw new InputException("no trained model under " + models + ": run train.java first, or name one with --model");
  }
}
