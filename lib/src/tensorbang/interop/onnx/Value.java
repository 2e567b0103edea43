package tensorbang.interop.onnx;

import org.tensorflow.proto.NodeDef;

/**
 * The first output of a TensorFlow node in the ONNX graph.
 *
 * @param name of the ONNX value; null for a constant, which enters the graph only where it is read
 * @param rank the number of axes
 * @param channelsFirst whether the axes [batch, height, width, channels] are [batch, channels, height, width] here
 * @param constant the node where it is a constant, else null
 */
record Value(String name, int rank, boolean channelsFirst, NodeDef constant) {
  static Value of(String name, int rank) {
    return new Value(name, rank, false, null);
  }

  static Value channelsFirst(String name) {
    return new Value(name, 4, true, null);
  }

  boolean isConstant() {
    return constant != null;
  }
}
