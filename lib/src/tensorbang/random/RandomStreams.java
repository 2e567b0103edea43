package tensorbang.random;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Named random streams: every use has a stream of its own, derived from (seed, stream name, index). These three give
 * the same numbers on every machine, so that no generator state need be saved.
 *
 * <p>The name is hashed with 64-bit FNV-1a over its UTF-8 bytes. Seed, hash and index are then folded one after the
 * other through the output function of SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number
 * Generators", OOPSLA 2014; David Stafford's variant 13), and the result starts a {@link SplittableRandom}, whose
 * {@code nextLong} is SplitMix64 itself. {@link #below} and {@link #unit} use nothing but {@code nextLong}.
 */
public final class RandomStreams {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private RandomStreams() {}

  /** The start of the stream {@code (seed, stream, index)}. */
  public static SplittableRandom of(long seed, String stream, long index) {
    return new SplittableRandom(fold(fold(fold(0, seed), fnv1a(stream)), index));
  }

  /** The next number in [0, bound), uniform up to an error of {@code bound / 2^32}. */
  public static int below(SplittableRandom random, int bound) {
    return (int) ((random.nextLong() >>> 32) * bound >>> 32);
  }

  /** The next number in [0, 1), a multiple of 2^-53. */
  public static double unit(SplittableRandom random) {
    return (random.nextLong() >>> 11) * 0x1p-53;
  }

  /** The numbers 0 to n-1 in random order (the shuffle of Fisher and Yates, inside out). */
  public static int[] permutation(int n, SplittableRandom random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = below(random, i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  static long fnv1a(String text) {
    long hash = FNV_OFFSET;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    return hash;
  }

  private static long fold(long state, long value) {
    long z = (state ^ value) + GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
