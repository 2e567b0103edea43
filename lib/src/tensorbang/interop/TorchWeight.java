package tensorbang.interop;

import java.util.Arrays;
import tensorbang.weights.FloatArray;

/**
 * One variable of a network and how PyTorch stores it.
 *
 * @param variable its name in the network
 * @param shape in the network
 * @param torchShape in PyTorch
 * @param torchIndex for each of the variable's values in row-major order, where PyTorch has it in its own
 */
record TorchWeight(String variable, int[] shape, int[] torchShape, int[] torchIndex) {
  /** One value a channel or unit: the same in both. */
  static TorchWeight vector(String variable, int[] shape) {
    int[] index = new int[shape[0]];
    Arrays.setAll(index, i -> i);
    return new TorchWeight(variable, shape, shape, index);
  }

  /** [height, width, in, out] as [out, in, height, width]. */
  static TorchWeight convolution(String variable, int[] shape) {
    int height = shape[0];
    int width = shape[1];
    int in = shape[2];
    int out = shape[3];
    int[] index = new int[height * width * in * out];
    int i = 0;
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++)
        for (int c = 0; c < in; c++) for (int f = 0; f < out; f++) index[i++] = ((f * in + c) * height + y) * width + x;
    return new TorchWeight(variable, shape, new int[] {out, in, height, width}, index);
  }

  /** [height, width, channels, 1] as [channels, 1, height, width]. */
  static TorchWeight depthwise(String variable, int[] shape) {
    int height = shape[0];
    int width = shape[1];
    int channels = shape[2];
    int[] index = new int[height * width * channels];
    int i = 0;
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++) for (int c = 0; c < channels; c++) index[i++] = (c * height + y) * width + x;
    return new TorchWeight(variable, shape, new int[] {channels, 1, height, width}, index);
  }

  /**
   * [in, out] as [out, in].
   *
   * @param flattened the height, width and channels that the inputs are; null where they are just units
   */
  static TorchWeight dense(String variable, int[] shape, int[] flattened) {
    int in = shape[0];
    int out = shape[1];
    int[] index = new int[in * out];
    for (int i = 0; i < in; i++) {
      int torchIn = i;
      if (flattened != null) {
        int channels = flattened[2];
        torchIn = i % channels * (flattened[0] * flattened[1]) + i / channels;
      }
      for (int o = 0; o < out; o++) index[i * out + o] = o * in + torchIn;
    }
    return new TorchWeight(variable, shape, new int[] {out, in}, index);
  }

  /** @param tensor of {@link #torchShape} */
  FloatArray fromTorch(FloatArray tensor) {
    float[] values = new float[torchIndex.length];
    for (int i = 0; i < values.length; i++) values[i] = tensor.values()[torchIndex[i]];
    return new FloatArray(shape, values);
  }

  /** @param array of {@link #shape} */
  FloatArray toTorch(FloatArray array) {
    float[] values = new float[torchIndex.length];
    for (int i = 0; i < values.length; i++) values[torchIndex[i]] = array.values()[i];
    return new FloatArray(torchShape, values);
  }
}
