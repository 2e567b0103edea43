package tensorbang.train;

import java.math.BigDecimal;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import tensorbang.registry.Arguments;

/**
 * Linearly up to the base rate and linearly down again: {@code triangle:0.23,0.2,0.07} begins at 0.2 of the base rate, is
 * at it after 23 % of the steps, and ends at 0.07 of it. Those are the defaults (Jordan 2024, "94% on CIFAR-10 in 3.29
 * Seconds on a Single GPU", its code); {@code triangle:0,1,0} is a linear decay.
 *
 * @param peak share of the training at which the rate is the base rate, in [0, 1]
 * @param start factor on the base rate before the first step, at least 0
 * @param end factor on the base rate after the last step, at least 0
 */
record TriangleSchedule(double peak, double start, double end) implements Schedule {
  private static final TriangleSchedule STANDARD = new TriangleSchedule(0.23, 0.2, 0.07);

  static TriangleSchedule of(Arguments arguments) {
    return new TriangleSchedule(
        arguments.number(0, STANDARD.peak, 0, 1),
        arguments.number(1, STANDARD.start, 0, 1),
        arguments.number(2, STANDARD.end, 0, 1));
  }

  @Override
  public double factor(TrainingTime time) {
    double done = time.done();
    return done < peak ? start + (1 - start) * done / peak : 1 - (1 - end) * (done - peak) / (1 - peak);
  }

  @Override
  public String label() {
    if (equals(STANDARD)) return "triangle";
    return "triangle:"
        + DoubleStream.of(peak, start, end)
            .mapToObj(v -> BigDecimal.valueOf(v).stripTrailingZeros().toPlainString())
            .collect(Collectors.joining(","));
  }
}
