package tensorbang.scratch;

import java.util.List;

/**
 * Gradient descent with momentum: v ← βv − ηg, w ← w + v, where g = ∂L/∂w + λw for kernels and ∂L/∂w for all else (λ is
 * the weight decay). With Nesterov's momentum the step is the one that v is about to make: w ← w + βv − ηg with the new
 * v (Sutskever, Martens, Dahl and Hinton, "On the importance of initialization and momentum in deep learning", 2013,
 * equations 1 to 4, with the parameters kept at the looked-ahead point).
 */
public final class Sgd implements Optimizer {
  private final List<Parameter> parameters;
  private final float[][] velocities;
  private final float momentum;
  private final float weightDecay;
  private final boolean nesterov;

  /**
   * Gradient descent on some parameters.
   *
   * @param momentum β, in [0, 1)
   * @param weightDecay λ, at least 0
   */
  public Sgd(List<Parameter> parameters, double momentum, double weightDecay, boolean nesterov) {
    if (!(momentum >= 0 && momentum < 1) || !(weightDecay >= 0)) {
      throw new IllegalArgumentException("momentum must be in [0, 1) and weight decay at least 0");
    }
    this.parameters = parameters;
    this.velocities = parameters.stream().map(p -> new float[p.value().size()]).toArray(float[][]::new);
    this.momentum = (float) momentum;
    this.weightDecay = (float) weightDecay;
    this.nesterov = nesterov;
  }

  @Override
  public void step(double learningRate) {
    for (int i = 0; i < velocities.length; i++) {
      Parameter p = parameters.get(i);
      float decay = p.isKernel() ? weightDecay : 0;
      update(p.value().data(), p.gradient().data(), velocities[i], (float) learningRate, decay);
    }
  }

  private void update(float[] w, float[] dw, float[] v, float rate, float decay) {
    for (int i = 0; i < w.length; i++) {
      float step = rate * (dw[i] + decay * w[i]);
      v[i] = momentum * v[i] - step;
      w[i] += nesterov ? momentum * v[i] - step : v[i];
    }
  }
}
