package tensorbang.train;

/** A user's schedule that has no label of its own, with the one by which it was chosen. */
record LabelledSchedule(Schedule schedule, String label) implements Schedule {
  @Override
  public double factor(TrainingTime time) {
    return schedule.factor(time);
  }

  @Override
  public Schedule withDecay(double factor) {
    return new LabelledSchedule(schedule.withDecay(factor), label);
  }

  @Override
  public Schedule warmedUp(double epochs) {
    return new LabelledSchedule(schedule.warmedUp(epochs), label);
  }
}
