package tensorbang.train;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;
import tensorbang.data.Batch;
import tensorbang.data.ImageSet;
import tensorbang.data.ProgressiveSize;
import tensorbang.nn.InferenceGraph;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Role;
import tensorbang.nn.Variables;
import tensorbang.train.events.EventFile;
import tensorbang.train.events.HyperParameters;
import tensorbang.train.events.Values;
import tensorbang.weights.FloatArray;

/**
 * A run for TensorBoard, in its run folder: the settings, the inference graph, a batch as it is trained on, and after every epoch
 * its numbers and, for each kernel, the distributions of weights and gradients and how much the epoch's last step
 * changed it: the norm of the change over the norm of the kernel. The gradients are those of the training set's first
 * batch, not augmented. Recording changes no variable, so a training has the same bits with it and without.
 */
final class TensorBoardRecord implements AutoCloseable {
  private static final int COLUMNS = 8;
  private static final int MOST_IMAGES = 32;

  private final EventFile file;
  private final TrainGraph model;
  private final ImageSet images;
  private final Batch batch;
  private final ProgressiveSize sizes;
  private final int allEpochs;
  private final List<Variables.Entry> kernels;
  private final List<Operand<TFloat32>> gradients;

  /** Null where the epoch's last step was taken before this process began. */
  private Map<String, FloatArray> beforeLastStep;

  private boolean hasBatch;

  /** @param epochsDone what earlier files have of later epochs is dropped */
  TensorBoardRecord(
      Path folder, TrainConfig config, NetGraph graph, TrainGraph model, ImageSet images, int epochsDone) {
    this.model = model;
    this.images = images;
    sizes = config.progressiveSize();
    allEpochs = config.epochs();
    int size = Math.min(config.batchSize(), images.size());
    batch = new Batch(Arrays.copyOf(images.pixels(), size * images.imageBytes()), Arrays.copyOf(images.labels(), size));
    kernels = graph.variables().trainable().stream()
        .filter(v -> v.role() == Role.KERNEL || v.role() == Role.DEPTHWISE_KERNEL)
        .toList();
    Output<?>[] by = kernels.stream().map(k -> k.variable().asOutput()).toArray(Output<?>[]::new);
    gradients = Arrays.stream(graph.graph().addGradients(model.meanLoss().asOutput(), by))
        .map(TensorBoardRecord::asFloats)
        .toList();
    file = new EventFile(folder, epochsDone == 0 ? 0 : epochsDone + 1);
    if (epochsDone == 0) {
      file.write(InferenceGraph.of(graph).definition());
      file.write(0, HyperParameters.start(config.settings()).summary());
    }
    file.flush();
  }

  @SuppressWarnings("unchecked")
  private static Operand<TFloat32> asFloats(Output<?> gradient) {
    return (Output<TFloat32>) gradient;
  }

  /**
   * Before a step.
   *
   * @param isLast of the epoch
   */
  void step(Batch trainedOn, int epoch, boolean isLast) {
    if (!hasBatch)
      file.write(
          epoch,
          new Values()
              .image("batch", grid(trainedOn, sizes.heightAt(epoch, images.height())))
              .summary());
    hasBatch = true;
    if (isLast) beforeLastStep = Variables.read(model.session(), kernels);
  }

  /** @param height of the images of the batch */
  private BufferedImage grid(Batch shown, int height) {
    int width = ProgressiveSize.width(height, images.height(), images.width());
    int count = Math.min(MOST_IMAGES, shown.size());
    int rows = (count + COLUMNS - 1) / COLUMNS;
    BufferedImage grid = new BufferedImage(COLUMNS * width, rows * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = grid.createGraphics();
    for (int i = 0; i < count; i++) {
      int bytes = height * width * images.channels();
      byte[] pixels = Arrays.copyOfRange(shown.pixels(), i * bytes, (i + 1) * bytes);
      BufferedImage image = ImageSet.image(pixels, height, width, images.channels());
      g.drawImage(image, i % COLUMNS * width, i / COLUMNS * height, null);
    }
    g.dispose();
    return grid;
  }

  /** After an epoch and its tests. */
  void epoch(Epoch e) {
    Values values = new Values()
        .scalar("loss/train", e.trainLoss())
        .scalar("loss/validation", e.validationLoss())
        .scalar("loss/test", e.testLoss())
        .scalar("accuracy/train", e.trainAccuracy())
        .scalar("accuracy/validation", e.validationAccuracy())
        .scalar("accuracy/test", e.testAccuracy())
        .scalar("accuracy/test_top5", e.testTop5Accuracy())
        .scalar("learning_rate", e.learningRate())
        .scalar("images_per_second", e.imagesPerSecond());
    Map<String, FloatArray> weights = Variables.read(model.session(), kernels);
    float[][] slopes = model.fetch(batch, (double) e.epoch() / allEpochs, gradients);
    for (int i = 0; i < kernels.size(); i++) {
      String name = kernels.get(i).name();
      float[] now = weights.get(name).values();
      values.histogram("weights/" + name, now).histogram("gradients/" + name, slopes[i]);
      if (beforeLastStep != null)
        values.scalar(
            "update_to_weight/" + name, change(beforeLastStep.get(name).values(), now));
    }
    file.write(e.epoch(), values.summary());
    file.flush();
    beforeLastStep = null;
  }

  private static double change(float[] before, float[] after) {
    double change = 0;
    double norm = 0;
    for (int i = 0; i < before.length; i++) {
      double difference = (double) after[i] - before[i];
      change += difference * difference;
      norm += (double) before[i] * before[i];
    }
    return Math.sqrt(change / norm);
  }

  /** The training is over. */
  void end(int epochs, boolean finished) {
    file.write(epochs, HyperParameters.end(finished).summary());
    file.flush();
  }

  @Override
  public void close() {
    file.close();
  }
}
