package tensorbang.data.pictures;

import java.util.stream.IntStream;
import tensorbang.InputException;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;

/** Data sets whose images have another size, made with the same area average that resizes pictures from files. */
public final class Resize {
  private Resize() {}

  /**
   * All images of all parts as squares of {@code side} pixels.
   *
   * @throws InputException where they would not fit into memory
   */
  public static Dataset to(int side, Dataset data) {
    return new Dataset(
        data.name(),
        data.classes(),
        images(side, data.train()),
        images(side, data.test()),
        images(side, data.validation()));
  }

  private static ImageSet images(int side, ImageSet set) {
    if (set.height() == side && set.width() == side) return set;
    int channels = set.channels();
    int bytes = side * side * channels;
    byte[] pixels = allocate(set.size(), side, channels);
    IntStream.range(0, set.size()).parallel().forEach(i -> {
      AreaAverage average = new AreaAverage(set.height(), set.width(), side, side, channels);
      double[] row = new double[set.width() * channels];
      for (int y = 0, at = i * set.imageBytes(); y < set.height(); y++) {
        for (int x = 0; x < row.length; x++) row[x] = set.pixels()[at++] & 0xff;
        average.addRow(row);
      }
      System.arraycopy(average.bytes(), 0, pixels, i * bytes, bytes);
    });
    return new ImageSet(pixels, set.labels(), side, side, channels, set.classes());
  }

  /**
   * Room for images in one array.
   *
   * @throws InputException where one array, or the memory, cannot hold them
   */
  static byte[] allocate(int images, int side, int channels) {
    long bytes = (long) images * side * side * channels;
    try {
      if (bytes < Integer.MAX_VALUE - 8) return new byte[(int) bytes];
    } catch (OutOfMemoryError e) {
      // The same complaint.
    }
    throw InputException.of(
        "size",
        side,
        String.format("%,d images of this size take %,d MB, which do not fit; make them smaller", images, bytes >> 20));
  }
}
