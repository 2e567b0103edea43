package tensorbang.train.optim;

/**
 * The settings of a training that concern its optimizer; see {@code TrainConfig} for their ranges.
 *
 * @param weightDecay factor on the weight
 * @param l1 factor on the weight's sign
 * @param lr base learning rate
 * @param muonLr learning rate of the kernels that muon trains
 */
public record OptimizerSettings(
    double momentum,
    boolean nesterov,
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    double l1,
    double lr,
    double muonLr,
    double muonMomentum,
    int muonIterations) {}
