package tensorbang.train.optim;

/**
 * The settings of a training that concern its optimizer; see {@code TrainConfig} for their ranges.
 *
 * @param weightDecay factor on the weight
 * @param l1 factor on the weight's sign
 */
public record OptimizerSettings(double momentum, boolean nesterov, double weightDecay, double l1) {}
