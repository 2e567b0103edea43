package tensorbang.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.data.Normalization;

/**
 * What a trained network's folder says of it, in {@code model.json}; the weights lie beside it.
 *
 * @param net a name of {@link tensorbang.nets.Nets}
 * @param netOptions the choices made in it, by name
 * @param classes names, in the order of the logits
 * @param mean of each channel, pixels scaled to [0, 1]
 * @param std of each channel, likewise
 * @param weights for each file of weights, without its ending, the epoch after which it was saved and how it did
 * @param config how the network was trained, or where it is from
 */
public record ModelCard(
    int schema,
    String net,
    Map<String, Object> netOptions,
    List<String> classes,
    int height,
    int width,
    float[] mean,
    float[] std,
    Map<String, Saved> weights,
    JsonNode config) {
  public static final int SCHEMA = 1;
  private static final String FILE = "model.json";

  /** Of the input: more would take a network minutes. */
  private static final long MOST_PIXELS = 1024 * 1024;

  /** @param testAccuracy a fraction; NaN where it was not measured */
  public record Saved(int epoch, double testAccuracy) {}

  public ModelCard {
    if (netOptions == null) netOptions = Map.of();
  }

  /**
   * The card of weights that came from elsewhere: {@code last}, of epoch 0 and an accuracy that was not measured.
   *
   * @param origin where from, in the place of a training configuration
   */
  public static ModelCard imported(
      String net,
      Map<String, Object> options,
      List<String> classes,
      int height,
      int width,
      Normalization normalization,
      Object origin) {
    return new ModelCard(
        SCHEMA,
        net,
        options,
        classes,
        height,
        width,
        normalization.mean(),
        normalization.std(),
        Map.of("last", new Saved(0, Double.NaN)),
        Json.tree(origin));
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
    if (card.net == null
        || card.classes == null
        || card.classes.isEmpty()
        || card.mean == null
        || card.std == null
        || card.mean.length != card.std.length
        || card.height < 1
        || card.width < 1
        || card.weights == null)
      throw new InputException(file + " is damaged: it lacks the net, its classes, its input or its weights");
    if ((long) card.height * card.width > MOST_PIXELS)
      throw new InputException(String.format(
          Locale.ROOT,
          "%s is damaged: an input of %d x %d pixels; at most %,d are possible",
          file,
          card.height,
          card.width,
          MOST_PIXELS));
    if (card.classes.stream().anyMatch(name -> name == null || name.isBlank()))
      throw new InputException(file + " is damaged: a class has no name");
    card.checkNormalization(file);
    return card;
  }

  private void checkNormalization(Path file) {
    if (mean.length == 0) throw new InputException(file + " is damaged: mean and std are empty");
    for (int c = 0; c < mean.length; c++)
      if (!Float.isFinite(mean[c]) || !(std[c] > 0 && Float.isFinite(std[c])))
        throw new InputException(
            file + " is damaged: the mean must be finite and std positive, not " + mean[c] + " and " + std[c]);
  }

  static Path file(Path folder) {
    return folder.resolve(FILE);
  }
}
