package tensorbang.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import tensorbang.InputException;
import tensorbang.Json;

/**
 * What a training with the setting {@code gradient_norms} leaves beside its metrics: the L2 norm of the mean loss's
 * gradient by each kernel, on one batch of training images, as the training goes on.
 *
 * @param batchSize how many images
 * @param layers with a kernel, from the input to the output
 */
public record GradientNormRecord(int schema, int batchSize, List<String> layers, List<Epoch> epochs) {
  static final int SCHEMA = 1;
  public static final String FILE = "gradient-norms.json";

  /**
   * At one time.
   *
   * @param epoch after how many epochs; 0 is before the training
   * @param norms one a layer
   */
  public record Epoch(int epoch, double[] norms) {}

  /** Whether the run in {@code folder} was recorded. */
  public static boolean existsIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /** @throws InputException if {@code folder} holds no readable record */
  public static GradientNormRecord read(Path folder) {
    Path file = folder.resolve(FILE);
    GradientNormRecord record = Json.read(file, GradientNormRecord.class);
    if (!record.isWhole()) throw new InputException(file + " is damaged: it holds no norms");
    return record;
  }

  private boolean isWhole() {
    return layers != null
        && layers.stream().allMatch(Objects::nonNull)
        && epochs != null
        && !epochs.isEmpty()
        && epochs.stream()
            .allMatch(epoch -> epoch != null && epoch.norms != null && epoch.norms.length == layers.size());
  }

  /** {@code [layer][epoch]}, from before the training on. */
  public double[][] byLayer() {
    double[][] norms = new double[layers.size()][epochs.size()];
    for (int layer = 0; layer < norms.length; layer++)
      for (int i = 0; i < epochs.size(); i++) norms[layer][i] = epochs.get(i).norms[layer];
    return norms;
  }
}
