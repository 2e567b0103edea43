package tensorbang.scratch;

/**
 * The mean over a batch of −ln p(label), where p = softmax of a row of logits: p_j = e^(z_j) / Σ e^(z_k). Its gradient
 * is (p − one-hot of the label)/n (Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 6.2.2.3). With the
 * largest logit taken off every logit of a row, which changes nothing, no exponential overflows and the logarithm is
 * never one of 0.
 */
public final class SoftmaxCrossEntropy {
  private Tensor gradient;

  /**
   * The loss; {@link #gradient} is ready after it.
   *
   * @param logits {@code [n, classes]}
   * @param labels one of 0 … classes − 1 for each row
   */
  public double loss(Tensor logits, int[] labels) {
    logits.requireRank(2, "softmax cross-entropy");
    int n = logits.extent(0);
    int classes = logits.extent(1);
    if (labels.length != n) throw new IllegalArgumentException(labels.length + " labels for " + n + " rows");
    gradient = Tensor.reuse(gradient, n, classes);
    double total = 0;
    for (int row = 0; row < n; row++) total += row(logits.data(), row * classes, classes, labels[row], n);
    return total / n;
  }

  private double row(float[] z, int at, int classes, int label, int n) {
    if (label < 0 || label >= classes) throw new IllegalArgumentException("label " + label + " of " + classes);
    float[] dz = gradient.data();
    double largest = z[at];
    for (int j = 1; j < classes; j++) largest = Math.max(largest, z[at + j]);
    double sum = 0;
    for (int j = 0; j < classes; j++) sum += Math.exp(z[at + j] - largest);
    for (int j = 0; j < classes; j++) {
      dz[at + j] = (float) ((Math.exp(z[at + j] - largest) / sum - (j == label ? 1 : 0)) / n);
    }
    return Math.log(sum) - (z[at + label] - largest);
  }

  /** How many rows have their largest logit at their label. */
  public static int correct(Tensor logits, int[] labels) {
    int[] predicted = logits.argmax();
    int correct = 0;
    for (int i = 0; i < labels.length; i++) if (predicted[i] == labels[i]) correct++;
    return correct;
  }

  /** ∂loss/∂logits of the last {@link #loss}, {@code [n, classes]}. */
  public Tensor gradient() {
    return gradient;
  }
}
