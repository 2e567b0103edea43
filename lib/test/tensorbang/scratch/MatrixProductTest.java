package tensorbang.scratch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixProductTest {
  /** Odd and even rows, depths around multiples of three and of a block, columns beyond a block. */
  @ParameterizedTest
  @CsvSource({"1,1,1", "2,3,4", "3,4,5", "5,2,17", "2,12,64", "7,13,33", "4,25,100", "3,40,1500", "2,14,2049"})
  void addsTheSumsOfProducts(int rows, int depth, int columns) {
    float[][] a = matrix(1, rows, depth);
    float[][] b = matrix(2, depth, columns);
    float[][] c = matrix(3, rows, columns);
    float[][] before = matrix(3, rows, columns);
    MatrixProduct.add(a, b, c, rows, depth, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double sum = before[i][j];
        for (int k = 0; k < depth; k++) sum += (double) a[i][k] * b[k][j];
        assertEquals(sum, c[i][j], 1e-5, "row " + i + ", column " + j);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,5", "8,4", "6,7"})
  void transposesTheFirstRowsAndColumns(int rows, int columns) {
    float[][] from = matrix(1, rows + 1, columns + 1);
    float[][] to = new float[columns][rows + 2];
    MatrixProduct.transpose(from, rows, columns, to);
    for (int j = 0; j < columns; j++) {
      float[] expected = new float[rows + 2];
      for (int i = 0; i < rows; i++) expected[i] = from[i][j];
      assertArrayEquals(expected, to[j], "column " + j);
    }
  }

  private static float[][] matrix(long seed, int rows, int columns) {
    float[][] matrix = new float[rows][];
    for (int i = 0; i < rows; i++)
      matrix[i] = Numbers.normal(seed * 1000 + i, columns).data();
    return matrix;
  }
}
