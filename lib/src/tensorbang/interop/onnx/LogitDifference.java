package tensorbang.interop.onnx;

/**
 * How far the logits that two engines compute for one image are apart: the largest difference, as a share of
 * TensorFlow's largest logit, or of 1 where that is smaller.
 */
public final class LogitDifference {
  private static final double MOST = 1e-4;

  private LogitDifference() {}

  /**
   * The largest difference of two vectors of logits.
   *
   * @param network to name it in the complaint
   * @param tensorFlow a logit for each class
   * @param onnxRuntime as many
   * @throws IllegalStateException if they are further apart than 1e-4, or one of them is not a finite number
   */
  public static double of(String network, float[] tensorFlow, float[] onnxRuntime) {
    double scale = 1;
    for (float logit : tensorFlow) scale = Math.max(scale, Math.abs(logit));
    double largest = 0;
    for (int k = 0; k < tensorFlow.length; k++) {
      double difference = Math.abs((double) tensorFlow[k] - onnxRuntime[k]) / scale;
      if (!(difference <= MOST))
        throw new IllegalStateException(network + ": logit " + k + " is " + tensorFlow[k] + " in TensorFlow and "
            + onnxRuntime[k] + " in ONNX Runtime");
      largest = Math.max(largest, difference);
    }
    return largest;
  }
}
