package tensorbang.data;

import java.util.SplittableRandom;
import tensorbang.random.RandomStreams;

/** Mirrors an image left to right with probability one half. */
final class Flip extends SharedStream {
  Flip() {
    super(2);
  }

  @Override
  public void apply(TrainingImage image, SplittableRandom random) {
    if (RandomStreams.below(random, 2) == 1) mirror(image);
  }

  static void mirror(TrainingImage image) {
    byte[] pixels = image.pixels();
    int channels = image.channels();
    for (int y = 0; y < image.height(); y++) {
      int left = image.index(y, 0);
      int right = image.index(y, image.width() - 1);
      for (; left < right; left += channels, right -= channels) {
        for (int c = 0; c < channels; c++) {
          byte kept = pixels[left + c];
          pixels[left + c] = pixels[right + c];
          pixels[right + c] = kept;
        }
      }
    }
  }
}
