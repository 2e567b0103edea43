package tensorbang.scratch;

import java.util.Arrays;
import java.util.List;

/**
 * Batch normalisation (Ioffe and Szegedy, "Batch Normalization", 2015): ŷ = (x − μ)/√(σ² + ε), y = γŷ + β, for each
 * channel on its own. In training μ and σ² are the mean and the (biased) variance over the m numbers that a batch has
 * in that channel (algorithm 1), and the moving averages follow: r ← momentum·r + (1 − momentum)·s, with the
 * unbiased variance m/(m − 1)·σ². In inference the moving averages take their place (algorithm 2). With g = ∂L/∂y
 * the paper's gradients (section 3) are ∂L/∂β = Σg, ∂L/∂γ = Σgŷ and ∂L/∂x = γ/√(σ² + ε) · (g − (∂L/∂β + ŷ·∂L/∂γ)/m).
 *
 * <p>Channels are the last axis, so a batch may have any shape {@code [n, …, channels]}.
 */
public final class BatchNorm implements Layer {
  private final int channels;
  private final float momentum;
  private final float epsilon;
  private final Parameter gamma;
  private final Parameter beta;
  private final float[] movingMean;
  private final float[] movingVariance;

  private final float[] mean;
  private final float[] inverseDeviation;
  private boolean training;
  private Tensor x;
  private Tensor y;
  private Tensor dx;

  /** Momentum 0.9, ε = 1e-5. */
  public BatchNorm(int channels) {
    this(channels, 0.9f, 1e-5f);
  }

  /**
   * Batch normalisation.
   *
   * @param momentum the share of the moving averages that a batch leaves as it was, in [0, 1)
   * @param epsilon what keeps the deviation from 0
   */
  public BatchNorm(int channels, float momentum, float epsilon) {
    if (channels < 1 || !(momentum >= 0 && momentum < 1) || !(epsilon > 0)) {
      throw new IllegalArgumentException("batch norm takes channels > 0, momentum in [0, 1) and epsilon > 0");
    }
    this.channels = channels;
    this.momentum = momentum;
    this.epsilon = epsilon;
    gamma = Parameter.vector("gamma", channels, 1);
    beta = Parameter.vector("beta", channels, 0);
    movingMean = new float[channels];
    movingVariance = new float[channels];
    Arrays.fill(movingVariance, 1);
    mean = new float[channels];
    inverseDeviation = new float[channels];
  }

  @Override
  public String kind() {
    return "bn";
  }

  public float epsilon() {
    return epsilon;
  }

  /** The mean that inference uses, one number a channel; not a copy. */
  public float[] movingMean() {
    return movingMean;
  }

  /** The variance that inference uses, one number a channel; not a copy. */
  public float[] movingVariance() {
    return movingVariance;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(gamma, beta);
  }

  @Override
  public Tensor forward(Tensor input, boolean inTraining) {
    if (input.rank() < 2 || input.extent(input.rank() - 1) != channels) {
      throw new IllegalArgumentException("batch norm of " + channels + " channels got " + input);
    }
    x = input;
    training = inTraining;
    y = Tensor.reuse(y, x.shape());
    if (training) takeBatchStatistics();
    else takeMovingAverages();
    float[] scale = new float[channels];
    float[] shift = new float[channels];
    for (int c = 0; c < channels; c++) {
      scale[c] = gamma.value().data()[c] * inverseDeviation[c];
      shift[c] = beta.value().data()[c] - mean[c] * scale[c];
    }
    Parallel.slices(rows(), (from, to, slice, worker) -> scaleRows(x.data(), scale, shift, y.data(), from, to));
    return y;
  }

  private void takeBatchStatistics() {
    int m = rows();
    if (m < 2) throw new IllegalArgumentException("batch norm needs at least two numbers a channel to train");
    double[] sums = channelSums((row, sum) -> {
      for (int c = 0; c < channels; c++) sum[c] += x.data()[row + c];
    });
    for (int c = 0; c < channels; c++) mean[c] = (float) (sums[c] / m);
    double[] squares = channelSums((row, sum) -> {
      for (int c = 0; c < channels; c++) {
        double distance = x.data()[row + c] - mean[c];
        sum[c] += distance * distance;
      }
    });
    for (int c = 0; c < channels; c++) {
      double variance = squares[c] / m;
      inverseDeviation[c] = (float) (1 / Math.sqrt(variance + epsilon));
      movingMean[c] += (1 - momentum) * (mean[c] - movingMean[c]);
      movingVariance[c] += (1 - momentum) * ((float) (squares[c] / (m - 1)) - movingVariance[c]);
    }
  }

  private void takeMovingAverages() {
    for (int c = 0; c < channels; c++) {
      mean[c] = movingMean[c];
      inverseDeviation[c] = (float) (1 / Math.sqrt(movingVariance[c] + epsilon));
    }
  }

  private void scaleRows(float[] from, float[] scale, float[] shift, float[] to, int first, int end) {
    for (int row = first * channels; row < end * channels; row += channels) {
      for (int c = 0; c < channels; c++) to[row + c] = from[row + c] * scale[c] + shift[c];
    }
  }

  @Override
  public Tensor backward(Tensor dy) {
    dy.requireShapeOf(y, "the backward pass of batch norm");
    double[] sums = channelSums((row, sum) -> {
      for (int c = 0; c < channels; c++) sum[c] += dy.data()[row + c];
    });
    double[] products = channelSums((row, sum) -> {
      for (int c = 0; c < channels; c++) {
        sum[c] += dy.data()[row + c] * (x.data()[row + c] - mean[c]) * inverseDeviation[c];
      }
    });
    for (int c = 0; c < channels; c++) {
      beta.gradient().data()[c] = (float) sums[c];
      gamma.gradient().data()[c] = (float) products[c];
    }
    dx = Tensor.reuse(dx, x.shape());
    Parallel.slices(rows(), (from, to, slice, worker) -> inputGradient(dy.data(), from, to));
    return dx;
  }

  private void inputGradient(float[] dy, int first, int end) {
    // With moving averages, which do not depend on x, only the factor remains.
    float share = training ? 1f / rows() : 0;
    for (int row = first * channels; row < end * channels; row += channels) {
      for (int c = 0; c < channels; c++) {
        float normalised = (x.data()[row + c] - mean[c]) * inverseDeviation[c];
        float pull = (beta.gradient().data()[c] + normalised * gamma.gradient().data()[c]) * share;
        dx.data()[row + c] = gamma.value().data()[c] * inverseDeviation[c] * (dy[row + c] - pull);
      }
    }
  }

  /** Numbers in each channel. */
  private int rows() {
    return x.size() / channels;
  }

  /** Adds the numbers of the row that begins at an index to the sums of their channels. */
  @FunctionalInterface
  private interface RowSum {
    void add(int row, double[] sum);
  }

  private double[] channelSums(RowSum body) {
    double[][] parts = new double[Parallel.count(rows())][channels];
    Parallel.slices(rows(), (from, to, slice, worker) -> {
      for (int row = from; row < to; row++) body.add(row * channels, parts[slice]);
    });
    double[] total = new double[channels];
    for (double[] part : parts) {
      for (int c = 0; c < channels; c++) total[c] += part[c];
    }
    return total;
  }
}
