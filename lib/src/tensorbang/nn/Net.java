package tensorbang.nn;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.weights.FloatArray;

/** A network, told once: the training graph, the inference graph, the names and the costs all come from that telling. */
public interface Net {
  /**
   * Tells the network.
   *
   * @param l what builds each layer
   * @param images normalised, [batch, height, width, channels]
   * @return logits, [batch, classes]
   */
  Operand<TFloat32> logits(Layers l, Operand<TFloat32> images);

  /**
   * Initial values that come from the training set and replace drawn ones; usually none.
   *
   * @return by variable
   */
  default Map<String, FloatArray> fitted(ImageSet train, Normalization normalization) {
    return Map.of();
  }
}
