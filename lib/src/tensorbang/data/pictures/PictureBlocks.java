package tensorbang.data.pictures;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.io.IOUtils;

/** Counts the parts of a picture file that cost its decoder time and the file next to nothing. */
final class PictureBlocks {
  private static final int JPEG_PREFIX = 0xff;
  private static final int JPEG_START_OF_SCAN = 0xda;
  private static final int JPEG_END_OF_IMAGE = 0xd9;
  private static final int GIF_EXTENSION = 0x21;
  private static final int GIF_HEADER = 13;

  private PictureBlocks() {}

  /**
   * How often a decoder passes over a JPEG picture: a progressive one may have any number of scans, of a few bytes each
   * (ITU-T T.81, annex B and section G.1).
   */
  static int jpegScans(InputStream in) throws IOException {
    int scans = 0;
    for (int marker = nextMarker(in); marker >= 0 && marker != JPEG_END_OF_IMAGE; marker = nextMarker(in)) {
      if (marker == JPEG_START_OF_SCAN) scans++;
      if (!hasContent(marker)) continue;
      int length = in.read() << 8 | in.read();
      IOUtils.skip(in, Math.max(0, length - 2));
    }
    return scans;
  }

  /** The byte after the next 0xff that is neither another 0xff nor the 0 that follows one among the data; or -1. */
  private static int nextMarker(InputStream in) throws IOException {
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b != JPEG_PREFIX) continue;
      while (b == JPEG_PREFIX) b = in.read();
      if (b != 0) return b;
    }
    return -1;
  }

  /** All but those that restart decoding, start the image or stand for themselves. */
  private static boolean hasContent(int marker) {
    return marker != 0x01 && (marker < 0xd0 || marker > 0xd9);
  }

  /** Comments and the like before the first frame of a GIF (its specification, version 89a, section 23 to 26). */
  static int gifExtensions(InputStream in) throws IOException {
    byte[] header = in.readNBytes(GIF_HEADER);
    if (header.length < GIF_HEADER) return 0;
    boolean hasPalette = (header[10] & 0x80) != 0;
    if (hasPalette) IOUtils.skip(in, 3L << (header[10] & 7) + 1);
    int extensions = 0;
    for (; in.read() == GIF_EXTENSION; extensions++) {
      in.read(); // its kind
      for (int length = in.read(); length > 0; length = in.read()) IOUtils.skip(in, length);
    }
    return extensions;
  }
}
