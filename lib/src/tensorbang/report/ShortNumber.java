package tensorbang.report;

import java.math.BigDecimal;

/** Numbers as people write settings: 0.05, 1e-5, 128. */
public final class ShortNumber {
  private ShortNumber() {}

  public static String text(double value) {
    if (value == 0) return "0";
    BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
    if (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6) return exact.toPlainString();
    int exponent = exact.precision() - exact.scale() - 1;
    return exact.movePointLeft(exponent).toPlainString() + "e" + exponent;
  }
}
