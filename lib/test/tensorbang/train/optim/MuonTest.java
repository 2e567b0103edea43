package tensorbang.train.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import tensorbang.data.Batch;
import tensorbang.data.Normalization;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.nn.Padding;
import tensorbang.nn.Variables;
import tensorbang.settings.Settings;
import tensorbang.tf.Device;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.train.TrainConfig;
import tensorbang.train.TrainGraph;
import tensorbang.train.TrainingTime;
import tensorbang.weights.FloatArray;

class MuonTest {
  private static final Net NET =
      (l, x) -> l.dense(l.flatten(l.batchNorm(l.depthwise(l.conv(x, 4, 3, Padding.SAME), 3, 1, Padding.SAME))), 3);

  private static RealMatrix orthogonalized(RealMatrix matrix, int iterations) {
    int columns = matrix.getColumnDimension();
    float[][] values = new float[matrix.getRowDimension()][columns];
    for (int i = 0; i < values.length; i++)
      for (int j = 0; j < columns; j++) values[i][j] = (float) matrix.getEntry(i, j);
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      Ops tf = Ops.create(graph);
      var result = Muon.orthogonalized(tf, tf.constant(values), values.length >= columns, iterations);
      try (Session session = new Session(graph);
          var run = NativeStderr.silenced(session.runner().fetch(result)::run)) {
        TFloat32 tensor = (TFloat32) run.get(0);
        RealMatrix found = new Array2DRowRealMatrix(values.length, columns);
        for (int i = 0; i < values.length; i++)
          for (int j = 0; j < columns; j++) found.setEntry(i, j, tensor.getFloat(i, j));
        return found;
      }
    }
  }

  private static RealMatrix random(int rows, int columns) {
    Random random = new Random(rows);
    RealMatrix matrix = new Array2DRowRealMatrix(rows, columns);
    for (int i = 0; i < rows; i++) for (int j = 0; j < columns; j++) matrix.setEntry(i, j, random.nextGaussian());
    return matrix;
  }

  @Test
  void fiveIterationsBringSingularValuesNearOneAndKeepTheSingularVectors() {
    for (int[] shape : new int[][] {{40, 12}, {12, 40}, {16, 16}}) {
      RealMatrix matrix = random(shape[0], shape[1]);
      if (shape[0] == shape[1]) // a square one of random numbers has singular values near 0
      matrix = matrix.scalarMultiply(0.1).add(MatrixUtils.createRealIdentityMatrix(shape[0]));
      RealMatrix found = orthogonalized(matrix, 5);
      for (double s : new SingularValueDecomposition(found).getSingularValues())
        assertTrue(s > 0.65 && s < 1.25, "singular value " + s);
      SingularValueDecomposition of = new SingularValueDecomposition(matrix);
      RealMatrix turned = of.getUT().multiply(found).multiply(of.getV());
      for (int i = 0; i < turned.getRowDimension(); i++)
        for (int j = 0; j < turned.getColumnDimension(); j++) if (i != j) assertEquals(0, turned.getEntry(i, j), 1e-4);
    }
  }

  /** What the polynomial makes of each singular value, in double precision. */
  @Test
  void anIterationAppliesThePolynomialToEachSingularValue() {
    RealMatrix matrix = random(9, 5);
    SingularValueDecomposition of = new SingularValueDecomposition(matrix);
    double[] expected = of.getSingularValues().clone();
    for (int i = 0; i < expected.length; i++) {
      double s = expected[i] / matrix.getFrobeniusNorm();
      for (int n = 0; n < 3; n++) s = 3.4445 * s - 4.7750 * Math.pow(s, 3) + 2.0315 * Math.pow(s, 5);
      expected[i] = s;
    }
    RealMatrix turned = of.getUT().multiply(orthogonalized(matrix, 3)).multiply(of.getV());
    for (int i = 0; i < expected.length; i++) assertEquals(expected[i], turned.getEntry(i, i), 1e-4);
  }

  private static final class Training implements AutoCloseable {
    final NetGraph graph = new NetGraph(NET, 6, 6, new Normalization(new float[] {0.5f}, new float[] {0.25f}));
    final TrainGraph steps;

    Training(Map<String, ?> settings) {
      TrainConfig config =
          TrainConfig.of(Settings.NONE.set("label_smoothing", 0).with(settings));
      steps = TrainGraph.of(NET, graph, config, new int[3], Device.CPU, 1);
      graph.variables().initialize(steps.session(), 5);
    }

    Map<String, FloatArray> all() {
      return Variables.read(steps.session(), graph.variables().all());
    }

    void step(double rate, int number) {
      byte[] pixels = new byte[8 * 36];
      new Random(number).nextBytes(pixels);
      steps.train(new Batch(pixels, new int[] {0, 1, 2, 0, 1, 2, 0, 1}), rate, 1, new TrainingTime(number, 4, 1));
    }

    @Override
    public void close() {
      steps.close();
      graph.close();
    }
  }

  private static RealMatrix matrix(FloatArray array) {
    int columns = array.shape()[3];
    RealMatrix matrix = new Array2DRowRealMatrix(array.size() / columns, columns);
    for (int i = 0; i < array.size(); i++)
      matrix.setEntry(i / columns, i % columns, array.values()[i]);
    return matrix;
  }

  /** Two steps by hand, with gradients from plain descent at rate 1. */
  @Test
  void aConvolutionStepsAlongTheOrthogonalMomentumFromAKernelOfFixedNorm() {
    double momentum = 0.6;
    try (Training muon = new Training(Map.of("optimizer", "muon", "lr", 0.5, "muon_lr", 5.0, "weight_decay", 0.3));
        Training plain = new Training(Map.of("momentum", 0, "weight_decay", 0))) {
      RealMatrix sum = new Array2DRowRealMatrix(9, 4);
      for (int t = 0; t < 2; t++) {
        plain.graph.variables().load(plain.steps.session(), muon.all());
        RealMatrix before = matrix(muon.all().get("conv1/kernel"));
        plain.step(1, t);
        RealMatrix gradient = before.subtract(matrix(plain.all().get("conv1/kernel")));
        sum = sum.scalarMultiply(momentum).add(gradient);
        RealMatrix direction = gradient.add(sum.scalarMultiply(momentum));
        RealMatrix moved = orthogonalized(direction, 3).scalarMultiply(5.0 * 0.1 / 0.5);
        double tolerance = 0.01 * moved.getFrobeniusNorm() / Math.sqrt(9 * 4); // of a typical entry
        RealMatrix expected =
            before.scalarMultiply(Math.sqrt(4) / before.getFrobeniusNorm()).subtract(moved);
        muon.step(0.1, t); // a schedule's factor of 0.2
        RealMatrix found = matrix(muon.all().get("conv1/kernel"));
        for (int i = 0; i < 9; i++)
          assertArrayEquals(expected.getRow(i), found.getRow(i), tolerance, "step " + t + ", row " + i);
      }
    }
  }

  @Test
  void allOtherWeightsAreThoseOfSgd() {
    Map<String, Object> settings = Map.of("lr", 0.1, "weight_decay", 0.01);
    Map<String, Object> withMuon = new LinkedHashMap<>(settings);
    withMuon.put("optimizer", "muon");
    try (Training muon = new Training(withMuon);
        Training sgd = new Training(settings)) {
      muon.step(0.1, 0);
      sgd.step(0.1, 0);
      Map<String, FloatArray> expected = sgd.all();
      muon.all().forEach((name, values) -> {
        if (!name.startsWith("conv1/kernel"))
          assertArrayEquals(expected.get(name).values(), values.values(), name);
      });
    }
  }
}
