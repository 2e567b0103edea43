package tensorbang.scratch.check;

import java.util.Map;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.scratch.Network;
import tensorbang.scratch.Networks;
import tensorbang.scratch.Parameter;
import tensorbang.scratch.Pixels;
import tensorbang.scratch.Sgd;
import tensorbang.scratch.SoftmaxCrossEntropy;
import tensorbang.scratch.Tensor;
import tensorbang.weights.FloatArray;

/** A network of {@code tensorbang.scratch} that is trained on one batch. */
final class PlainSide implements SpeedComparison.Side {
  private final ImageSet images;
  private final Normalization normalization;
  private final Network network;
  private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
  private final Sgd optimizer;
  private Tensor x;

  PlainSide(String net, ImageSet images, Normalization normalization, Map<String, FloatArray> weights) {
    this.images = images;
    this.normalization = normalization;
    network = Networks.create(net, images.classes().size());
    for (Parameter p : network.parameters())
      System.arraycopy(
          weights.get(p.name()).values(), 0, p.value().data(), 0, p.value().size());
    optimizer = new Sgd(network.parameters(), TensorFlowSide.MOMENTUM, 0, false);
  }

  private Tensor input() {
    x = Pixels.normalize(
        images.pixels(), images.height(), images.width(), normalization.mean(), normalization.std(), x);
    return x;
  }

  @Override
  public void forward() {
    network.forward(input(), false);
  }

  @Override
  public double step() {
    double value = loss.loss(network.forward(input(), true), images.labels());
    network.backwardToParameters(loss.gradient());
    optimizer.step(TensorFlowSide.LEARNING_RATE);
    return value;
  }
}
