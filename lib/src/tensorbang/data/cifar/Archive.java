package tensorbang.data.cifar;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A published file, with its size and hash to check a copy by.
 *
 * @param fileName without a folder
 * @param size in bytes
 * @param sha256 in lower-case hexadecimal
 * @param addresses to download it from, the preferred one first
 */
public record Archive(String fileName, long size, String sha256, List<URI> addresses) {
  /** What is wrong with a copy, or null where it is intact. Reads {@code copy} to its end. */
  String fault(InputStream copy) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
    byte[] buffer = new byte[1 << 16];
    long found = 0;
    for (int n; (n = copy.read(buffer)) >= 0; found += n) digest.update(buffer, 0, n);
    if (found != size) return String.format("%,d bytes instead of %,d", found, size);
    String sum = HexFormat.of().formatHex(digest.digest());
    return sum.equals(sha256) ? null : "SHA-256 " + sum + " instead of " + sha256;
  }
}
