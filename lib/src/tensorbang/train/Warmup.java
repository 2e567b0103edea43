package tensorbang.train;

/**
 * Another schedule with a warm-up (Goyal et al. 2017, section 2.2): during the first epochs its factor is multiplied by
 * one that rises linearly with every step, from 1/n in the first of the n steps of the warm-up to 1 in the last. The
 * other schedule counts its epochs from the beginning of the training, not from the end of the warm-up.
 *
 * @param epochs of the warm-up; whole ones or parts
 */
record Warmup(Schedule schedule, double epochs) implements Schedule {
  @Override
  public double factor(TrainingTime time) {
    double steps = epochs * time.stepsPerEpoch();
    return schedule.factor(time) * Math.min(1, (time.step() + 1) / steps);
  }

  @Override
  public String label() {
    return schedule.label();
  }
}
