package tensorbang.nn;

/**
 * The options of a fully connected layer, by name: {@code Dense.of(10).noBias()}. Without them: a bias, and a kernel
 * drawn with {@link Initializer#GLOROT_UNIFORM}.
 *
 * @param units outputs
 * @param bias whether one is added to each output
 */
public record Dense(int units, boolean bias, Initializer initializer) {
  public static Dense of(int units) {
    return new Dense(units, true, Initializer.GLOROT_UNIFORM);
  }

  public Dense noBias() {
    return new Dense(units, false, initializer);
  }

  public Dense initializer(Initializer initializer) {
    return new Dense(units, bias, initializer);
  }
}
