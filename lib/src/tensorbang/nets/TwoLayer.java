package tensorbang.nets;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import tensorbang.nn.Layers;
import tensorbang.nn.Net;

/**
 * The multilayer perceptron with one hidden layer of sigmoids. Weights as in Glorot and Bengio 2010.
 *
 * @param hidden units of the hidden layer
 */
public record TwoLayer(int hidden, int classes) implements Net {
  @Override
  public Operand<TFloat32> logits(Layers l, Operand<TFloat32> x) {
    return l.dense(l.sigmoid(l.dense(l.flatten(x), hidden)), classes);
  }
}
