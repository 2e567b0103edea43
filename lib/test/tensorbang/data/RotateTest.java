package tensorbang.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tensorbang.random.RandomStreams;

class RotateTest {
  private static final int SIDE = 21;

  /** A bright spot of one pixel, 8 to the right of the centre, in an image of another fill colour. */
  private static TrainingImage spot() {
    TrainingImage image = new TrainingImage(new byte[SIDE * SIDE], 0, SIDE, SIDE, new byte[] {50});
    image.pixels()[image.index(10, 18)] = (byte) 200;
    return image;
  }

  /** The angle in degrees at which the light of the image lies about its centre, counter-clockwise from the right. */
  private static double angle(TrainingImage image) {
    double x = 0;
    double y = 0;
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        if (Math.hypot(row - 10, column - 10) > 9.5) continue; // corners, where the fill colour comes in
        int light = image.pixels()[image.index(row, column)] & 0xff;
        x += light * (column - 10);
        y += light * (10 - row);
      }
    }
    return Math.toDegrees(Math.atan2(y, x));
  }

  @Test
  void turnsByAnglesThatAreEvenBetweenTheBounds() {
    double least = 90;
    double most = -90;
    double sum = 0;
    for (int i = 0; i < 400; i++) {
      TrainingImage image = spot();
      Augmentation.parse("rotate:30").apply(image, RandomStreams.of(3, "test", i));
      double angle = angle(image);
      least = Math.min(least, angle);
      most = Math.max(most, angle);
      sum += angle;
    }
    assertEquals(-30, least, 1);
    assertEquals(30, most, 1);
    assertEquals(0, sum / 400, 3); // 3.5 deviations of the mean: 30 / sqrt(3) / 20 = 0.87
  }

  @Test
  void noAngleLeavesTheImage() {
    byte[] pixels = new byte[5 * 4 * 3];
    new java.util.Random(1).nextBytes(pixels);
    byte[] before = pixels.clone();
    Augmentation.parse("rotate:0").apply(new TrainingImage(pixels, 0, 5, 4, new byte[3]), new SplittableRandom(1));
    assertArrayEquals(before, pixels);
  }

  @Test
  void aPlainImageOfTheFillColourStaysPlain() {
    byte[] pixels = new byte[16];
    java.util.Arrays.fill(pixels, (byte) 77);
    byte[] before = pixels.clone();
    TrainingImage image = new TrainingImage(pixels, 0, 4, 4, new byte[] {77});
    for (int i = 0; i < 20; i++) Augmentation.parse("rotate:180").apply(image, new SplittableRandom(i));
    assertArrayEquals(before, pixels);
  }

  /** Between the pixels of a plane lies the plane itself, so that only the rounding to bytes is left. */
  @Test
  void interpolatesBetweenPixelsInBothDirections() {
    TrainingImage image = new TrainingImage(new byte[SIDE * SIDE], 0, SIDE, SIDE, new byte[1]);
    for (int row = 0; row < SIDE; row++)
      for (int column = 0; column < SIDE; column++)
        image.pixels()[image.index(row, column)] = (byte) (4 * row + 6 * column);
    double angle = Math.toRadians(30);
    Rotate.turn(image, angle);
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        if (Math.hypot(row - 10, column - 10) > 9.5) continue; // corners, where the fill colour comes in
        double down = Math.cos(angle) * (row - 10) - Math.sin(angle) * (column - 10);
        double right = Math.sin(angle) * (row - 10) + Math.cos(angle) * (column - 10);
        assertEquals(100 + 4 * down + 6 * right, image.pixels()[image.index(row, column)] & 0xff, 0.501);
      }
    }
  }

  @Test
  void fillsTheCornersWithTheMeanColour() {
    // A quarter of a turn either way is the largest; near 45 degrees, the corners come from outside.
    int filled = 0;
    for (int i = 0; i < 200; i++) {
      byte[] pixels = new byte[SIDE * SIDE];
      TrainingImage image = new TrainingImage(pixels, 0, SIDE, SIDE, new byte[] {90});
      Augmentation.parse("rotate:90").apply(image, RandomStreams.of(4, "test", i));
      if ((pixels[0] & 0xff) == 90) filled++;
      assertEquals(0, pixels[image.index(10, 10)]);
      for (byte value : pixels) assertTrue((value & 0xff) <= 90);
    }
    assertTrue(filled > 120, filled + " of 200");
  }
}
