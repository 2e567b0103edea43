package tensorbang.data.shapes;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tensorbang.data.ImageSet;
import tensorbang.random.RandomStreams;

/** The images of one part of a drawn data set, each from a random stream of its own, on all processors. */
final class DrawnImages {
  private DrawnImages() {}

  /** Draws one image. */
  @FunctionalInterface
  interface Artist {
    /** Writes an image of class {@code label} as 32 x 32 x 3 bytes to {@code out} at {@code offset}. */
    void draw(int label, SplittableRandom random, byte[] out, int offset);
  }

  /**
   * {@code n} images; the label of image {@code i} is {@code i % classes}.
   *
   * @param stream the name of the random streams; the index is the image's
   */
  static ImageSet of(int n, int classes, long seed, String stream, Artist artist) {
    int side = ShapePainter.SIDE;
    int bytes = side * side * 3;
    byte[] pixels = new byte[Math.multiplyExact(n, bytes)];
    int[] labels = new int[n];
    IntStream.range(0, n).parallel().forEach(i -> {
      labels[i] = i % classes;
      artist.draw(labels[i], RandomStreams.of(seed, stream, i), pixels, i * bytes);
    });
    return new ImageSet(pixels, labels, side, side, 3);
  }
}
