package tensorbang.tf;

import tensorbang.InputException;

/** The arithmetic of convolutions and matrix products; weights, losses and updates are float32 in both. */
public enum Precision {
  FLOAT32,
  /**
   * bfloat16 multiplications with float32 weights, by TensorFlow's graph rewrite. Worth it on processors with
   * AVX512-BF16 or AMX and on GPUs from Ampere on.
   */
  BFLOAT16;

  /** @throws InputException if there is no precision of that name, in whatever case */
  public static Precision parse(String name) {
    for (Precision p : values()) if (p.name().equalsIgnoreCase(name)) return p;
    throw new InputException("--precision " + name + ": expected float32 or bfloat16");
  }
}
