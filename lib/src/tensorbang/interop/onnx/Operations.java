package tensorbang.interop.onnx;

import java.util.HashMap;
import java.util.Map;

/** The operations that have a counterpart in ONNX, by TensorFlow's names. */
final class Operations {
  private static final Map<String, Operation> BY_NAME = new HashMap<>();

  static {
    ArithmeticOperations.addTo(BY_NAME);
    ImageOperations.addTo(BY_NAME);
    MatrixOperations.addTo(BY_NAME);
    ShapeOperations.addTo(BY_NAME);
  }

  private Operations() {}

  /** The operation, or null where there is none. */
  static Operation of(String name) {
    return BY_NAME.get(name);
  }
}
