package tensorbang.experiment.settings;

import com.fasterxml.jackson.databind.JsonNode;
import tensorbang.report.ShortNumber;

/** Settings in a few words, for labels, tables and axes. */
public final class SettingText {
  private SettingText() {}

  /** {@code lr 0.1}, {@code batch norm}, {@code no batch norm}, {@code swish}: a setting's value. */
  public static String describe(String name, JsonNode value) {
    String words = name.replace('_', ' ');
    if (value == null || value.isNull()) return "no " + words;
    if (value.isBoolean()) return value.booleanValue() ? words : "no " + words;
    if (value.isNumber()) return describe(name, value.doubleValue());
    return value.asText().equals("none") ? "no " + words : value.asText();
  }

  /** {@code lr 0.1}. */
  public static String describe(String name, double value) {
    return name.replace('_', ' ') + " " + ShortNumber.text(value);
  }

  /** The label of an axis of the setting's values. */
  public static String axis(String name) {
    return name.equals("lr") ? "learning rate" : name.replace('_', ' ');
  }
}
