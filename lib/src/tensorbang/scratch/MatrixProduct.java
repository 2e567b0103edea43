package tensorbang.scratch;

/**
 * The product of two matrices, on one thread. A matrix is an array of rows.
 *
 * <p>All time of a network goes into {@link #twoRows}, so its shape is chosen for the just-in-time compiler: HotSpot's
 * C2 turns a loop into SIMD where the loop is small, every array is read at the plain loop index (so rows are arrays of
 * their own, not offsets into one), and a multiply-add is one {@link Math#fma}. Two rows of the result times three
 * terms of the sum make six multiply-adds of five loads and two stores. Larger bodies are not vectorised, smaller ones
 * wait for memory. The loops around it keep a block of {@code b} in the cache (Goto and van de Geijn,
 * "Anatomy of High-Performance Matrix Multiplication", 2008, with the roles of the loops adapted).
 *
 * <p>A processor without fused multiply-add (x86 before 2013) gives the same bits, but takes very long for them.
 */
final class MatrixProduct {
  /** Columns and rows of the block of {@code b} that stays in the cache: 48 KiB of floats. */
  private static final int BLOCK_COLUMNS = 1024;

  private static final int BLOCK_DEPTH = 12;

  private MatrixProduct() {}

  /**
   * c += a · b.
   *
   * @param a at least {@code rows} rows of {@code depth} numbers
   * @param b at least {@code depth} rows of {@code columns} numbers
   * @param c at least {@code rows} rows of {@code columns} numbers
   */
  static void add(float[][] a, float[][] b, float[][] c, int rows, int depth, int columns) {
    for (int j = 0; j < columns; j += BLOCK_COLUMNS) {
      int jEnd = Math.min(columns, j + BLOCK_COLUMNS);
      for (int k = 0; k < depth; k += BLOCK_DEPTH) {
        block(a, b, c, rows, k, Math.min(depth, k + BLOCK_DEPTH), j, jEnd);
      }
    }
  }

  private static void block(float[][] a, float[][] b, float[][] c, int rows, int k0, int k1, int j0, int j1) {
    int i = 0;
    for (; i + 1 < rows; i += 2) {
      float[] p = a[i];
      float[] q = a[i + 1];
      int k = k0;
      for (; k + 2 < k1; k += 3) {
        twoRows(c[i], c[i + 1], p[k], p[k + 1], p[k + 2], q[k], q[k + 1], q[k + 2], b[k], b[k + 1], b[k + 2], j0, j1);
      }
      for (; k < k1; k++) {
        oneTerm(c[i], p[k], b[k], j0, j1);
        oneTerm(c[i + 1], q[k], b[k], j0, j1);
      }
    }
    if (i < rows) {
      for (int k = k0; k < k1; k++) oneTerm(c[i], a[i][k], b[k], j0, j1);
    }
  }

  private static void twoRows(
      float[] c,
      float[] d,
      float c0,
      float c1,
      float c2,
      float d0,
      float d1,
      float d2,
      float[] b0,
      float[] b1,
      float[] b2,
      int from,
      int to) {
    for (int j = from; j < to; j++) {
      c[j] = Math.fma(c2, b2[j], Math.fma(c1, b1[j], Math.fma(c0, b0[j], c[j])));
      d[j] = Math.fma(d2, b2[j], Math.fma(d1, b1[j], Math.fma(d0, b0[j], d[j])));
    }
  }

  private static void oneTerm(float[] c, float a, float[] b, int from, int to) {
    for (int j = from; j < to; j++) c[j] = Math.fma(a, b[j], c[j]);
  }

  /**
   * The next multiple of 16: as many numbers as fill SIMD registers. The rest of a loop that fills none is slow, and so
   * short rows are padded with zeros.
   */
  static int padded(int length) {
    return (length + 15) / 16 * 16;
  }

  /** {@code old} where it is a matrix of that size, a new one of zeros otherwise. */
  static float[][] rows(float[][] old, int rows, int columns) {
    return old.length == rows && old[0].length == columns ? old : new float[rows][columns];
  }

  /** The first {@code rows} × {@code columns} of {@code from} into {@code to}, transposed. */
  static void transpose(float[][] from, int rows, int columns, float[][] to) {
    int j = 0;
    for (; j + 3 < columns; j += 4) {
      float[] t0 = to[j];
      float[] t1 = to[j + 1];
      float[] t2 = to[j + 2];
      float[] t3 = to[j + 3];
      for (int i = 0; i < rows; i++) {
        float[] row = from[i];
        t0[i] = row[j];
        t1[i] = row[j + 1];
        t2[i] = row[j + 2];
        t3[i] = row[j + 3];
      }
    }
    for (; j < columns; j++) {
      for (int i = 0; i < rows; i++) to[j][i] = from[i][j];
    }
  }
}
