package tensorbang.scratch.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import tensorbang.scratch.AvgPool;
import tensorbang.scratch.BatchNorm;
import tensorbang.scratch.Conv2D;
import tensorbang.scratch.Dense;
import tensorbang.scratch.Dropout;
import tensorbang.scratch.Flatten;
import tensorbang.scratch.Layer;
import tensorbang.scratch.LeakyReLU;
import tensorbang.scratch.MaxPool;
import tensorbang.scratch.Network;
import tensorbang.scratch.ReLU;
import tensorbang.scratch.Sigmoid;
import tensorbang.scratch.Swish;
import tensorbang.scratch.Tensor;

/** Every layer once, and a whole small network, at sizes that a seed decides. */
public final class Cases {
  private final SplittableRandom random;
  private final List<Case> cases = new ArrayList<>();

  private Cases(long seed) {
    random = new SplittableRandom(seed);
  }

  /** The cases of one seed; their names do not depend on it. */
  public static List<Case> of(long seed) {
    Cases all = new Cases(seed);
    all.addConvolutions();
    all.addLayersOfImages();
    all.addActivations();
    all.addLayersOfVectors();
    all.addNetwork();
    return all.cases;
  }

  private void addConvolutions() {
    addConvolution("convolution", between(1, 5), between(1, 6), 1, 1, 0);
    addConvolution("convolution, stride/pad", between(1, 5), between(1, 6), 1, between(2, 3), between(1, 2));
    int groups = between(2, 3);
    addConvolution("convolution, groups", groups * between(1, 3), groups * between(1, 3), groups, 1, between(0, 1));
    int channels = between(2, 6);
    addConvolution("convolution, depthwise", channels, channels, channels, between(1, 2), 1);
  }

  private void addConvolution(String name, int in, int out, int groups, int stride, int padding) {
    int kernel = between(Math.max(1, padding), 4);
    boolean bias = random.nextBoolean();
    int[] shape = {between(1, 20), between(kernel, 9), between(kernel, 9), in};
    add(name, shape, () -> new Conv2D(in, out, kernel, stride, padding, groups, bias));
  }

  private void addLayersOfImages() {
    int window = between(2, 3);
    int stride = between(1, 3);
    add("max pool", image(window), () -> new MaxPool(window, stride));
    add("average pool", image(window), () -> new AvgPool(window, stride));
    int channels = between(1, 6);
    int[] shape = {between(2, 6), between(2, 6), between(2, 6), channels};
    add("batch norm, training", shape, () -> new BatchNorm(channels));
    long seed = random.nextLong();
    cases.add(new Case("batch norm, inference", () -> withStatistics(channels, seed), shape, seed, false));
    add("flatten", image(1), Flatten::new);
  }

  private static BatchNorm withStatistics(int channels, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BatchNorm layer = new BatchNorm(channels);
    for (int c = 0; c < channels; c++) {
      layer.movingMean()[c] = (float) random.nextGaussian();
      layer.movingVariance()[c] = (float) (0.5 + random.nextDouble());
    }
    return layer;
  }

  private void addActivations() {
    add("ReLU", image(1), ReLU::new);
    float slope = (float) (0.5 * random.nextDouble());
    add("leaky ReLU", image(1), () -> new LeakyReLU(slope));
    add("sigmoid", image(1), Sigmoid::new);
    add("Swish", image(1), Swish::new);
    long seed = random.nextLong();
    add("dropout", image(1), () -> new Dropout(0.4f, seed));
  }

  private void addLayersOfVectors() {
    int n = between(1, 20);
    int in = between(1, 30);
    int out = between(2, 12);
    add("dense", new int[] {n, in}, () -> new Dense(in, out));
    int[] labels = labels(n, out);
    add("softmax cross-entropy", new int[] {n, out}, () -> new CrossEntropyLayer(labels));
    Tensor target = Tensor.zeros(n, out);
    for (int i = 0; i < target.size(); i++) target.data()[i] = (float) random.nextGaussian();
    add("mean squared error", new int[] {n, out}, () -> new SquaredErrorLayer(target));
  }

  private void addNetwork() {
    int n = between(4, 8);
    int width = between(2, 5);
    int classes = between(3, 10);
    int[] labels = labels(n, classes);
    long seed = random.nextLong();
    add(
        "network of all layers",
        new int[] {n, 13, 13, 3},
        () -> new Network(
            new Conv2D(3, 2 * width, 3, 1, 1, 1, false),
            new BatchNorm(2 * width),
            new ReLU(),
            new MaxPool(2),
            new Conv2D(2 * width, 2 * width, 3, 2, 1, 2, true),
            new LeakyReLU(0.1f),
            new AvgPool(2, 1),
            new Flatten(),
            new Dense(8 * width, 12),
            new Swish(),
            new Dropout(0.2f, seed),
            new Dense(12, 9),
            new Sigmoid(),
            new Dense(9, classes),
            new CrossEntropyLayer(labels)));
  }

  private void add(String name, int[] shape, Supplier<Layer> maker) {
    cases.add(new Case(name, maker, shape, random.nextLong(), true));
  }

  private int[] image(int smallest) {
    return new int[] {between(1, 6), between(smallest, 9), between(smallest, 9), between(1, 6)};
  }

  private int[] labels(int n, int classes) {
    return random.ints(n, 0, classes).toArray();
  }

  private int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }
}
