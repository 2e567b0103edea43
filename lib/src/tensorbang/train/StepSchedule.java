package tensorbang.train;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tensorbang.InputException;
import tensorbang.registry.Arguments;

/**
 * The learning rate times {@code decay} after each of some epochs: {@code step:160,180} changes it for epochs 161 and
 * 181. Without epochs: after half and after three quarters of the training (He et al. 2016, section 4.2).
 *
 * @param epochs ascending, counted from the beginning of the training; empty for half and three quarters
 * @param decay the factor
 */
record StepSchedule(List<Integer> epochs, double decay) implements Schedule {
  static final double DECAY = 0.1;
  private static final double[] SHARES = {0.5, 0.75};

  static StepSchedule of(Arguments arguments) {
    List<Integer> epochs = IntStream.range(0, arguments.count())
        .mapToObj(i -> arguments.whole(i, 0, 1, 1_000_000))
        .toList();
    for (int i = 1; i < epochs.size(); i++)
      if (epochs.get(i) <= epochs.get(i - 1))
        throw InputException.of("schedule", "step", "the epochs after it must ascend, as in step:160,180");
    return new StepSchedule(epochs, DECAY);
  }

  @Override
  public double factor(TrainingTime time) {
    int passed = 0;
    if (epochs.isEmpty()) for (double share : SHARES) passed += time.done() >= share ? 1 : 0;
    for (int epoch : epochs) passed += time.step() >= (long) epoch * time.stepsPerEpoch() ? 1 : 0;
    return BigDecimal.valueOf(decay).pow(passed).doubleValue(); // 0.1 squared is 0.01 to the last bit
  }

  @Override
  public Schedule withDecay(double factor) {
    return new StepSchedule(epochs, factor);
  }

  @Override
  public String label() {
    if (epochs.isEmpty()) return "step";
    return "step:" + epochs.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
