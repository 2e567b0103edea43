package tensorbang.cli;

import com.fasterxml.jackson.databind.JsonNode;
import tensorbang.report.ShortNumber;

/** Values of settings as help texts show them. */
public final class Defaults {
  private Defaults() {}

  /** {@code 5e-4}, {@code crop,flip}, {@code true}; null for null. */
  public static String text(JsonNode value) {
    if (value == null) return null;
    return value.isDouble() ? ShortNumber.text(value.doubleValue()) : value.asText();
  }
}
