package tensorbang.scratch;

import java.util.Arrays;
import java.util.List;

/**
 * A fully connected layer: Y = X·W + b, with ∂L/∂W = Xᵀ·∂L/∂Y, ∂L/∂b = Σ of the rows of ∂L/∂Y and ∂L/∂X = ∂L/∂Y·Wᵀ
 * (Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 6.5.6). The kernel has shape {@code [in, out]}, the
 * bias {@code [out]}.
 */
public final class Dense implements Layer {
  private final int in;
  private final int out;
  private final Parameter weights;
  private final Parameter bias;

  /** The last batch and its ∂L/∂y, and W, as arrays of rows; those of {@code out} numbers are padded with zeros. */
  private float[][] inputs = {};

  private float[][] inputColumns = {};
  private float[][] gradients = {};
  private float[][] kernel = {};
  private float[][] kernelColumns = {};
  private float[][] sums = {};
  private Tensor y;
  private Tensor dx;

  public Dense(int in, int out) {
    if (in < 1 || out < 1) throw new IllegalArgumentException("a dense layer's sizes must be positive");
    this.in = in;
    this.out = out;
    this.weights = Parameter.kernel(in, out, in, out);
    this.bias = Parameter.vector("bias", out, 0);
  }

  @Override
  public String kind() {
    return "dense";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weights, bias);
  }

  @Override
  public long macs() {
    return weights.value().size();
  }

  /** From {@code [n, in]} to {@code [n, out]}. */
  @Override
  public Tensor forward(Tensor x, boolean training) {
    x.requireRank(2, "a dense layer");
    if (x.extent(1) != in) throw new IllegalArgumentException("a dense layer of " + in + " inputs got " + x);
    int n = x.extent(0);
    int width = MatrixProduct.padded(out);
    inputs = MatrixProduct.rows(inputs, n, in);
    kernel = MatrixProduct.rows(kernel, in, width);
    sums = MatrixProduct.rows(sums, Math.max(n, in), Math.max(width, in));
    y = Tensor.reuse(y, n, out);
    copyToRows(weights.value().data(), kernel, 0, in, out);
    Parallel.slices(n, (from, to, slice, worker) -> {
      copyToRows(x.data(), inputs, from, to, in);
      for (int i = from; i < to; i++) System.arraycopy(bias.value().data(), 0, sums[i], 0, out);
      MatrixProduct.add(part(inputs, from, to), kernel, part(sums, from, to), to - from, in, width);
      copyFromRows(sums, y.data(), from, to, out);
    });
    return y;
  }

  @Override
  public Tensor backward(Tensor dy) {
    backwardToParameters(dy);
    int n = inputs.length;
    dx = Tensor.reuse(dx, n, in);
    kernelColumns = MatrixProduct.rows(kernelColumns, out, in);
    MatrixProduct.transpose(kernel, in, out, kernelColumns);
    Parallel.slices(n, (from, to, slice, worker) -> {
      for (int i = from; i < to; i++) Arrays.fill(sums[i], 0, in, 0);
      MatrixProduct.add(part(gradients, from, to), kernelColumns, part(sums, from, to), to - from, out, in);
      copyFromRows(sums, dx.data(), from, to, in);
    });
    return dx;
  }

  @Override
  public void backwardToParameters(Tensor dy) {
    dy.requireShapeOf(y, "the backward pass of a dense layer");
    int n = inputs.length;
    int width = MatrixProduct.padded(out);
    gradients = MatrixProduct.rows(gradients, n, width);
    inputColumns = MatrixProduct.rows(inputColumns, in, n);
    copyToRows(dy.data(), gradients, 0, n, out);
    MatrixProduct.transpose(inputs, n, in, inputColumns);
    Parallel.slices(in, (from, to, slice, worker) -> {
      for (int i = from; i < to; i++) Arrays.fill(sums[i], 0, width, 0);
      MatrixProduct.add(part(inputColumns, from, to), gradients, part(sums, from, to), to - from, n, width);
      copyFromRows(sums, weights.gradient().data(), from, to, out);
    });
    float[] db = bias.gradient().data();
    Arrays.fill(db, 0);
    for (float[] row : gradients) {
      for (int j = 0; j < out; j++) db[j] += row[j];
    }
  }

  private static float[][] part(float[][] rows, int from, int to) {
    return Arrays.copyOfRange(rows, from, to);
  }

  private static void copyToRows(float[] matrix, float[][] rows, int from, int to, int columns) {
    for (int i = from; i < to; i++) System.arraycopy(matrix, i * columns, rows[i], 0, columns);
  }

  private static void copyFromRows(float[][] rows, float[] matrix, int from, int to, int columns) {
    for (int i = from; i < to; i++) System.arraycopy(rows[i], 0, matrix, i * columns, columns);
  }
}
