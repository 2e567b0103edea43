package tensorbang.cost;

/**
 * The closed forms of Howard et al. 2017, "MobileNets", section 3.1: a standard convolution, and the depthwise and the
 * pointwise one that replace it. Stride 1, padded, no bias.
 *
 * @param n filters (output channels)
 * @param m input channels
 * @param dk height and width of the kernel
 * @param df height and width of the input and of the output
 */
public record SeparableConvolution(long n, long m, long dk, long df) {
  public static final String STANDARD_PARAMETERS = "Dk^2 M N";
  public static final String STANDARD_MACS = "Dk^2 M N Df^2";
  public static final String SEPARABLE_PARAMETERS = "Dk^2 M + M N";
  public static final String SEPARABLE_MACS = "Dk^2 M Df^2 + M N Df^2";
  public static final String RATIO = "1/N + 1/Dk^2";

  public long standardParameters() {
    return dk * dk * m * n;
  }

  public long standardMacs() {
    return dk * dk * m * n * df * df;
  }

  public long separableParameters() {
    return dk * dk * m + m * n;
  }

  public long separableMacs() {
    return (dk * dk * m + m * n) * df * df;
  }

  /** Separable over standard, of parameters and of multiply-accumulates alike. */
  public double ratio() {
    return 1.0 / n + 1.0 / (dk * dk);
  }
}
