package tensorbang.tf;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import tensorbang.InputException;

/** The arithmetic of convolutions and matrix products; weights, losses and updates are float32 in all. */
public enum Precision {
  /** IEEE single precision, on GPUs, too: their TensorFloat-32, which TensorFlow turns on by itself, is off. */
  FLOAT32,
  /**
   * bfloat16 multiplications with float32 weights. Worth it on processors with AVX512-BF16 or AMX and on GPUs from Ampere
   * on. On a CPU TensorFlow rewrites the graph for it; for a GPU {@code nn.Layers} casts.
   */
  BFLOAT16,
  /**
   * float32 in memory; an NVIDIA GPU from Ampere on rounds the factors of a product to 10 bits of mantissa and adds up in
   * float32. On other processors there is no such thing.
   */
  TF32;

  /**
   * @param device resolved
   * @throws InputException if {@code device} has no such arithmetic
   */
  public void check(Device device) {
    if (this == TF32 && device != Device.GPU)
      throw InputException.of(
          "precision", this, "only NVIDIA GPUs from Ampere on have it, and this runs on the CPU: choose float32");
  }

  /** The name in JSON and on the command line. */
  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
