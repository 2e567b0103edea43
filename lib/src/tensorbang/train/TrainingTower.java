package tensorbang.train;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import tensorbang.InputException;
import tensorbang.nn.Layers;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Variables;
import tensorbang.tf.Device;
import tensorbang.tf.Precision;
import tensorbang.train.loss.Loss;
import tensorbang.train.optim.GradientDescent;

/**
 * The training step for images of one size: forward pass, loss and updates. Those for other sizes share its variables.
 *
 * @param images to be fed: uint8 [batch, height, width, channels]
 * @param imageBytes height x width x channels
 * @param step what to run
 * @param withoutFirst the step that leaves the first layer as it is, or null
 * @param meanLoss of the batch
 * @param lossSum of the batch
 * @param correct how many images of the batch are classified right, before the step
 */
record TrainingTower(
    Placeholder<TUint8> images,
    int imageBytes,
    Op step,
    Op withoutFirst,
    Operand<TFloat32> meanLoss,
    Operand<TFloat32> lossSum,
    Operand<TInt32> correct) {
  /**
   * What the towers of a training have in common.
   *
   * @param imageWeights for each image its factor in the loss, [batch], or null
   * @param truth the labels that are right, [batch]
   */
  record Shared(
      Net net,
      NetGraph graph,
      Loss loss,
      Operand<TFloat32> targets,
      Operand<TFloat32> imageWeights,
      Operand<TInt32> truth,
      Operand<TFloat32> rate,
      Operand<TInt32> randomSeed,
      GradientDescent descent,
      ReducedWork work,
      Device builtFor,
      Precision precision) {
    /** Whether the layers cast to bfloat16 by themselves. */
    boolean casts() {
      return builtFor == Device.GPU && precision == Precision.BFLOAT16;
    }

    /** Adds a tower to the graph. */
    TrainingTower tower(NetGraph.Input input) {
      Ops tf = graph.tf();
      Layers layers = casts()
          ? Layers.trainingInBfloat16(tf, graph.variables(), randomSeed)
          : Layers.training(tf, graph.variables(), randomSeed);
      Operand<TFloat32> logits = layers.logits(net, input.normalized());
      Operand<TFloat32> losses = loss.perSample(builtFor.place(tf), logits, targets);
      if (imageWeights != null) losses = tf.math.mul(losses, imageWeights);
      Operand<TInt32> first = tf.constant(new int[] {0});
      Operand<TFloat32> meanLoss = tf.math.mean(losses, first);
      List<Variables.Entry> weights = graph.variables().trainable();
      boolean products = builtFor == Device.CPU && precision == Precision.BFLOAT16;
      Op step = descent.minimize(graph, meanLoss, rate, layers.movingAverageUpdates(), weights, products);
      Op withoutFirst = work.freezes()
          ? descent.minimize(
              graph, meanLoss, rate, layers.movingAverageUpdates(), ReducedWork.withoutFirstLayer(weights), products)
          : null;
      int bytes = 1;
      for (int axis = 1; axis <= 3; axis++)
        bytes *= (int) input.images().shape().get(axis);
      Operand<TInt32> right = tf.dtypes.cast(tf.math.equal(TrainGraph.predicted(tf, logits), truth), TInt32.class);
      return new TrainingTower(
          input.images(), bytes, step, withoutFirst, meanLoss, tf.reduceSum(losses, first), tf.reduceSum(right, first));
    }

    /**
     * Adds a tower for smaller images.
     *
     * @throws InputException if the network cannot take them, or its weights depend on the size of its images
     */
    TrainingTower smallerTower(int height, int width) {
      String complaint = "the network cannot be trained on images of " + height + " x " + width + " pixels, too: ";
      try {
        return tower(graph.input(height, width));
      } catch (TFInvalidArgumentException e) {
        throw InputException.of("progressive_size", work.sizes(), complaint + "they are too small for it");
      } catch (Variables.ShapeException e) {
        throw InputException.of(
            "progressive_size", work.sizes(), complaint + "its weights depend on their size, " + e.getMessage());
      }
    }
  }

  /** The step to run. */
  Op step(boolean firstIsFrozen) {
    return firstIsFrozen ? withoutFirst : step;
  }
}
