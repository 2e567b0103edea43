package tensorbang.train.loss;

import java.util.ArrayList;
import java.util.List;

/** Labels with parameters, without those at the end that have their default value. */
final class Label {
  private Label() {}

  /** @param parameters each value followed by its default */
  static String of(String name, double... parameters) {
    List<String> shown = new ArrayList<>();
    int last = parameters.length;
    while (last > 0 && parameters[last - 2] == parameters[last - 1]) last -= 2;
    for (int i = 0; i < last; i += 2) shown.add(number(parameters[i]));
    return shown.isEmpty() ? name : name + ":" + String.join(",", shown);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
