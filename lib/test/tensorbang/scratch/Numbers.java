package tensorbang.scratch;

import java.util.SplittableRandom;

/** Tensors for tests. */
final class Numbers {
  private Numbers() {}

  static Tensor tensor(int[] shape, float... data) {
    return Tensor.of(data, shape);
  }

  static Tensor normal(long seed, int... shape) {
    SplittableRandom random = new SplittableRandom(seed);
    Tensor x = Tensor.zeros(shape);
    for (int i = 0; i < x.size(); i++) x.data()[i] = (float) random.nextGaussian();
    return x;
  }

  static void set(Parameter parameter, float... values) {
    System.arraycopy(values, 0, parameter.value().data(), 0, parameter.value().size());
  }

  static void randomize(Layer layer, long seed) {
    for (Parameter p : layer.parameters())
      set(p, normal(seed++, p.value().size()).data());
  }

  static Parameter parameter(Network network, String name) {
    return network.parameters().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
