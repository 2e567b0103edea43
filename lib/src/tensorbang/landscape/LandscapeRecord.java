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
   * @param fingerprint of them, see {@link #fingerprint}
   * @param to the name of a second model, to which the line leads; null where the scan is around the first
   * @param toFingerprint of the second one's weights
   * @param images how many of the data set's training images
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
      long seed) {}

  /** SHA-256 of names, shapes and values. */
  public static String fingerprint(Map<String, FloatArray> weights) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new TreeMap<>(weights).forEach((name, array) -> {
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
}
