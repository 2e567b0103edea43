package tensorbang.model;

import java.util.Locale;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import tensorbang.InputException;
import tensorbang.Shown;
import tensorbang.tf.NativeStderr;

/** Runs of a model's graph, which may be damaged or not be for the images given: one line says so. */
final class ModelRun {
  private ModelRun() {}

  /**
   * Images for a graph.
   *
   * @param shape [images, height, width, channels]
   * @throws InputException if these are not as many bytes
   */
  static TUint8 images(Shape shape, byte[] pixels) {
    if (pixels.length != shape.size())
      throw new InputException(String.format(
          Locale.ROOT,
          "%,d bytes are not %d x %d x %d x %d (images x height x width x channels), as the model takes them",
          pixels.length,
          shape.get(0),
          shape.get(1),
          shape.get(2),
          shape.get(3)));
    return TUint8.tensorOf(shape, DataBuffers.of(pixels, true, false));
  }

  /**
   * The values of some operations.
   *
   * @param runner is fed already
   * @throws InputException if TensorFlow cannot compute them
   */
  @SafeVarargs
  static float[][] values(ModelCard card, Session.Runner runner, Operand<TFloat32>... wanted) {
    for (Operand<TFloat32> operand : wanted) runner.fetch(operand);
    return told(card, () -> {
      try (var result = NativeStderr.silenced(runner::run)) {
        float[][] values = new float[wanted.length][];
        for (int i = 0; i < wanted.length; i++) {
          TFloat32 tensor = (TFloat32) result.get(i);
          values[i] = new float[Math.toIntExact(tensor.size())];
          tensor.copyTo(DataBuffers.of(values[i], false, false));
        }
        return values;
      }
    });
  }

  /**
   * What {@code work} with the graph gives.
   *
   * @throws InputException if TensorFlow cannot do it
   */
  static <T> T told(ModelCard card, Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException | IllegalStateException | TFUnimplementedException e) {
      throw new InputException(
          "TensorFlow cannot run the graph of the model " + card.net() + ": " + Shown.text(e.getMessage()), e);
    }
  }

  /** @throws InputException if one of {@code values} is no number, as damaged weights make it */
  static float[] numbers(ModelCard card, float[] values) {
    for (float value : values)
      if (Float.isNaN(value))
        throw new InputException("the model " + card.net() + " gives no numbers: its weights or its graph are damaged");
    return values;
  }
}
