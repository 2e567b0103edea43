package tensorbang.nets;

import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.weights.FloatArray;

/**
 * A first layer that decorrelates: its kernels are the principal components of the training set's patches, each divided
 * by its standard deviation, and their negatives (Jordan 2024, "94% on CIFAR-10 in 3.29 Seconds on a Single GPU",
 * "patch-whitening initialization"). {@link Airbench} keeps the kernel as it is and trains the layer's bias alone;
 * {@link ConvNet} trains the kernel on.
 */
final class PatchWhitening {
  private static final int IMAGES = 5000;
  private static final int PATCHES_PER_SIDE = 3;

  /** Keeps the weakest components from being blown up. */
  private static final double VARIANCE_FLOOR = 5e-4;

  private PatchWhitening() {}

  /**
   * The kernel [size, size, channels, filters]; filters f and f + filters / 2 belong to component f. Nothing is random:
   * the patches are evenly spaced over the set's images and over each of them.
   *
   * @param filters even, and at most twice size x size x channels
   */
  static FloatArray kernel(ImageSet train, Normalization normalization, int size, int filters) {
    int values = size * size * train.channels();
    EigenDecomposition components =
        new EigenDecomposition(new Array2DRowRealMatrix(secondMoments(train, normalization, size), false));
    int[] byVariance = IntStream.range(0, values)
        .boxed()
        .sorted((a, b) -> Double.compare(components.getRealEigenvalue(b), components.getRealEigenvalue(a)))
        .mapToInt(Integer::intValue)
        .toArray();
    float[] kernel = new float[values * filters];
    for (int f = 0; f < filters / 2; f++) {
      int k = byVariance[f];
      double[] direction = components.getEigenvector(k).toArray();
      double scale = 1 / Math.sqrt(components.getRealEigenvalue(k) + VARIANCE_FLOOR);
      for (int i = 0; i < values; i++) {
        kernel[i * filters + f] = (float) (scale * direction[i]);
        kernel[i * filters + filters / 2 + f] = (float) (-scale * direction[i]);
      }
    }
    return new FloatArray(new int[] {size, size, train.channels(), filters}, kernel);
  }

  private static double[][] secondMoments(ImageSet train, Normalization normalization, int size) {
    int values = size * size * train.channels();
    double[][] sums = new double[values][values];
    double[] patch = new double[values];
    int images = Math.min(IMAGES, train.size());
    for (int n = 0; n < images; n++) {
      int image = (int) ((long) n * train.size() / images);
      for (int row = 0; row < PATCHES_PER_SIDE; row++)
        for (int column = 0; column < PATCHES_PER_SIDE; column++) {
          int top = row * (train.height() - size) / (PATCHES_PER_SIDE - 1);
          int left = column * (train.width() - size) / (PATCHES_PER_SIDE - 1);
          read(train, normalization, image, top, left, size, patch);
          for (int i = 0; i < values; i++) for (int j = 0; j <= i; j++) sums[i][j] += patch[i] * patch[j];
        }
    }
    double count = (double) images * PATCHES_PER_SIDE * PATCHES_PER_SIDE;
    for (int i = 0; i < values; i++)
      for (int j = 0; j <= i; j++) {
        sums[i][j] /= count;
        sums[j][i] = sums[i][j];
      }
    return sums;
  }

  private static void read(
      ImageSet train, Normalization normalization, int image, int top, int left, int size, double[] patch) {
    int channels = train.channels();
    int i = 0;
    for (int y = 0; y < size; y++)
      for (int x = 0; x < size; x++)
        for (int c = 0; c < channels; c++) {
          int at = image * train.imageBytes() + ((top + y) * train.width() + left + x) * channels + c;
          double value = (train.pixels()[at] & 0xff) / 255.0;
          patch[i++] = (value - normalization.mean()[c]) / normalization.std()[c];
        }
  }
}
