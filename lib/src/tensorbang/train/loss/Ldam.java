package tensorbang.train.loss;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The label-distribution-aware margin loss (Cao et al. 2019, eqs. 10 and 13): softmax cross-entropy of scale * logits,
 * where the true class's logit is first lowered by its margin, which is proportional to n^(-1/4) for a class of n
 * images. A target that is spread over several classes lowers each by its share of the margin.
 *
 * <p>The paper applies it to cosines (section 3.4: features and the last layer's weights have norm 1), which the scale is
 * for: give the network cosines as logits, as {@code resnet32} does with {@code cosine_logits}. With deferred class
 * weights it is LDAM-DRW.
 *
 * @param maxMargin the margin of the smallest class
 * @param scale of the logits after the margin
 */
public record Ldam(double maxMargin, double scale) implements Loss {
  static final double MAX_MARGIN = 0.5;
  static final double SCALE = 30;

  @Override
  public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    throw ClassCounts.missing(this);
  }

  @Override
  public Loss forClassCounts(int[] images) {
    ClassCounts.checkNoneIsEmpty(images, "loss", label());
    double smallest = Arrays.stream(images).min().orElseThrow();
    float[] margins = new float[images.length];
    for (int c = 0; c < margins.length; c++) margins[c] = (float) (maxMargin * Math.pow(smallest / images[c], 0.25));
    return new WithMargins(this, margins);
  }

  @Override
  public String label() {
    return Label.of("ldam", maxMargin, MAX_MARGIN, scale, SCALE);
  }

  private record WithMargins(Ldam loss, float[] margins) implements Loss {
    @Override
    public Operand<TFloat32> perSample(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
      Operand<TFloat32> lowered = tf.math.sub(logits, tf.math.mul(targets, tf.constant(margins)));
      Operand<TFloat32> scaled = tf.math.mul(lowered, tf.constant((float) loss.scale));
      return new CrossEntropy().perSample(tf, scaled, targets);
    }

    @Override
    public String label() {
      return loss.label();
    }
  }
}
