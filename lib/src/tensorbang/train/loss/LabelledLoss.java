package tensorbang.train.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A user's loss that has no label of its own, with the one by which it was chosen. */
record LabelledLoss(Loss loss, String label) implements Loss {
  @Override
  public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    return loss.perSample(tf, logits, targets);
  }

  @Override
  public Loss forClassCounts(int[] images) {
    return new LabelledLoss(loss.forClassCounts(images), label);
  }

  @Override
  public float lastBias(int classes) {
    return loss.lastBias(classes);
  }

  @Override
  public float[] classWeights(double done) {
    return loss.classWeights(done);
  }
}
