package tensorbang.scratch.cases;

import java.util.SplittableRandom;
import java.util.function.Supplier;
import tensorbang.scratch.Layer;
import tensorbang.scratch.Parameter;
import tensorbang.scratch.Tensor;

/**
 * A layer of some size with random parameters and a random batch for it.
 *
 * @param name what is checked, the same whatever the size
 * @param maker makes the layer, alike every time
 * @param seed decides parameters and numbers
 * @param training whether forward passes are those of training
 */
public record Case(String name, Supplier<Layer> maker, int[] inputShape, long seed, boolean training) {
  /** The layer, with the same parameters every time. */
  public Layer layer() {
    Layer layer = maker.get();
    SplittableRandom random = new SplittableRandom(seed);
    for (Parameter p : layer.parameters()) {
      float[] value = p.value().data();
      float spread = p.isKernel() ? (float) Math.sqrt(1.0 / p.fanIn()) : 0.5f;
      for (int i = 0; i < value.length; i++) value[i] += spread * (float) random.nextGaussian();
    }
    return layer;
  }

  /** The batch: numbers of the standard normal distribution. */
  public Tensor input() {
    return normal(seed + 1, inputShape);
  }

  /** A random ∂L/∂y for the layer's output {@code y}: the loss is then L = Σ y·∂L/∂y. */
  public Tensor outputGradient(Tensor y) {
    return normal(seed + 2, y.shape());
  }

  /** This case with all gradients of the layer too large by 1 %, which a check has to notice. */
  public Case withFaultyGradient() {
    return new Case(name, () -> new FaultyGradient(maker.get()), inputShape, seed, training);
  }

  private static Tensor normal(long seed, int[] shape) {
    SplittableRandom random = new SplittableRandom(seed);
    Tensor x = Tensor.zeros(shape);
    for (int i = 0; i < x.size(); i++) x.data()[i] = (float) random.nextGaussian();
    return x;
  }
}
