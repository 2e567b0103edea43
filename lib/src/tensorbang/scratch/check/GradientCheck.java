package tensorbang.scratch.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tensorbang.scratch.Layer;
import tensorbang.scratch.Parameter;
import tensorbang.scratch.Tensor;
import tensorbang.scratch.cases.Case;
import tensorbang.scratch.cases.Cases;
import tensorbang.scratch.cases.CentralDifferences;

/**
 * Every layer of {@code tensorbang.scratch} against two references: TensorFlow's operation and its gradient, in
 * single precision, and central differences in double precision.
 */
public final class GradientCheck {
  /** The largest relative difference from TensorFlow that passes. */
  public static final double SINGLE_LIMIT = 1e-4;

  /** The largest relative difference from central differences that passes. */
  public static final double DOUBLE_LIMIT = 1e-6;

  /** What a layer was compared with: TensorFlow in float32, or central differences in float64. */
  public enum Reference {
    TENSORFLOW("TensorFlow", SINGLE_LIMIT),
    DIFFERENCES("differences", DOUBLE_LIMIT);

    private final String title;
    private final double limit;

    Reference(String title, double limit) {
      this.title = title;
      this.limit = limit;
    }

    public String title() {
      return title;
    }

    public double limit() {
      return limit;
    }
  }

  /**
   * The largest differences over some numbers. A relative difference is that of a whole tensor: its largest difference
   * over its largest number.
   */
  public record Difference(double absolute, double relative) {
    static final Difference NONE = new Difference(0, 0);

    Difference or(Difference other) {
      return new Difference(Math.max(absolute, other.absolute), Math.max(relative, other.relative));
    }

    static Difference between(float[] own, float[] right) {
      double difference = 0;
      double largest = 0;
      for (int i = 0; i < right.length; i++) {
        difference = Math.max(difference, Math.abs((double) own[i] - right[i]));
        largest = Math.max(largest, Math.abs(right[i]));
      }
      return new Difference(difference, difference == 0 ? 0 : difference / largest);
    }
  }

  /**
   * A layer and what it was compared with.
   *
   * @param forward null where the reference gives none
   * @param numbers how many gradients were compared
   * @param kinks how many were left out, because the function has a kink there
   */
  public record Row(
      String layer, Reference reference, Difference forward, Difference gradient, long numbers, long kinks) {
    /** Whether all differences are within the reference's limit; NaN is not. */
    public boolean passed() {
      return (forward == null || forward.relative() <= reference.limit())
          && gradient.relative() <= reference.limit()
          && numbers > kinks;
    }

    private Row and(Row other) {
      Difference bothForward = forward == null ? null : forward.or(other.forward);
      return new Row(
          layer, reference, bothForward, gradient.or(other.gradient), numbers + other.numbers, kinks + other.kinks);
    }
  }

  private GradientCheck() {}

  /** The names of what is checked. */
  public static List<String> names() {
    return Cases.of(0).stream().map(Case::name).toList();
  }

  /**
   * Checks all layers at sizes and numbers that the seeds decide.
   *
   * @param faulty those of {@link #names} whose gradients are to be made wrong by 1 %: a proof that the check finds it
   * @return two rows a layer, with the largest differences over all seeds
   */
  public static List<Row> run(List<Long> seeds, Set<String> faulty) {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (long seed : seeds) {
      Map<String, double[]> differences = DoubleCases.differences(seed, faulty);
      for (Case each : Cases.of(seed)) {
        Case one = faulty.contains(each.name()) ? each.withFaultyGradient() : each;
        rows.merge(one.name() + Reference.TENSORFLOW, againstTensorFlow(one), Row::and);
        double[] d = differences.get(one.name());
        Row row =
            new Row(one.name(), Reference.DIFFERENCES, null, new Difference(d[0], d[1]), (long) d[2], (long) d[3]);
        rows.merge(one.name() + Reference.DIFFERENCES, row, Row::and);
      }
    }
    return new ArrayList<>(rows.values());
  }

  private static Row againstTensorFlow(Case one) {
    Layer layer = one.layer();
    Tensor x = one.input();
    Tensor y = layer.forward(x, one.training()).copy();
    Tensor dy = one.outputGradient(y);
    Tensor dx = layer.backward(dy);
    TensorFlowReference.Result right = TensorFlowReference.run(layer, one.training(), x, dy);
    Difference gradient = Difference.between(dx.data(), right.dx());
    long numbers = dx.size();
    for (int p = 0; p < layer.parameters().size(); p++) {
      Parameter own = layer.parameters().get(p);
      gradient = gradient.or(
          Difference.between(own.gradient().data(), right.parameterGradients().get(p)));
      numbers += own.gradient().size();
    }
    return new Row(one.name(), Reference.TENSORFLOW, Difference.between(y.data(), right.y()), gradient, numbers, 0);
  }

  /** {@link CentralDifferences} in double precision, translated at its first use. */
  private static final class DoubleCases {
    private static final Class<?> DIFFERENCES = DoublePrecision.load(CentralDifferences.class.getName());

    @SuppressWarnings("unchecked")
    static Map<String, double[]> differences(long seed, Set<String> faulty) {
      try {
        return (Map<String, double[]>)
            DIFFERENCES.getMethod("ofAllCases", long.class, Set.class).invoke(null, seed, faulty);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the translation of CentralDifferences failed", e);
      }
    }
  }
}
