package tensorbang.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tensorbang.boot.Checkout;
import tensorbang.data.cifar.CifarFormat;
import tensorbang.data.cifar.CifarReader;

class NormalizationTest {
  @Test
  void measuresEachChannelOverAllPixels() {
    // Red 0, 255, 0, 255; green 10, 20, 30, 40; blue 255 throughout.
    byte[] pixels = {0, 10, -1, -1, 20, -1, 0, 30, -1, -1, 40, -1};
    Normalization n = Normalization.of(new ImageSet(pixels, new int[2], 1, 2, 3));
    assertArrayEquals(new float[] {0.5f, 25 / 255f, 1}, n.mean());
    assertArrayEquals(new float[] {0.5f, (float) (Math.sqrt(125) / 255), 1}, n.std());
    assertArrayEquals(new byte[] {(byte) 128, 25, -1}, n.meanColour());
  }

  @Test
  void hasNoMeanOfNothing() {
    ImageSet empty = new ImageSet(new byte[0], new int[0], 1, 1, 3);
    assertThrows(IllegalArgumentException.class, () -> Normalization.of(empty));
  }

  @Test
  void agreesWithThePublishedNumbersOfCifar10() {
    Path folder = Checkout.root().resolve("data").resolve(CifarFormat.CIFAR10.folder());
    assumeTrue(Files.isDirectory(folder), "CIFAR-10 is not in data/");
    Normalization n =
        Normalization.of(CifarReader.read(CifarFormat.CIFAR10, folder).train());
    assertArrayEquals(new float[] {0.4914f, 0.4822f, 0.4465f}, n.mean(), 5e-5f);
    assertArrayEquals(new float[] {0.2470f, 0.2435f, 0.2616f}, n.std(), 5e-5f);
  }
}
