package tensorbang.data.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Pictures written byte by byte, after ITU-T T.81, annex B, and the specification of GIF 89a. */
class PictureBlocksTest {
  private static ByteArrayInputStream bytes(int... values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int value : values) out.write(value);
    return new ByteArrayInputStream(out.toByteArray());
  }

  private static int scans(int... values) throws IOException {
    return PictureBlocks.jpegScans(bytes(values));
  }

  @Test
  void countsTheScansOfAJpeg() throws IOException {
    assertEquals(0, scans(0xff, 0xd8, 0xff, 0xd9));
    // Start, a comment of 4 bytes that looks like a scan, two scans with data, end.
    assertEquals(
        2, scans(0xff, 0xd8, 0xff, 0xfe, 0, 4, 0xff, 0xda, 0xff, 0xda, 0, 2, 7, 0xff, 0xda, 0, 2, 7, 0xff, 0xd9));
  }

  @Test
  void zerosStuffedIntoTheDataRestartsAndFillBytesAreNoScans() throws IOException {
    assertEquals(1, scans(0xff, 0xd8, 0xff, 0xda, 0, 2, 0xff, 0, 0xda, 0xff, 0xd3, 0xda, 0xff, 0xd9));
    // None of these has a length, which would pass over the scan that follows.
    assertEquals(1, scans(0xff, 0xd8, 0xff, 0, 0, 4, 0xff, 0xda, 0, 2, 0xff, 0xd9));
    assertEquals(1, scans(0xff, 0xd8, 0xff, 0x01, 0xff, 0xda, 0, 2, 0xff, 0xd9));
    assertEquals(1, scans(0xff, 0xd8, 0xff, 0xd7, 0xff, 0xda, 0, 2, 0xff, 0xd9));
    assertEquals(1, scans(0xff, 0xd8, 0xff, 0xff, 0xff, 0xda, 0, 2, 0xff, 0xd9));
  }

  @Test
  void whatFollowsTheEndOfAJpegDoesNotCount() throws IOException {
    assertEquals(1, scans(0xff, 0xd8, 0xff, 0xda, 0, 2, 0xff, 0xd9, 0xff, 0xda, 0, 2));
  }

  @Test
  void aJpegThatBreaksOffEndsTheCount() throws IOException {
    assertEquals(1, scans(0xff, 0xd8, 0xff, 0xda));
    assertEquals(1, scans(0xff, 0xd8, 0xff, 0xda, 0, 2, 7, 0xff));
    assertEquals(0, scans());
  }

  private static int extensions(int flags, int... values) throws IOException {
    int palette = (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    int[] all = new int[13 + palette + values.length];
    all[10] = flags;
    for (int i = 0; i < palette; i++) all[13 + i] = 0x21;
    System.arraycopy(values, 0, all, 13 + palette, values.length);
    return PictureBlocks.gifExtensions(bytes(all));
  }

  @Test
  void countsTheExtensionsBeforeTheFirstFrameOfAGif() throws IOException {
    assertEquals(0, extensions(0, 0x2c, 0x21, 0xfe, 0));
    // A comment of two blocks, one of none, then the frame.
    assertEquals(2, extensions(0, 0x21, 0xfe, 1, 0x21, 2, 0x21, 0x21, 0, 0x21, 0xfe, 0, 0x2c, 0x21, 0xfe, 0));
  }

  @Test
  void thePaletteOfAGifIsPassedOver() throws IOException {
    assertEquals(0, extensions(0x80, 0x2c));
    assertEquals(0, extensions(0x82, 0x2c));
    assertEquals(1, extensions(0x82, 0x21, 0xfe, 0, 0x2c));
  }

  @Test
  void aGifThatBreaksOffEndsTheCount() throws IOException {
    assertEquals(0, PictureBlocks.gifExtensions(bytes('G', 'I', 'F')));
    assertEquals(1, extensions(0, 0x21, 0xfe, 9, 1));
  }
}
