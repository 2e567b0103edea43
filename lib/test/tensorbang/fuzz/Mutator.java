package tensorbang.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damages a file as transfers, disks and attackers do; the same random numbers give the same damage. */
final class Mutator {
  private static final int MOST_DAMAGES = 6;
  private static final int MOST_BYTES = 1 << 20;
  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    127,
    128,
    255,
    256,
    32767,
    65535,
    65536,
    99_999_999,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };
  private static final List<String> WORDS = List.of(
      "null",
      "[]",
      "{}",
      "\"\"",
      "-1",
      "0",
      "1e999",
      "-1e-999",
      "18446744073709551617",
      "99999999999",
      "NaN",
      ".inf",
      "true",
      "1.5",
      "\u0000",
      "\u001b[2J",
      "\ufeff",
      "\n---\n",
      "*a",
      "&a ",
      "<<: ",
      "\t",
      "# ",
      "'",
      "\"",
      "../",
      "/dev/zero",
      "%s%n",
      "a\u202eb",
      "猫",
      "\ud83d\udc31");

  private final SplittableRandom random;

  Mutator(SplittableRandom random) {
    this.random = random;
  }

  /** One of the target's samples with one to six damages, often one; never above a megabyte. */
  byte[] mutate(Target target) {
    List<byte[]> samples = target.samples();
    byte[] bytes = pick(samples).clone();
    for (int left = random.nextBoolean() ? 1 : 1 + random.nextInt(MOST_DAMAGES); left > 0; left--)
      bytes = switch (target.kind()) {
        case BINARY -> damage(bytes, samples);
        case TEXT -> random.nextInt(20) == 0 ? damage(bytes, samples) : textDamage(bytes, samples);
        case FIXED_LENGTH -> overwritten(bytes, random.nextInt(bytes.length), number());
      };
    return bytes.length > MOST_BYTES ? Arrays.copyOf(bytes, MOST_BYTES) : bytes;
  }

  private byte[] damage(byte[] bytes, List<byte[]> samples) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + 1 + random.nextInt(random.nextInt(4) == 0 ? 1 + bytes.length : 16));
    return switch (random.nextInt(11)) {
      case 0 -> flipped(bytes);
      case 1 -> overwritten(bytes, at, new byte[] {(byte) random.nextInt(256)});
      case 2 -> overwritten(bytes, at, number());
      case 3 -> spliced(bytes, at, end, new byte[0]);
      case 4 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
      case 5 -> spliced(bytes, at, at, repeated(Arrays.copyOfRange(bytes, at, end)));
      case 6 -> spliced(bytes, at, end, part(pick(samples)));
      case 7 -> spliced(bytes, at, end, WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8));
      case 8 -> spliced(bytes, at, at, noise());
      case 9 -> Arrays.copyOf(bytes, at);
      default -> digits(bytes);
    };
  }

  /** Of words and numbers rather than of bytes. */
  private byte[] textDamage(byte[] bytes, List<byte[]> samples) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + 1 + random.nextInt(12));
    byte[] word = WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
    return switch (random.nextInt(8)) {
      case 0 -> spliced(bytes, at, end, new byte[0]);
      case 1 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
      case 2 -> spliced(bytes, at, at, repeated(Arrays.copyOfRange(bytes, at, end)));
      case 3 -> spliced(bytes, at, at, part(pick(samples)));
      case 4 -> spliced(bytes, at, at, word);
      case 5 -> value(bytes, word);
      case 6 -> overwritten(bytes, at, new byte[] {(byte) (' ' + random.nextInt(95))});
      default -> digits(bytes);
    };
  }

  /** Another word for what stands behind some colon, up to the next comma, bracket or line's end. */
  private byte[] value(byte[] bytes, byte[] word) {
    int at = random.nextInt(bytes.length + 1);
    while (at < bytes.length && bytes[at] != ':') at++;
    if (at == bytes.length) return bytes;
    int end = at + 1;
    while (end < bytes.length && ",]}\n".indexOf(bytes[end]) < 0) end++;
    return spliced(spliced(bytes, at + 1, end, word), at + 1, at + 1, new byte[] {' '});
  }

  private byte[] flipped(byte[] bytes) {
    if (bytes.length > 0) bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return bytes;
  }

  /** A number that is often on the edge of something, in 1 to 8 bytes of either order. */
  private byte[] number() {
    ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    byte[] eight = ByteBuffer.allocate(8)
        .order(order)
        .putLong(0, NUMBERS[random.nextInt(NUMBERS.length)])
        .array();
    int size = 1 << random.nextInt(4);
    return order == ByteOrder.LITTLE_ENDIAN ? Arrays.copyOf(eight, size) : Arrays.copyOfRange(eight, 8 - size, 8);
  }

  /** Another number in the place of one that is written in digits. */
  private byte[] digits(byte[] bytes) {
    int from = random.nextInt(bytes.length + 1);
    for (int at = from; at < bytes.length; at++) {
      if (bytes[at] < '0' || bytes[at] > '9') continue;
      int end = at;
      while (end < bytes.length && bytes[end] >= '0' && bytes[end] <= '9') end++;
      String other = Long.toString(NUMBERS[random.nextInt(NUMBERS.length)]);
      return spliced(bytes, at, end, other.getBytes(StandardCharsets.US_ASCII));
    }
    return bytes;
  }

  private byte[] noise() {
    byte[] noise = new byte[1 + random.nextInt(64)];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] repeated(byte[] piece) {
    int times = 1 << random.nextInt(12);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < times && out.size() < MOST_BYTES; i++) out.writeBytes(piece);
    return out.toByteArray();
  }

  private byte[] part(byte[] bytes) {
    int from = random.nextInt(bytes.length + 1);
    return Arrays.copyOfRange(bytes, from, from + random.nextInt(bytes.length - from + 1));
  }

  private byte[] pick(List<byte[]> samples) {
    return samples.get(random.nextInt(samples.size()));
  }

  private static byte[] overwritten(byte[] bytes, int at, byte[] by) {
    System.arraycopy(by, 0, bytes, at, Math.min(by.length, bytes.length - at));
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] by) {
    byte[] result = new byte[from + by.length + bytes.length - to];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(by, 0, result, from, by.length);
    System.arraycopy(bytes, to, result, from + by.length, bytes.length - to);
    return result;
  }
}
