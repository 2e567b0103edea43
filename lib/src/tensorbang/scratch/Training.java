package tensorbang.scratch;

/** A network that learns to tell classes apart, a batch at a time. */
public final class Training {
  private final Network network;
  private final Optimizer optimizer;
  private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();

  /** What a batch came to: the sum of its images' losses, and how many of them were classified right. */
  public record Result(double lossSum, int correct) {}

  /**
   * A training.
   *
   * @param network from images to one logit a class
   * @param optimizer of the network's parameters
   */
  public Training(Network network, Optimizer optimizer) {
    this.network = network;
    this.optimizer = optimizer;
  }

  /** Forward, backward, update. The result is that of the forward pass, with the parameters as they were. */
  public Result step(Tensor x, int[] labels, double learningRate) {
    Tensor logits = network.forward(x, true);
    Result result = result(logits, labels);
    network.backwardToParameters(loss.gradient());
    optimizer.step(learningRate);
    return result;
  }

  /** The forward pass of inference; nothing changes. */
  public Result test(Tensor x, int[] labels) {
    return result(network.forward(x, false), labels);
  }

  private Result result(Tensor logits, int[] labels) {
    double sum = loss.loss(logits, labels) * labels.length;
    int[] predicted = logits.argmax();
    int correct = 0;
    for (int i = 0; i < labels.length; i++) if (predicted[i] == labels[i]) correct++;
    return new Result(sum, correct);
  }
}
