package tensorbang.nn;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.weights.FloatArray;

/**
 * A network, defined once: that definition builds the training graph and the inference graph, names the weights, and
 * gives a row of shapes and costs a layer.
 *
 * <p>A record with a component for each architectural choice, marked with {@link tensorbang.settings.Setting}, and a
 * constructor that takes the number of classes alone and sets the defaults, can be registered with {@code Nets}: the
 * choices are then settings of a training like any other.
 */
@FunctionalInterface
public interface Net {
  /**
   * The forward pass.
   *
   * @param l adds the layers to the graph
   * @param images normalised, [batch, height, width, channels]
   * @return logits, [batch, classes]
   */
  Operand<TFloat32> logits(Layers l, Operand<TFloat32> images);

  /**
   * Data-dependent initialisation: initial values that are computed from the training set and replace drawn ones;
   * usually none.
   *
   * @return by variable
   */
  default Map<String, FloatArray> dataDependentValues(ImageSet train, Normalization normalization) {
    return Map.of();
  }

  /**
   * The settings with which the network is usually trained, where they differ from {@code TrainConfig}'s defaults, for
   * example {@code Map.of("lr", 0.015)}. What the user sets wins.
   */
  default Map<String, Object> recipe() {
    return Map.of();
  }
}
