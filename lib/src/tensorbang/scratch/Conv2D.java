package tensorbang.scratch;

import static tensorbang.scratch.MatrixProduct.transpose;

import java.util.Arrays;
import java.util.List;

/**
 * Convolution of images with square kernels: y[n, oy, ox, o] = b[o] + Σ x[n, oy·s − p + ky, ox·s − p + kx, c] ·
 * w[ky, kx, c, o] over ky, kx and the channels c of o's group, with zeros outside the image. (As everywhere in the
 * field, the kernel is not flipped: Goodfellow, Bengio and Courville, "Deep Learning", 2016, equation 9.6.)
 *
 * <p>With the matrix X of patches ({@link Patches}) it is one matrix product, Y = X·W + b, so the gradients are those
 * of a product: ∂L/∂W = Xᵀ·∂L/∂Y, ∂L/∂X = ∂L/∂Y·Wᵀ, and ∂L/∂x adds up the patches that a pixel was in. X is made
 * anew, a block of output pixels at a time, in both passes: it would be kernel² times as large as x.
 *
 * <p>The kernel has shape {@code [kernel, kernel, in / groups, out]}, the bias {@code [out]}. Group g of the output
 * channels sees group g of the input channels only; with {@code groups == in} the convolution is depthwise.
 */
public final class Conv2D implements Layer {
  /** Numbers of the patch matrix that are made at a time: 512 KiB of floats, which a second-level cache holds. */
  private static final int BLOCK = 1 << 17;

  private final int in;
  private final int out;
  private final int kernel;
  private final int stride;
  private final int padding;
  private final int groups;
  private final Parameter weights;
  private final Parameter bias;

  private Tensor x;
  private Tensor y;
  private Tensor dx;
  private Workspace[] workspaces = {};
  /** For each slice and output channel ∂L/∂w in the order of a patch, then ∂L/∂b. */
  private float[][][] sliceGradients = {};

  /** Stride 1, no padding, with a bias. */
  public Conv2D(int in, int out, int kernel) {
    this(in, out, kernel, 1, 0, 1, true);
  }

  /**
   * A convolution.
   *
   * @param in channels of the input
   * @param out channels of the output
   * @param kernel height and width of the kernel in pixels
   * @param stride pixels from one window to the next
   * @param padding rows and columns of zeros on each of the four sides
   * @param groups independent convolutions side by side; divides {@code in} and {@code out}
   * @param bias whether a number per output channel is added; batch normalisation makes it useless
   */
  public Conv2D(int in, int out, int kernel, int stride, int padding, int groups, boolean bias) {
    if (in < 1 || out < 1 || kernel < 1 || stride < 1 || padding < 0 || groups < 1) {
      throw new IllegalArgumentException("a convolution's sizes must be positive");
    }
    if (in % groups != 0 || out % groups != 0) {
      throw new IllegalArgumentException(groups + " groups do not divide " + in + " and " + out + " channels");
    }
    this.in = in;
    this.out = out;
    this.kernel = kernel;
    this.stride = stride;
    this.padding = padding;
    this.groups = groups;
    int area = kernel * kernel;
    this.weights =
        Parameter.kernel(area * in / groups, area * out / groups, kernel, kernel, in / groups, out);
    this.bias = bias ? Parameter.vector("bias", out, 0) : null;
  }

  @Override
  public String kind() {
    return "conv";
  }

  public int stride() {
    return stride;
  }

  public int padding() {
    return padding;
  }

  public int groups() {
    return groups;
  }

  @Override
  public List<Parameter> parameters() {
    return bias == null ? List.of(weights) : List.of(weights, bias);
  }

  @Override
  public long macs() {
    return (long) y.extent(1) * y.extent(2) * weights.value().size();
  }

  /** From {@code [n, height, width, in]} to {@code [n, outHeight, outWidth, out]}. */
  @Override
  public Tensor forward(Tensor input, boolean training) {
    input.requireRank(4, "a convolution");
    if (input.extent(3) != in) {
      throw new IllegalArgumentException("a convolution of " + in + " channels got " + input);
    }
    x = input;
    Patches patches = new Patches(x, kernel, stride, padding);
    y = Tensor.reuse(y, x.extent(0), patches.outHeight, patches.outWidth, out);
    float[][] w = kernelByOutput();
    prepareWorkspaces();
    Parallel.slices(
        x.extent(0),
        (from, to, slice, worker) -> {
          Workspace space = workspaces[worker];
          int end = to * patches.pixels;
          for (int first = from * patches.pixels; first < end; first += space.pixels) {
            forward(patches, w, first, Math.min(space.pixels, end - first), space);
          }
        });
    return y;
  }

  private void forward(Patches patches, float[][] w, int first, int count, Workspace space) {
    int depth = patchSize();
    for (int g = 0; g < groups; g++) {
      patches.gatherColumns(x.data(), g * (in / groups), in / groups, first, count, space.planes, space.columns);
      for (int o = 0; o < out / groups; o++) {
        Arrays.fill(space.byOutput[o], 0, count, bias == null ? 0 : bias.value().data()[g * (out / groups) + o]);
      }
      MatrixProduct.add(group(w, g), space.columns, space.byOutput, out / groups, depth, count);
      float[] target = y.data();
      for (int o = 0; o < out / groups; o++) {
        float[] row = space.byOutput[o];
        int at = first * out + g * (out / groups) + o;
        for (int i = 0; i < count; i++, at += out) target[at] = row[i];
      }
    }
  }

  @Override
  public Tensor backward(Tensor dy) {
    dx = Tensor.reuse(dx, x.shape());
    backward(dy, true);
    return dx;
  }

  @Override
  public void backwardToParameters(Tensor dy) {
    backward(dy, false);
  }

  private void backward(Tensor dy, boolean toInput) {
    dy.requireShapeOf(y, "the backward pass of a convolution");
    Patches patches = new Patches(x, kernel, stride, padding);
    float[][] w = kernelByOutput();
    prepareWorkspaces();
    int slices = Parallel.count(x.extent(0));
    if (sliceGradients.length < slices) sliceGradients = new float[slices][out][patchSize() + 1];
    Parallel.slices(
        x.extent(0),
        (from, to, slice, worker) -> {
          Workspace space = workspaces[worker];
          float[][] dw = sliceGradients[slice];
          for (float[] row : dw) Arrays.fill(row, 0);
          int imageSize = x.size() / x.extent(0);
          if (toInput) Arrays.fill(dx.data(), from * imageSize, to * imageSize, 0);
          int end = to * patches.pixels;
          for (int first = from * patches.pixels; first < end; first += space.pixels) {
            backward(patches, dy, w, dw, first, Math.min(space.pixels, end - first), toInput, space);
          }
        });
    addUpGradients(slices);
  }

  private void backward(
      Patches patches, Tensor dy, float[][] w, float[][] dw, int first, int count, boolean toInput, Workspace space) {
    int depth = patchSize();
    int outputs = out / groups;
    for (int g = 0; g < groups; g++) {
      for (int i = 0; i < count; i++) {
        System.arraycopy(dy.data(), (first + i) * out + g * outputs, space.byPixel[i], 0, outputs);
      }
      transpose(space.byPixel, count, outputs, space.byOutput);
      patches.gather(x.data(), g * (in / groups), in / groups, first, count, space.patches);
      float[][] dwGroup = group(dw, g);
      MatrixProduct.add(space.byOutput, space.patches, dwGroup, outputs, count, depth);
      for (int o = 0; o < outputs; o++) dwGroup[o][depth] += sum(space.byOutput[o], count);
      if (toInput) {
        for (int i = 0; i < count; i++) Arrays.fill(space.patches[i], 0, depth, 0);
        MatrixProduct.add(space.byPixel, group(w, g), space.patches, count, outputs, depth);
        patches.scatter(space.patches, g * (in / groups), in / groups, first, count, dx.data());
      }
    }
  }

  /** The gradients of all slices, added in the order of the slices. */
  private void addUpGradients(int slices) {
    int depth = patchSize();
    float[] dw = weights.gradient().data();
    Parallel.slices(
        out,
        (from, to, slice, worker) -> {
          for (int o = from; o < to; o++) {
            float[] total = sliceGradients[0][o];
            for (int s = 1; s < slices; s++) {
              float[] part = sliceGradients[s][o];
              for (int j = 0; j <= depth; j++) total[j] += part[j];
            }
            for (int k = 0; k < depth; k++) dw[k * out + o] = total[k];
            if (bias != null) bias.gradient().data()[o] = total[depth];
          }
        });
  }

  /** Four partial sums: the additions of one need not wait for each other. */
  private static float sum(float[] row, int count) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      s0 += row[i];
      s1 += row[i + 1];
      s2 += row[i + 2];
      s3 += row[i + 3];
    }
    for (; i < count; i++) s0 += row[i];
    return (s0 + s1) + (s2 + s3);
  }

  /** Inputs that one output sums over: the length of a row of the patch matrix. */
  private int patchSize() {
    return kernel * kernel * in / groups;
  }

  /** One row for each output channel, in the order of a patch. */
  private float[][] kernelByOutput() {
    float[] w = weights.value().data();
    float[][] rows = new float[out][patchSize()];
    for (int k = 0; k < patchSize(); k++) {
      for (int o = 0; o < out; o++) rows[o][k] = w[k * out + o];
    }
    return rows;
  }

  private float[][] group(float[][] byOutput, int group) {
    if (groups == 1) return byOutput;
    return Arrays.copyOfRange(byOutput, group * (out / groups), (group + 1) * (out / groups));
  }

  private void prepareWorkspaces() {
    int imageSize = x.extent(1) * x.extent(2);
    if (workspaces.length >= Parallel.threads() && workspaces[0].planes[0].length >= imageSize) return;
    workspaces = new Workspace[Parallel.threads()];
    for (int i = 0; i < workspaces.length; i++) {
      workspaces[i] = new Workspace(in / groups, imageSize, patchSize(), out / groups);
    }
  }

  /** What one thread works on: a block of output pixels. */
  private static final class Workspace {
    final int pixels;
    final float[][] planes;
    final float[][] patches;
    final float[][] columns;
    final float[][] byPixel;
    final float[][] byOutput;

    Workspace(int channels, int imageSize, int patchSize, int outputs) {
      pixels = Math.max(64, Math.min(512, BLOCK / patchSize));
      planes = new float[channels][imageSize];
      patches = new float[pixels][patchSize];
      columns = new float[patchSize][pixels];
      byPixel = new float[pixels][outputs];
      byOutput = new float[outputs][pixels];
    }
  }
}
