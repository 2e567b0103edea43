package tensorbang.nn;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A nonlinearity that can be chosen. */
public enum Activation {
  /** max(0, x). */
  @JsonProperty("relu")
  RELU("relu"),
  /** x sigmoid(x) (Ramachandran et al. 2017, with beta 1). */
  @JsonProperty("swish")
  SWISH("swish"),
  /** x, or x / 100 where x is negative (Maas et al. 2013). */
  @JsonProperty("leaky-relu")
  LEAKY_RELU("leaky-relu"),
  /** x Phi(x), Phi the normal distribution's (Hendrycks and Gimpel 2016, section 2). */
  @JsonProperty("gelu")
  GELU("gelu"),
  /** x sigmoid(1.702 x), the faster approximation of the former (ibid.): never off by more than 0.021. */
  @JsonProperty("quick-gelu")
  QUICK_GELU("quick-gelu");

  private final String label;

  Activation(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}
