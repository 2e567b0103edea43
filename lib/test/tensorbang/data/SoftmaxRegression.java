package tensorbang.data;

import tensorbang.data.shapes.Shapes10;

/** The linear classifier on pixels that {@link Shapes10} is to be too hard for; trained by gradient descent. */
public final class SoftmaxRegression {
  private static final int BATCH = 50;
  /** Under 2 over the largest curvature, which is that of all pixels getting brighter together. */
  private static final float RATE = 0.002f;

  private SoftmaxRegression() {}

  /** Accuracy on the test images after {@code epochs} passes; the rate falls in a line to 0. */
  public static double accuracy(Dataset dataset, int epochs) {
    ImageSet train = dataset.train();
    Normalization n = Normalization.of(train);
    int classes = dataset.classes().size();
    float[][] weights = new float[classes][train.imageBytes() + 1];
    try (Batches batches = new Batches(train, BATCH, 1, Augmentation.NONE, n.meanColour())) {
      int steps = epochs * batches.perEpoch();
      for (int step = 0; step < steps; step++) {
        if (step % batches.perEpoch() == 0) batches.start(step / batches.perEpoch(), 0);
        float rate = RATE * (steps - step) / steps;
        update(weights, batches.next(), n, train.imageBytes(), rate);
      }
    }
    ImageSet test = dataset.test();
    int right = 0;
    for (int i = 0; i < test.size(); i++) {
      float[] scores = scores(weights, normalized(test.pixels(), i, test.imageBytes(), n));
      int best = 0;
      for (int k = 1; k < classes; k++) if (scores[k] > scores[best]) best = k;
      if (best == test.labels()[i]) right++;
    }
    return (double) right / test.size();
  }

  private static void update(float[][] weights, Batch batch, Normalization n, int bytes, float rate) {
    float[][] inputs = new float[batch.size()][];
    float[][] errors = new float[batch.size()][];
    for (int i = 0; i < batch.size(); i++) {
      inputs[i] = normalized(batch.pixels(), i, bytes, n);
      errors[i] = softmax(scores(weights, inputs[i]));
      errors[i][batch.labels()[i]] -= 1;
    }
    for (int i = 0; i < batch.size(); i++) {
      for (int k = 0; k < weights.length; k++) {
        float step = rate * errors[i][k] / batch.size();
        for (int j = 0; j < inputs[i].length; j++) weights[k][j] -= step * inputs[i][j];
      }
    }
  }

  private static float[] normalized(byte[] pixels, int image, int bytes, Normalization n) {
    float[] x = new float[bytes + 1];
    int channels = n.mean().length;
    for (int j = 0; j < bytes; j++) {
      x[j] = ((pixels[image * bytes + j] & 0xff) / 255f - n.mean()[j % channels]) / n.std()[j % channels];
    }
    x[bytes] = 1;
    return x;
  }

  private static float[] scores(float[][] weights, float[] x) {
    float[] scores = new float[weights.length];
    for (int k = 0; k < weights.length; k++) {
      for (int j = 0; j < x.length; j++) scores[k] += weights[k][j] * x[j];
    }
    return scores;
  }

  private static float[] softmax(float[] scores) {
    float max = Float.NEGATIVE_INFINITY;
    for (float score : scores) max = Math.max(max, score);
    float sum = 0;
    for (int k = 0; k < scores.length; k++) sum += scores[k] = (float) Math.exp(scores[k] - max);
    for (int k = 0; k < scores.length; k++) scores[k] /= sum;
    return scores;
  }
}
