package tensorbang.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import tensorbang.AtomicFile;
import tensorbang.Json;
import tensorbang.data.Batch;
import tensorbang.data.ImageSet;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Role;
import tensorbang.nn.Variables;

/**
 * The L2 norm of the loss's gradient by each kernel, on the same images before the first epoch and after every one:
 * where gradients vanish or explode on their way to the first layer. The images are the first batch of the training
 * set, not augmented; batch norm uses their own statistics. Measuring changes no variable, so a training has the same
 * bits with it and without. The loss has the class weights of the next step; penalties on the weights are left out.
 */
final class GradientNorms {
  private final Path folder;
  private final TrainGraph model;
  private final Batch batch;
  private final int allEpochs;
  private final List<String> layers;
  private final List<Operand<TFloat32>> norms = new ArrayList<>();
  private final List<GradientNormRecord.Epoch> epochs = new ArrayList<>();

  /**
   * Adds what computes the norms to the graph, and goes on from the run folder's record where there is one.
   *
   * @param config of the training
   * @param epochsDone what the record has of later epochs is dropped
   * @param stepsDone of the epoch after them
   */
  GradientNorms(
      Path folder,
      TrainConfig config,
      NetGraph graph,
      TrainGraph model,
      ImageSet images,
      int epochsDone,
      int stepsDone) {
    this.folder = folder;
    this.model = model;
    allEpochs = config.epochs();
    int size = Math.min(config.batchSize(), images.size());
    batch = new Batch(Arrays.copyOf(images.pixels(), size * images.imageBytes()), Arrays.copyOf(images.labels(), size));
    List<Variables.Entry> kernels = graph.variables().trainable().stream()
        .filter(v -> v.role() == Role.KERNEL || v.role() == Role.DEPTHWISE_KERNEL)
        .toList();
    layers = kernels.stream()
        .map(kernel -> kernel.name().replaceFirst("/kernel$", ""))
        .toList();
    Ops tf = graph.tf();
    Output<?>[] by =
        kernels.stream().map(kernel -> kernel.variable().asOutput()).toArray(Output<?>[]::new);
    for (Output<?> gradient : graph.graph().addGradients(model.meanLoss().asOutput(), by)) {
      @SuppressWarnings("unchecked")
      Operand<TFloat32> flat = tf.reshape((Output<TFloat32>) gradient, tf.constant(new int[] {-1}));
      norms.add(tf.math.sqrt(tf.reduceSum(tf.math.square(flat), tf.constant(0))));
    }
    if (GradientNormRecord.existsIn(folder))
      GradientNormRecord.read(folder).epochs().stream()
          .filter(e -> e.epoch() <= epochsDone)
          .forEach(epochs::add);
    if (epochsDone == 0 && stepsDone == 0 && epochs.isEmpty()) measure(0);
  }

  /** Measures after {@code epoch} epochs, and writes the record. */
  void measure(int epoch) {
    double done = (double) epoch / allEpochs;
    double[] values = Arrays.stream(model.fetch(batch, done, norms))
        .mapToDouble(value -> value[0])
        .toArray();
    epochs.add(new GradientNormRecord.Epoch(epoch, values));
    AtomicFile.writeText(
        folder.resolve(GradientNormRecord.FILE),
        Json.write(new GradientNormRecord(GradientNormRecord.SCHEMA, batch.size(), layers, epochs)));
  }
}
