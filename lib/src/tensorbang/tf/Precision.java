package tensorbang.tf;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The arithmetic of convolutions and matrix products; weights, losses and updates are float32 in both. */
public enum Precision {
  FLOAT32,
  /**
   * bfloat16 multiplications with float32 weights, by TensorFlow's graph rewrite. Worth it on processors with
   * AVX512-BF16 or AMX and on GPUs from Ampere on.
   */
  BFLOAT16;

  /** The name in JSON and on the command line. */
  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
