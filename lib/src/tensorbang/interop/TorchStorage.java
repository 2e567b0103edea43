package tensorbang.interop;

import tensorbang.weights.ElementType;

/**
 * A contiguous sequence of elements, stored in the file outside the pickle; tensors are views of it.
 *
 * @param key what the file calls it
 */
record TorchStorage(String key, ElementType type, long elements) {
  TorchStorage {
    if (elements < 0 || elements > Integer.MAX_VALUE / type.bytes()) throw new IllegalArgumentException();
  }

  /** At most 2^31 - 1. */
  int bytes() {
    return (int) elements * type.bytes();
  }
}
