package tensorbang.scratch;

import java.util.List;

/** Networks by name, layer by layer, for images of 32x32 pixels in three channels. */
public final class Networks {
  /** Of the square images, in pixels. */
  public static final int SIDE = 32;

  private Networks() {}

  /** What {@link #create} knows. */
  public static List<String> names() {
    return List.of("simplenn", "light", "vanillacnn", "twolayer");
  }

  /**
   * The network of that name, with all kernels 0 until they are initialised.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static Network create(String name, int classes) {
    return switch (name) {
      case "simplenn" -> simpleNN(classes);
      case "light" -> light(classes);
      case "vanillacnn" -> vanillaCnn(classes);
      case "twolayer" -> twoLayer(classes);
      default -> throw new IllegalArgumentException("no network " + name);
    };
  }

  /** Two convolutions, two pools, three dense layers; 0.72 million multiply-accumulates an image. */
  static Network simpleNN(int classes) {
    return new Network(
        new Conv2D(3, 8, 5),
        new ReLU(),
        new MaxPool(2),
        new Conv2D(8, 16, 3),
        new ReLU(),
        new MaxPool(2),
        new Flatten(),
        new Dense(6 * 6 * 16, 120),
        new ReLU(),
        new Dense(120, 84),
        new ReLU(),
        new Dense(84, classes));
  }

  /** Three convolutions of 3x3 with batch norm, each followed by a pool; 10.3 million multiply-accumulates an image. */
  static Network light(int classes) {
    return new Network(
        conv3(3, 32),
        new BatchNorm(32),
        new ReLU(),
        new MaxPool(2),
        conv3(32, 64),
        new BatchNorm(64),
        new ReLU(),
        new MaxPool(2),
        conv3(64, 128),
        new BatchNorm(128),
        new ReLU(),
        new MaxPool(2),
        new Flatten(),
        new Dense(4 * 4 * 128, classes));
  }

  /** One convolution, one pool, one dense layer. */
  static Network vanillaCnn(int classes) {
    return new Network(
        new Conv2D(3, 32, 7), new ReLU(), new MaxPool(2), new Flatten(), new Dense(13 * 13 * 32, classes));
  }

  /** Two dense layers with a sigmoid between them. */
  static Network twoLayer(int classes) {
    return new Network(new Flatten(), new Dense(32 * 32 * 3, 100), new Sigmoid(), new Dense(100, classes));
  }

  private static Layer conv3(int in, int out) {
    return new Conv2D(in, out, 3, 1, 1, 1, false);
  }
}
