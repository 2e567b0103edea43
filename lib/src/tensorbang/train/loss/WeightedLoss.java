package tensorbang.train.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A loss with class weights.
 *
 * @param images of each class; null before {@link #forClassCounts}
 */
record WeightedLoss(Loss loss, ClassWeights weights, int[] images) implements Loss {
  @Override
  public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    return loss.perSample(tf, logits, targets);
  }

  @Override
  public Loss forClassCounts(int[] images) {
    weights.of(images, 0); // classes without images are reported now
    return new WeightedLoss(loss.forClassCounts(images), weights, images.clone());
  }

  @Override
  public float lastBias(int classes) {
    return loss.lastBias(classes);
  }

  @Override
  public float[] classWeights(double done) {
    if (images == null) throw ClassCounts.missing(this);
    return weights.of(images, done);
  }

  @Override
  public String label() {
    return loss.label();
  }
}
