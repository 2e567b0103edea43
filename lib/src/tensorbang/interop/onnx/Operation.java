package tensorbang.interop.onnx;

import org.tensorflow.proto.NodeDef;

/** How one of TensorFlow's operations is said in ONNX. */
@FunctionalInterface
interface Operation {
  /** Adds to the graph what {@code node} computes. */
  Value convert(Conversion to, NodeDef node);
}
