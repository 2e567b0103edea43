package tensorbang.data;

/** Labels of augmentations with one number as their argument. */
final class Labels {
  private Labels() {}

  /** {@code name:value}, or the name alone for the default; integers are written without a decimal point. */
  static String of(String name, double value, double defaultValue) {
    if (value == defaultValue) return name;
    return name + ":" + (value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value));
  }
}
