package tensorbang.landscape;

import java.util.Map;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.data.shapes.Shapes10;
import tensorbang.nn.Conv;
import tensorbang.nn.InferenceGraph;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Padding;
import tensorbang.weights.FloatArray;

/** A small network with each kind of layer that has weights, and images for it. */
final class Sample {
  static final Normalization HALF =
      new Normalization(new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.25f, 0.25f, 0.25f});
  static final ImageSet IMAGES = Shapes10.dataset(150, 0, 3).train();
  static final int CLASSES = 10;

  static final Net NET = (l, x) -> {
    x = l.relu(l.batchNorm(l.conv(x, Conv.of(4, 3).stride(4).same().noBias())));
    x = l.relu(l.depthwise(x, 3, 2, Padding.SAME));
    return l.dense(l.flatten(x), CLASSES);
  };

  private Sample() {}

  static InferenceGraph graph() {
    try (NetGraph net = new NetGraph(NET, 32, 32, HALF)) {
      return InferenceGraph.of(net);
    }
  }

  static Map<String, FloatArray> weights(long seed) {
    try (NetGraph net = new NetGraph(NET, 32, 32, HALF)) {
      return net.variables().initial(seed);
    }
  }
}
