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

  private float[][] rows = {};
  private float[][] gradientRows = {};
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
    rows = rowsOf(x.data(), n, in);
    y = Tensor.reuse(y, n, out);
    float[][] w = rowsOf(weights.value().data(), in, out);
    float[] b = bias.value().data();
    Parallel.slices(
        n,
        (from, to, slice, worker) -> {
          float[][] sums = new float[to - from][];
          for (int i = 0; i < sums.length; i++) sums[i] = b.clone();
          MatrixProduct.add(Arrays.copyOfRange(rows, from, to), w, sums, to - from, in, out);
          copyRows(sums, y.data(), from);
        });
    return y;
  }

  @Override
  public Tensor backward(Tensor dy) {
    backwardToParameters(dy);
    int n = rows.length;
    dx = Tensor.reuse(dx, n, in);
    float[][] transposed = new float[out][in];
    MatrixProduct.transpose(rowsOf(weights.value().data(), in, out), in, out, transposed);
    Parallel.slices(
        n,
        (from, to, slice, worker) -> {
          float[][] sums = new float[to - from][in];
          MatrixProduct.add(Arrays.copyOfRange(gradientRows, from, to), transposed, sums, to - from, out, in);
          copyRows(sums, dx.data(), from);
        });
    return dx;
  }

  @Override
  public void backwardToParameters(Tensor dy) {
    dy.requireShapeOf(y, "the backward pass of a dense layer");
    int n = rows.length;
    gradientRows = rowsOf(dy.data(), n, out);
    float[][] columns = new float[in][n];
    MatrixProduct.transpose(rows, n, in, columns);
    Parallel.slices(
        in,
        (from, to, slice, worker) -> {
          float[][] sums = new float[to - from][out];
          MatrixProduct.add(Arrays.copyOfRange(columns, from, to), gradientRows, sums, to - from, n, out);
          copyRows(sums, weights.gradient().data(), from);
        });
    float[] db = bias.gradient().data();
    Arrays.fill(db, 0);
    for (float[] row : gradientRows) {
      for (int j = 0; j < out; j++) db[j] += row[j];
    }
  }

  private static float[][] rowsOf(float[] matrix, int rows, int columns) {
    float[][] result = new float[rows][];
    for (int i = 0; i < rows; i++) result[i] = Arrays.copyOfRange(matrix, i * columns, (i + 1) * columns);
    return result;
  }

  private static void copyRows(float[][] rows, float[] matrix, int firstRow) {
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, matrix, (firstRow + i) * rows[i].length, rows[i].length);
    }
  }
}
