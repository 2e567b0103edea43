package tensorbang.report;

import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.correlation.Covariance;
import smile.manifold.TSNE;
import smile.math.MathEx;

/** Rows of many numbers as points in the plane, so that rows that are alike lie near each other. */
public enum Projection {
  /** The two directions of the largest variance. */
  PCA {
    @Override
    public double[][] of(float[][] rows) {
      return principalComponents(rows, 2);
    }
  },

  /**
   * Stochastic neighbour embedding (van der Maaten and Hinton, 2008) of the first 50 principal components, with a
   * perplexity of 30 (less for fewer than 91 rows). Distances between far groups mean nothing.
   */
  TSNE {
    @Override
    public double[][] of(float[][] rows) {
      MathEx.setSeed(SEED);
      double[][] components = principalComponents(rows, COMPONENTS);
      double perplexity = Math.min(PERPLEXITY, (rows.length - 1) / 3.0);
      return new TSNE(components, 2, perplexity, RATE, ITERATIONS).coordinates;
    }
  };

  /** t-SNE of fewer rows than it has components would take them for distances. */
  public static final int FEWEST_ROWS = 60;

  private static final long SEED = 42;
  private static final int COMPONENTS = 50;
  private static final double PERPLEXITY = 30;
  private static final double RATE = 200;
  private static final int ITERATIONS = 1000;

  /**
   * @param rows at least {@link #FEWEST_ROWS}, all of one length
   * @return two coordinates for each row
   */
  public abstract double[][] of(float[][] rows);

  private static double[][] principalComponents(float[][] rows, int count) {
    RealMatrix matrix = centred(rows);
    EigenDecomposition eigen = new EigenDecomposition(new Covariance(matrix).getCovarianceMatrix());
    double[] variances = eigen.getRealEigenvalues();
    int[] order = IntStream.range(0, variances.length)
        .boxed()
        .sorted((a, b) -> Double.compare(variances[b], variances[a]))
        .limit(count)
        .mapToInt(i -> i)
        .toArray();
    RealMatrix axes = new Array2DRowRealMatrix(rows[0].length, order.length);
    for (int i = 0; i < order.length; i++) axes.setColumnVector(i, upright(eigen.getEigenvector(order[i])));
    return matrix.multiply(axes).getData();
  }

  private static RealMatrix centred(float[][] rows) {
    int columns = rows[0].length;
    double[] mean = new double[columns];
    for (float[] row : rows) for (int j = 0; j < columns; j++) mean[j] += row[j] / rows.length;
    double[][] centred = new double[rows.length][columns];
    for (int i = 0; i < rows.length; i++) for (int j = 0; j < columns; j++) centred[i][j] = rows[i][j] - mean[j];
    return new Array2DRowRealMatrix(centred, false);
  }

  /** An eigenvector's sign is arbitrary: here its largest component is positive. */
  private static RealVector upright(RealVector vector) {
    double largest = Math.abs(vector.getMaxValue()) >= Math.abs(vector.getMinValue()) ? 1 : -1;
    return vector.mapMultiply(largest);
  }
}
