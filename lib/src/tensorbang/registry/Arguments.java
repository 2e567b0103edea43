package tensorbang.registry;

import java.util.List;
import tensorbang.InputException;

/** What follows the colon of a label such as {@code focal:2} or {@code step:160,180}. */
public final class Arguments {
  private final String setting;
  private final String label;
  private final String usage;
  private final List<String> values;
  private int read;

  Arguments(String setting, String label, String usage, List<String> values) {
    this.setting = setting;
    this.label = label;
    this.usage = usage;
    this.values = values;
  }

  /** How many there are. */
  public int count() {
    return values.size();
  }

  /**
   * Argument {@code index} as a number.
   *
   * @param otherwise its value where the label leaves it out
   * @throws InputException if it is not a number in [{@code least}, {@code most}]
   */
  public double number(int index, double otherwise, double least, double most) {
    read = Math.max(read, index + 1);
    if (index >= values.size()) return otherwise;
    try {
      double value = Double.parseDouble(values.get(index));
      if (value >= least && value <= most) return value;
    } catch (NumberFormatException e) {
      // The same complaint.
    }
    throw InputException.of(
        setting,
        label,
        values.get(index) + " is not a number from " + shown(least) + " to " + shown(most) + " (" + usage + ")");
  }

  /** Argument {@code index} as a whole number; see {@link #number}. */
  public int whole(int index, int otherwise, int least, int most) {
    double value = number(index, otherwise, least, most);
    if (value != Math.rint(value))
      throw InputException.of(setting, label, values.get(index) + " is not a whole number (" + usage + ")");
    return (int) value;
  }

  void checkAllRead() {
    if (values.size() > read) throw InputException.of(setting, label, "expected " + usage);
  }

  private static String shown(double bound) {
    return bound == Math.rint(bound) && Math.abs(bound) < 1e15 ? String.valueOf((long) bound) : String.valueOf(bound);
  }
}
