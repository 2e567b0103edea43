package tensorbang.data;

import java.util.SplittableRandom;
import tensorbang.random.RandomStreams;
import tensorbang.registry.Arguments;

/**
 * Fills a square around a random pixel with the mean colour; the square may reach over the edge (DeVries and Taylor
 * 2017). Their size is 16 for CIFAR-10 and 8, the default here, for CIFAR-100.
 */
final class Cutout extends SharedStream {
  private static final int SIZE = 8;
  private static final int MOST = 1024;

  private final int size;

  private Cutout(int size) {
    super(3);
    this.size = size;
  }

  static Cutout of(Arguments arguments) {
    return new Cutout(arguments.whole(0, SIZE, 1, MOST));
  }

  @Override
  public String label(String written) {
    return size == SIZE ? "cutout" : "cutout:" + size;
  }

  @Override
  public void apply(TrainingImage image, SplittableRandom random) {
    int top = RandomStreams.below(random, image.height()) - size / 2;
    int left = RandomStreams.below(random, image.width()) - size / 2;
    int bottom = Math.min(image.height(), top + size);
    int right = Math.min(image.width(), left + size);
    int first = Math.max(0, left);
    for (int y = Math.max(0, top); y < bottom; y++) image.fill(y, first, right - first);
  }
}
