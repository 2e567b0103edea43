package tensorbang.landscape;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import tensorbang.data.ImageSet;
import tensorbang.tf.Environment;
import tensorbang.weights.FloatArray;

/**
 * What is kept of a landscape beside its points.
 *
 * @param middle what was measured in the middle of the lines; null until all is measured
 * @param roughness null until all is measured
 */
public record LandscapeRecord(
    int schema, Origin origin, Scan scan, Loss middle, Roughness roughness, Environment environment) {
  static final int SCHEMA = 1;

  /**
   * Of what the loss is.
   *
   * @param model its name
   * @param weights which of the model's weights
   * @param fingerprint of them, see {@link #fingerprint(Map)}
   * @param to the name of a second model, to which the line leads; null where the scan is around the first
   * @param toFingerprint of the second one's weights
   * @param images how many of the data set's training images
   * @param imagesFingerprint of these, see {@link #fingerprint(ImageSet)}; null in the folder of a run, whose settings
   *     say which images they are
   * @param seed of the directions
   */
  public record Origin(
      String model,
      String weights,
      String fingerprint,
      @JsonInclude(JsonInclude.Include.NON_NULL) String to,
      @JsonInclude(JsonInclude.Include.NON_NULL) String toFingerprint,
      String dataset,
      int images,
      @JsonInclude(JsonInclude.Include.NON_NULL) String imagesFingerprint,
      long seed) {}

  /** SHA-256 of names, shapes and values. */
  public static String fingerprint(Map<String, FloatArray> weights) {
    MessageDigest digest = sha256();
    new TreeMap<>(weights).forEach((name, array) -> {
      digest.update((name + Arrays.toString(array.shape())).getBytes(StandardCharsets.UTF_8));
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * array.size());
      bytes.asFloatBuffer().put(array.values());
      digest.update(bytes);
    });
    return HexFormat.of().formatHex(digest.digest());
  }

  /** SHA-256 of pixels and labels: a data set's name does not tell its parts, limits and subsets apart. */
  public static String fingerprint(ImageSet images) {
    MessageDigest digest = sha256();
    digest.update(images.pixels());
    ByteBuffer labels = ByteBuffer.allocate(Integer.BYTES * images.size());
    labels.asIntBuffer().put(images.labels());
    digest.update(labels);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
