package tensorbang.scratch;

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

  /** The most columns of it that help. */
  private static final int COLUMNS = 896;

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
  /** For each slice and output channel ∂L/∂w in the order of a row of patches, then ∂L/∂b. */
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
    this.weights = Parameter.kernel(area * in / groups, area * out / groups, kernel, kernel, in / groups, out);
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
    float[][][] w = kernelsByOutput();
    prepareWorkspaces(patches);
    Parallel.slices(x.extent(0), (from, to, slice, worker) -> {
      for (int g = 0; g < groups; g++) forward(patches, w[g], g, from, to, workspaces[worker]);
    });
    return y;
  }

  /** The images from {@code from} to {@code to}, a block of output lines at a time. */
  private void forward(Patches patches, float[][] w, int group, int from, int to, Workspace space) {
    int outputs = out / groups;
    int end = to * patches.outHeight;
    for (int first = from * patches.outHeight; first < end; first += space.lines) {
      int lines = Math.min(space.lines, end - first);
      int columns = lines * patches.lineWidth;
      gatherColumns(patches, group, first, lines, space);
      for (int o = 0; o < outputs; o++) {
        Arrays.fill(
            space.byOutput[o], 0, columns, bias == null ? 0 : bias.value().data()[group * outputs + o]);
      }
      MatrixProduct.add(w, space.columns, space.byOutput, outputs, patchSize(), columns);
      for (int o = 0; o < outputs; o++) {
        float[] row = space.byOutput[o];
        int at = first * patches.outWidth * out + group * outputs + o;
        for (int line = 0; line < columns; line += patches.lineWidth) {
          for (int i = 0; i < patches.outWidth; i++, at += out) y.data()[at] = row[line + i];
        }
      }
    }
  }

  private void gatherColumns(Patches patches, int group, int first, int lines, Workspace space) {
    int depth = in / groups;
    for (int done = 0; done < lines; ) {
      int line = (first + done) % patches.outHeight;
      int count = Math.min(lines - done, patches.outHeight - line);
      if (done == 0 || line == 0) {
        patches.split(x.data(), (first + done) / patches.outHeight, group * depth, depth, space.planes);
      }
      patches.gatherColumns(space.planes, depth, line, count, space.columns, done * patches.lineWidth);
      done += count;
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
    float[][][] w = toInput ? kernelsByInput() : null;
    prepareWorkspaces(patches);
    int slices = Parallel.count(x.extent(0));
    if (sliceGradients.length < slices) sliceGradients = new float[slices][out][rowLength()];
    Parallel.slices(x.extent(0), (from, to, slice, worker) -> {
      for (float[] row : sliceGradients[slice]) Arrays.fill(row, 0);
      for (int g = 0; g < groups; g++) {
        float[][] dw = Arrays.copyOfRange(sliceGradients[slice], g * (out / groups), (g + 1) * (out / groups));
        backward(patches, dy, toInput ? w[g] : null, dw, g, from, to, workspaces[worker]);
      }
    });
    addUpGradients(slices);
  }

  /** ∂L/∂w and ∂L/∂b of some images and, where there is a kernel {@code w}, their ∂L/∂x. */
  private void backward(
      Patches patches, Tensor dy, float[][] w, float[][] dw, int group, int from, int to, Workspace space) {
    int outputs = out / groups;
    int end = to * patches.outHeight;
    for (int first = from * patches.outHeight; first < end; first += space.lines) {
      int lines = Math.min(space.lines, end - first);
      int firstPixel = first * patches.outWidth;
      int pixels = lines * patches.outWidth;
      for (int o = 0; o < outputs; o++) {
        float[] row = space.byOutput[o];
        int at = firstPixel * out + group * outputs + o;
        for (int i = 0; i < pixels; i++, at += out) row[i] = dy.data()[at];
      }
      patches.gather(x.data(), group * (in / groups), in / groups, first, lines, space.strip, space.patches);
      MatrixProduct.add(space.byOutput, space.patches, dw, outputs, pixels, rowLength());
      if (w != null) inputGradient(patches, w, group, first, lines, space);
    }
  }

  /** ∂L/∂x of a block of output lines, whose ∂L/∂y is in {@code space.byOutput}. */
  private void inputGradient(Patches patches, float[][] w, int group, int first, int lines, Workspace space) {
    int depth = in / groups;
    int columns = lines * patches.lineWidth;
    for (int o = 0; o < out / groups; o++) {
      for (int line = lines - 1; line >= 0; line--) {
        int at = line * patches.lineWidth;
        System.arraycopy(space.byOutput[o], line * patches.outWidth, space.byOutput[o], at, patches.outWidth);
        Arrays.fill(space.byOutput[o], at + patches.outWidth, at + patches.lineWidth, 0);
      }
    }
    for (int k = 0; k < patchSize(); k++) Arrays.fill(space.columns[k], 0, columns, 0);
    MatrixProduct.add(w, space.byOutput, space.columns, patchSize(), out / groups, columns);
    for (int done = 0; done < lines; ) {
      int line = (first + done) % patches.outHeight;
      int count = Math.min(lines - done, patches.outHeight - line);
      if (line == 0) for (float[] plane : space.gradientPlanes) Arrays.fill(plane, 0);
      patches.scatterColumns(space.columns, done * patches.lineWidth, depth, line, count, space.gradientPlanes);
      done += count;
      if (line + count == patches.outHeight) {
        patches.join(space.gradientPlanes, (first + done - 1) / patches.outHeight, group * depth, depth, dx.data());
      }
    }
  }

  /** The gradients of all slices, added in the order of the slices; a patch row is in the order (kx, ky, channel). */
  private void addUpGradients(int slices) {
    int depth = patchSize();
    float[] dw = weights.gradient().data();
    for (int o = 0; o < out; o++) {
      float[] total = sliceGradients[0][o];
      for (int s = 1; s < slices; s++) {
        float[] part = sliceGradients[s][o];
        for (int j = 0; j <= depth; j++) total[j] += part[j];
      }
      for (int ky = 0; ky < kernel; ky++) {
        for (int kx = 0; kx < kernel; kx++) {
          for (int c = 0; c < in / groups; c++) {
            dw[((ky * kernel + kx) * (in / groups) + c) * out + o] = total[(kx * kernel + ky) * (in / groups) + c];
          }
        }
      }
      if (bias != null) bias.gradient().data()[o] = total[depth];
    }
  }

  /** Inputs that one output sums over: the length of a row of the patch matrix. */
  private int patchSize() {
    return kernel * kernel * in / groups;
  }

  /** Numbers of a row of the patch matrix: the patch, a 1 whose gradient is that of the bias, and zeros. */
  private int rowLength() {
    return MatrixProduct.padded(patchSize() + 1);
  }

  /** For each group a row for each of its output channels, in the order of a patch. */
  private float[][][] kernelsByOutput() {
    float[] w = weights.value().data();
    float[][][] rows = new float[groups][out / groups][patchSize()];
    for (int k = 0; k < patchSize(); k++) {
      for (int o = 0; o < out; o++) rows[o / (out / groups)][o % (out / groups)][k] = w[k * out + o];
    }
    return rows;
  }

  /** For each group a row for each number of a patch. */
  private float[][][] kernelsByInput() {
    float[] w = weights.value().data();
    int outputs = out / groups;
    float[][][] rows = new float[groups][patchSize()][];
    for (int g = 0; g < groups; g++) {
      for (int k = 0; k < patchSize(); k++) {
        int at = k * out + g * outputs;
        rows[g][k] = Arrays.copyOfRange(w, at, at + outputs);
      }
    }
    return rows;
  }

  private void prepareWorkspaces(Patches patches) {
    if (workspaces.length == Parallel.threads() && workspaces[0].fits(patches)) return;
    workspaces = new Workspace[Parallel.threads()];
    for (int i = 0; i < workspaces.length; i++) workspaces[i] = new Workspace(patches);
  }

  /** What one thread works on: a block of output lines, of one image or of several. */
  private final class Workspace {
    final int lines;
    final int lineWidth;
    final float[][] planes;
    final float[][] gradientPlanes;
    final float[] strip;
    final float[][] patches;
    final float[][] columns;
    final float[][] byOutput;

    Workspace(Patches shape) {
      lineWidth = shape.lineWidth;
      int width = Math.max(64, Math.min(COLUMNS, BLOCK / patchSize()));
      lines = (width + lineWidth - 1) / lineWidth;
      planes = new float[in / groups][shape.planeSize];
      gradientPlanes = new float[in / groups][shape.planeSize];
      strip = new float[shape.stripSize * (in / groups)];
      patches = new float[lines * shape.outWidth][rowLength()];
      for (float[] row : patches) row[patchSize()] = 1;
      columns = new float[patchSize()][lines * lineWidth];
      byOutput = new float[out / groups][lines * lineWidth];
    }

    boolean fits(Patches shape) {
      return lineWidth == shape.lineWidth && planes[0].length == shape.planeSize;
    }
  }
}
