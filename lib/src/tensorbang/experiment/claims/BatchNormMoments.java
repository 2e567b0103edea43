package tensorbang.experiment.claims;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.model.ModelCard;
import tensorbang.model.ModelFolder;
import tensorbang.nets.Nets;
import tensorbang.nn.LayerInfo;
import tensorbang.nn.Layers;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Variables;
import tensorbang.tf.Device;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.weights.FloatArray;

/**
 * Mean and deviation of what every channel of every batch norm gives for a batch of images.
 *
 * @param before with the initial weights, as in training (the batch's own statistics)
 * @param after with the trained weights, as in training
 * @param inference with the trained weights and the moving averages
 * @param beta the trained shift of each channel, which is what its mean should be
 */
record BatchNormMoments(List<Channel> before, List<Channel> after, List<Channel> inference, List<Double> beta) {
  private static final String KIND = "batch-norm";

  /** One channel's outputs over images and positions. */
  record Channel(double mean, double std) {
    /** Whether the mean differs from zero by more than {@code share} of the deviation. */
    boolean isOff(double share) {
      return Math.abs(mean) > share * std;
    }
  }

  /**
   * Measures a network.
   *
   * @param model its folder
   * @param seed that its initial weights were drawn with
   */
  static BatchNormMoments of(Path model, long seed, ImageSet images, Device device, int threads) {
    ModelFolder folder = ModelFolder.open(model);
    ModelCard card = folder.card();
    Net net = Nets.create(card.net(), card.netOptions(), card.classes().size());
    Map<String, FloatArray> trained = folder.weights("last", folder.graph());
    Normalization normalization = new Normalization(card.mean(), card.std());
    try (NetGraph graph = new NetGraph(net, images.height(), images.width(), normalization)) {
      Ops tf = graph.tf();
      Placeholder<TInt32> random = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(2)));
      Layers training = Layers.training(tf, graph.variables(), random);
      training.logits(net, graph.normalized());
      List<String> names = graph.rows().stream()
          .filter(row -> row.kind().equals(KIND))
          .map(LayerInfo::name)
          .toList();
      List<Operand<TFloat32>> asTrained = moments(tf, training.outputs(), names);
      List<Operand<TFloat32>> asTested = moments(tf, graph.outputs(), names);
      Variables variables = graph.variables();
      try (Session session = TensorFlowRuntime.open(graph.graph(), device, threads, Precision.FLOAT32)) {
        variables.initialize(session, seed);
        List<Channel> before = run(session, graph, random, images, asTrained);
        variables.load(session, trained);
        List<Double> beta = new ArrayList<>();
        for (String name : names) for (float b : trained.get(name + "/beta").values()) beta.add((double) b);
        return new BatchNormMoments(
            before,
            run(session, graph, random, images, asTrained),
            run(session, graph, random, images, asTested),
            beta);
      }
    }
  }

  /** Mean and variance of each channel, of one layer after the other. */
  private static List<Operand<TFloat32>> moments(Ops tf, Map<String, Operand<TFloat32>> outputs, List<String> names) {
    List<Operand<TFloat32>> moments = new ArrayList<>();
    Operand<TInt32> positions = tf.constant(new int[] {0, 1, 2});
    for (String name : names) {
      Operand<TFloat32> y = outputs.get(name);
      Operand<TFloat32> mean = tf.math.mean(y, positions);
      moments.add(mean);
      moments.add(tf.math.mean(tf.math.squaredDifference(y, mean), positions));
    }
    return moments;
  }

  private static List<Channel> run(
      Session session, NetGraph graph, Placeholder<TInt32> random, ImageSet images, List<Operand<TFloat32>> moments) {
    Shape shape = Shape.of(images.size(), images.height(), images.width(), images.channels());
    List<Channel> channels = new ArrayList<>();
    try (TUint8 pixels = TUint8.tensorOf(shape, DataBuffers.of(images.pixels(), true, false));
        TInt32 seed = TInt32.vectorOf(0, 0)) {
      Session.Runner runner = session.runner().feed(graph.images(), pixels).feed(random, seed);
      moments.forEach(runner::fetch);
      try (var result = NativeStderr.silenced(runner::run)) {
        for (int i = 0; i < moments.size(); i += 2) {
          TFloat32 mean = (TFloat32) result.get(i);
          TFloat32 variance = (TFloat32) result.get(i + 1);
          for (long c = 0; c < mean.size(); c++)
            channels.add(new Channel(mean.getFloat(c), Math.sqrt(variance.getFloat(c))));
        }
      }
    }
    return channels;
  }
}
