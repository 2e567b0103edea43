package tensorbang.data;

import java.util.SplittableRandom;
import tensorbang.random.RandomStreams;
import tensorbang.registry.Arguments;

/**
 * Random erasing (Zhong et al. 2020, algorithm 1, with their settings): with the given probability, a rectangle gets a
 * random value in every channel of every pixel. It covers 2 to 40 % of the image, its height is 0.3 to 1 / 0.3 times
 * its width, and it lies wholly inside.
 */
record RandomErasing(double probability) implements Augmentation {
  private static final double PROBABILITY = 0.5;
  private static final double LEAST_AREA = 0.02;
  private static final double MOST_AREA = 0.4;
  private static final double LEAST_ASPECT = 0.3;
  private static final int TRIES = 100;

  static RandomErasing of(Arguments arguments) {
    return new RandomErasing(arguments.number(0, PROBABILITY, 0, 1));
  }

  @Override
  public String label(String written) {
    return Labels.of("erase", probability, PROBABILITY);
  }

  @Override
  public void apply(TrainingImage image, SplittableRandom random) {
    if (RandomStreams.unit(random) >= probability) return;
    for (int i = 0; i < TRIES; i++) {
      double area = between(LEAST_AREA, MOST_AREA, random) * image.height() * image.width();
      double aspect = between(LEAST_ASPECT, 1 / LEAST_ASPECT, random);
      int height = (int) Math.round(Math.sqrt(area * aspect));
      int width = (int) Math.round(Math.sqrt(area / aspect));
      if (height < 1 || width < 1 || height >= image.height() || width >= image.width()) continue;
      int top = RandomStreams.below(random, image.height() - height + 1);
      int left = RandomStreams.below(random, image.width() - width + 1);
      for (int y = top; y < top + height; y++) randomize(image, y, left, width, random);
      return;
    }
  }

  private static void randomize(TrainingImage image, int row, int column, int count, SplittableRandom random) {
    int end = image.index(row, column + count);
    for (int i = image.index(row, column); i < end; i++) image.pixels()[i] = (byte) RandomStreams.below(random, 256);
  }

  private static double between(double least, double most, SplittableRandom random) {
    return least + (most - least) * RandomStreams.unit(random);
  }
}
