package tensorbang.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tensorbang.random.RandomStreams;

class ColorJitterTest {
  private static final int[] BRIGHTNESS_FIRST = {0, 1, 2, 3};
  private static final int[] HUE_FIRST = {3, 2, 1, 0};

  /** Two rows of two pixels: orange, blue, grey, pink. */
  private static TrainingImage colours() {
    int[] values = {200, 100, 50, 10, 20, 240, 128, 128, 128, 255, 0, 90};
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) pixels[i] = (byte) values[i];
    return new TrainingImage(pixels, 0, 2, 2, new byte[3]);
  }

  private static String values(TrainingImage image) {
    StringBuilder text = new StringBuilder();
    for (int i = image.start(); i < image.end(); i++)
      text.append(image.pixels()[i] & 0xff).append(' ');
    return text.toString().strip();
  }

  /** The expected values are those of NumPy and of Python's colorsys. */
  @ParameterizedTest
  @CsvSource({
    "1.3, 1, 1, 0, 255 130 65 13 26 255 166 166 166 255 0 117",
    "1, 0.5, 1, 0, 148 98 73 53 58 168 112 112 112 175 48 93",
    "1, 1.5, 1, 0, 252 102 27 0 0 255 144 144 144 255 0 87",
    "1, 1, 0.4, 0, 155 115 95 29 33 121 128 128 128 154 52 88",
    "1, 1, 1.6, 0, 245 85 5 0 7 255 128 128 128 255 0 92",
    "1, 1, 1, 0.3, 50 200 70 240 10 66 128 128 128 141 255 0",
    "1, 1, 1, -0.4, 50 60 200 112 240 10 128 128 128 0 192 255",
    "1.2, 0.8, 1.3, 0.1, 236 223 49 150 23 255 145 145 145 255 41 1"
  })
  void changesColours(double brightness, double contrast, double saturation, double turns, String expected) {
    TrainingImage image = colours();
    ColorJitter.change(image, BRIGHTNESS_FIRST, brightness, contrast, saturation, turns);
    assertEquals(expected, values(image));
  }

  @Test
  void theOrderOfTheChangesCounts() {
    TrainingImage image = colours();
    ColorJitter.change(image, HUE_FIRST, 1.2, 0.8, 1.3, 0.1);
    assertEquals("228 215 41 180 29 255 152 152 152 255 75 29", values(image));
  }

  @Test
  void greyImagesKeepToBrightnessAndContrast() {
    TrainingImage image = new TrainingImage(new byte[] {10, 20, 60}, 0, 1, 3, new byte[1]);
    ColorJitter.change(image, BRIGHTNESS_FIRST, 1, 1, 0, 0.5);
    assertEquals("10 20 60", values(image));
    ColorJitter.change(image, BRIGHTNESS_FIRST, 2, 0.5, 1, 0);
    assertEquals("40 50 90", values(image)); // 20 40 120 halfway to their mean, 60
  }

  @Test
  void leavesItsNeighboursInTheBatch() {
    byte[] pixels = new byte[36];
    Arrays.fill(pixels, (byte) 100);
    TrainingImage middle = new TrainingImage(pixels, 12, 2, 2, new byte[3]);
    ColorJitter.change(middle, BRIGHTNESS_FIRST, 2, 1, 1, 0);
    for (int i = 0; i < 36; i++) assertEquals(i >= 12 && i < 24 ? 200 : 100, pixels[i] & 0xff);
  }

  @Test
  void drawsFactorsThatAreEvenBetweenTheBounds() {
    int least = 255;
    int most = 0;
    double sum = 0;
    int rounds = 2000;
    for (int i = 0; i < rounds; i++) {
      TrainingImage image = new TrainingImage(new byte[] {100, 100, 100}, 0, 1, 1, new byte[3]);
      Augmentation.parse("color-jitter:0.5").apply(image, RandomStreams.of(1, "test", i));
      int value = image.pixels()[0] & 0xff;
      least = Math.min(least, value);
      most = Math.max(most, value);
      sum += value;
    }
    assertEquals(50, least, 1);
    assertEquals(150, most, 1);
    assertEquals(100, sum / rounds, 2); // three deviations of the mean: 50 / sqrt(3) / sqrt(2000) = 0.65
  }

  @Test
  void everyChangeHasItsNumberInTheLabel() {
    String[] labels = {"color-jitter:0.9", "color-jitter:0,0.9", "color-jitter:0,0,0.9", "color-jitter:0,0,0,0.5"};
    // An even grey shows brightness alone; a grey ramp shows contrast, too; a colour all by itself also the others.
    boolean[][] shows = {{true, true, true}, {false, true, true}, {false, false, true}, {false, false, true}};
    byte[][] images = {{9, 9, 9, 9, 9, 9}, {9, 9, 9, 99, 99, 99}, {90, 9, 9, 90, 9, 9}};
    for (int l = 0; l < labels.length; l++) {
      for (int i = 0; i < images.length; i++) {
        TrainingImage image = new TrainingImage(images[i].clone(), 0, 1, 2, new byte[3]);
        Augmentation.parse(labels[l]).apply(image, RandomStreams.of(2, "test", 0));
        assertEquals(shows[l][i], !Arrays.equals(images[i], image.pixels()), labels[l] + " on image " + i);
      }
    }
  }

  @Test
  void noStrengthLeavesTheImage() {
    byte[] pixels = new byte[5 * 4 * 3];
    new Random(1).nextBytes(pixels);
    byte[] before = pixels.clone();
    Augmentation.parse("color-jitter:0")
        .apply(new TrainingImage(pixels, 0, 5, 4, new byte[3]), RandomStreams.of(1, "test", 0));
    assertArrayEquals(before, pixels);
  }
}
