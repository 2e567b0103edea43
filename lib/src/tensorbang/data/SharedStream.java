package tensorbang.data;

import java.util.SplittableRandom;

/**
 * Crop, flip and cutout draw from one random stream an image: two numbers for the crop, one for the flip, two for the
 * hole. Each skips the numbers of those before it, whether they are switched on or not.
 */
abstract class SharedStream implements Augmentation {
  private static final String STREAM = "augment";

  private final int skipped;

  SharedStream(int skipped) {
    this.skipped = skipped;
  }

  @Override
  public final void apply(AugmentedBatch batch, String stream) {
    for (int i = 0; i < batch.size(); i++) {
      SplittableRandom random = batch.random(STREAM, i);
      for (int n = 0; n < skipped; n++) random.nextLong();
      apply(batch.image(i), random);
    }
  }
}
