package tensorbang.scratch;

import java.util.List;

/**
 * Adam (Kingma and Ba, 2015, algorithm 1): m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − η·m̂/(√v̂ + ε) with the
 * bias-corrected m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ). The weight decay λ is added to the gradients of kernels:
 * g = ∂L/∂w + λw.
 */
public final class Adam implements Optimizer {
  private final List<Parameter> parameters;
  private final float[][] means;
  private final float[][] squares;
  private final float beta1;
  private final float beta2;
  private final float epsilon;
  private final float weightDecay;
  private int steps;

  /**
   * Adam on some parameters; the paper has β₁ = 0.9, β₂ = 0.999 and ε = 1e-8.
   *
   * @param beta1 decay of the mean of gradients, in [0, 1)
   * @param beta2 decay of the mean of their squares, in [0, 1)
   * @param epsilon above 0
   * @param weightDecay λ, at least 0
   */
  public Adam(List<Parameter> parameters, double beta1, double beta2, double epsilon, double weightDecay) {
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0 && weightDecay >= 0)) {
      throw new IllegalArgumentException("Adam takes betas in [0, 1), epsilon > 0 and weight decay at least 0");
    }
    this.parameters = parameters;
    this.means = parameters.stream().map(p -> new float[p.value().size()]).toArray(float[][]::new);
    this.squares = parameters.stream().map(p -> new float[p.value().size()]).toArray(float[][]::new);
    this.beta1 = (float) beta1;
    this.beta2 = (float) beta2;
    this.epsilon = (float) epsilon;
    this.weightDecay = (float) weightDecay;
  }

  @Override
  public void step(double learningRate) {
    steps++;
    float meanCorrection = (float) (1 / (1 - Math.pow(beta1, steps)));
    float squareCorrection = (float) (1 / (1 - Math.pow(beta2, steps)));
    for (int k = 0; k < means.length; k++) {
      Parameter p = parameters.get(k);
      float[] w = p.value().data();
      float[] dw = p.gradient().data();
      float[] m = means[k];
      float[] v = squares[k];
      float decay = p.isKernel() ? weightDecay : 0;
      for (int i = 0; i < w.length; i++) {
        float g = dw[i] + decay * w[i];
        m[i] = beta1 * m[i] + (1 - beta1) * g;
        v[i] = beta2 * v[i] + (1 - beta2) * g * g;
        w[i] -= (float) (learningRate * meanCorrection * m[i] / (Math.sqrt(v[i] * squareCorrection) + epsilon));
      }
    }
  }
}
