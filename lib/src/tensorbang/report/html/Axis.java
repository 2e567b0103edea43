package tensorbang.report.html;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An axis of a {@link Plot}.
 *
 * @param label with its unit
 * @param log logarithmic; values that are not positive are then not drawn
 * @param whole ticks at whole numbers only
 * @param low the axis does not go below; NaN for no bound
 * @param high the axis does not go above; NaN for no bound
 * @param ticks where the ticks are; empty for round numbers
 */
public record Axis(String label, boolean log, boolean whole, double low, double high, List<Double> ticks) {
  private static final int TICKS = 6;
  private static final double ROOM = 0.04;

  /** From the lowest to the highest value, linear. */
  public static Axis of(String label) {
    return new Axis(label, false, false, Double.NaN, Double.NaN, List.of());
  }

  /** Of epochs. */
  public static Axis epochs() {
    return new Axis("epoch", false, true, Double.NaN, Double.NaN, List.of());
  }

  /** Logarithmic. */
  public Axis logarithmic() {
    return new Axis(label, true, whole, low, high, ticks);
  }

  /** That stays within bounds; NaN for none. */
  public Axis within(double low, double high) {
    return new Axis(label, log, whole, low, high, ticks);
  }

  /** With ticks at these values. */
  public Axis at(List<Double> ticks) {
    return new Axis(label, log, whole, low, high, ticks);
  }

  /** An axis whose ends are known. */
  record Scale(double from, double to, boolean log, List<Double> ticks) {
    /** Where a value lies, from 0 to 1; NaN where it cannot be drawn. */
    double share(double value) {
      if (!log) return (value - from) / (to - from);
      return value > 0 ? (Math.log(value) - Math.log(from)) / (Math.log(to) - Math.log(from)) : Double.NaN;
    }
  }

  /** The scale that shows all of {@code values}, with some room, within the bounds. */
  Scale scale(double[] values) {
    double[] finite =
        Arrays.stream(values).filter(v -> Double.isFinite(v) && (!log || v > 0)).toArray();
    double from = Arrays.stream(finite).min().orElse(log ? 0.1 : 0);
    double to = Arrays.stream(finite).max().orElse(1);
    if (log) {
      double room = from == to ? 2 : Math.pow(to / from, ROOM);
      return new Scale(from / room, to * room, true, ticks.isEmpty() ? decades(from / room, to * room) : ticks);
    }
    double room = from == to ? (from == 0 ? 1 : Math.abs(from)) / 2 : (to - from) * ROOM;
    double bottom = from - room < low ? low : from - room;
    double top = to + room > high ? high : to + room;
    if (!(top > bottom)) top = bottom + 1;
    return new Scale(bottom, top, false, ticks.isEmpty() ? round(bottom, top) : ticks);
  }

  private List<Double> round(double from, double to) {
    double step = Math.pow(10, Math.floor(Math.log10((to - from) / TICKS)));
    for (double factor : new double[] {1, 2, 5, 10})
      if ((to - from) / (step * factor) <= TICKS) {
        step *= factor;
        break;
      }
    if (whole) step = Math.max(1, Math.rint(step));
    List<Double> all = new ArrayList<>();
    for (double k = Math.ceil(from / step - 1e-9); k * step <= to + 1e-9 * step; k++) all.add(k * step + 0.0);
    return all;
  }

  private List<Double> decades(double from, double to) {
    double[] digits = Math.log10(to / from) < 2 ? new double[] {1, 2, 5} : new double[] {1};
    int every = (int) Math.max(1, Math.ceil(Math.log10(to / from) / TICKS));
    List<Double> all = new ArrayList<>();
    for (int exponent = (int) Math.floor(Math.log10(from)); exponent <= Math.log10(to); exponent++)
      if (exponent % every == 0)
        for (double digit : digits) {
          double tick = digit * Math.pow(10, exponent);
          if (tick >= from && tick <= to) all.add(tick);
        }
    return all.size() < 2 ? round(from, to) : all;
  }
}
