package tensorbang.scratch;

/** The networks of the labs, layer by layer, for images of 32x32 pixels in three channels. */
public final class Networks {
  private Networks() {}

  /** Two convolutions, two pools, three dense layers; 0.72 million multiply-adds an image. */
  public static Network simpleNN(int classes) {
    return new Network(
        new Conv2D(3, 8, 5), new ReLU(), new MaxPool(2),
        new Conv2D(8, 16, 3), new ReLU(), new MaxPool(2),
        new Flatten(),
        new Dense(6 * 6 * 16, 120), new ReLU(),
        new Dense(120, 84), new ReLU(),
        new Dense(84, classes));
  }

  /** Three convolutions of 3x3 with batch norm, each followed by a pool; 10.4 million multiply-adds an image. */
  public static Network light(int classes) {
    return new Network(
        conv3(3, 32), new BatchNorm(32), new ReLU(), new MaxPool(2),
        conv3(32, 64), new BatchNorm(64), new ReLU(), new MaxPool(2),
        conv3(64, 128), new BatchNorm(128), new ReLU(), new MaxPool(2),
        new Flatten(),
        new Dense(4 * 4 * 128, classes));
  }

  private static Layer conv3(int in, int out) {
    return new Conv2D(in, out, 3, 1, 1, 1, false);
  }
}
