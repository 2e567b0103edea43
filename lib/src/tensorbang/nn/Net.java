package tensorbang.nn;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

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
}
