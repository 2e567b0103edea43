package tensorbang.experiment.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tensorbang.report.BarChart;
import tensorbang.scratch.check.GradientCheck;
import tensorbang.scratch.check.OptimizerCheck;

/**
 * Statement 2: TensorFlow's gradients against those of layers with hand-written backward passes, and its Adam against
 * one written by hand.
 */
final class HandWritten implements Claim {
  private static final String ADAM = "Adam";

  /** float32 has so many decimal digits: 24 bits. */
  private static final double MOST_DIGITS = 7.22;

  /**
   * How far TensorFlow and the hand-written code are apart.
   *
   * @param difference the largest, relative to the largest number of its tensor
   * @param numbers compared
   */
  record Compared(String name, double difference, long numbers) {
    double digits() {
      return difference == 0 ? MOST_DIGITS : Math.min(MOST_DIGITS, -Math.log10(difference));
    }
  }

  /**
   * All that was compared.
   *
   * @param fromDifferences the largest relative difference of the hand-written gradients from central differences
   * @param faults layers whose gradients were made wrong by 1 % on purpose
   * @param found how many of these the same comparison found
   */
  record Comparisons(List<Compared> layers, Compared adam, double fromDifferences, int faults, int found) {
    double largest() {
      return layers.stream().mapToDouble(Compared::difference).max().orElse(Double.NaN);
    }
  }

  @Override
  public int number() {
    return 2;
  }

  @Override
  public String statement() {
    return "Tensor frameworks bring layers and optimizers, so back-propagation and Adam need not be written by hand.";
  }

  @Override
  public Finding examine(Evidence evidence) {
    List<Long> seeds = evidence.isQuick() ? List.of(1L) : List.of(1L, 2L, 3L);
    Comparisons made = evidence.measured("comparisons.json", seeds, Comparisons.class, () -> compare(seeds));
    List<Figure> figures = new ArrayList<>();
    for (Compared layer : made.layers)
      figures.add(Figure.of("gradients of " + layer.name + ", largest relative difference", layer.difference, ""));
    figures.add(Figure.of("weights after Adam's steps, largest relative difference", made.adam.difference, ""));
    figures.add(Figure.of("hand-written gradients from central differences", made.fromDifferences, ""));
    figures.add(Figure.of("gradients made wrong by 1 % that were found", made.found, "of " + made.faults));
    return new Finding(verdict(made), criterion(), figures, reasons(made), List.of(), List.of(chart(made)));
  }

  static Verdict verdict(Comparisons made) {
    if (made.found < made.faults || made.layers.isEmpty()) return Verdict.UNDECIDED;
    boolean agree = made.largest() <= GradientCheck.SINGLE_LIMIT
        && made.adam.difference <= GradientCheck.SINGLE_LIMIT
        && made.fromDifferences <= GradientCheck.DOUBLE_LIMIT;
    return agree ? Verdict.TRUE : Verdict.FALSE;
  }

  private static Comparisons compare(List<Long> seeds) {
    List<Compared> layers = new ArrayList<>();
    double fromDifferences = 0;
    for (GradientCheck.Row row : GradientCheck.run(seeds, Set.of())) {
      double difference = row.gradient().relative();
      if (row.reference() == GradientCheck.Reference.TENSORFLOW)
        layers.add(new Compared(row.layer(), difference, row.numbers()));
      else fromDifferences = Math.max(fromDifferences, difference);
    }
    List<String> names = GradientCheck.names();
    List<Long> first = seeds.subList(0, 1);
    long found = GradientCheck.run(first, Set.copyOf(names)).stream()
        .filter(row -> row.reference() == GradientCheck.Reference.TENSORFLOW && !row.passed())
        .count();
    Compared adam = OptimizerCheck.run(seeds).stream()
        .filter(row -> row.optimizer().equals(ADAM))
        .map(row -> new Compared(ADAM, row.weights().relative(), row.numbers()))
        .findFirst()
        .orElseThrow();
    return new Comparisons(layers, adam, fromDifferences, names.size(), (int) found);
  }

  private static String criterion() {
    return String.format(
        Locale.ROOT,
        "True where TensorFlow's gradients of every layer and its Adam's weights after %d steps agree with the"
            + " hand-written ones within %.0e of a tensor's largest number (float32), and the hand-written gradients"
            + " with central differences within %.0e (float64); false where they do not; undecided where the"
            + " comparison misses a gradient that was made wrong by 1 %% on purpose.",
        OptimizerCheck.STEPS,
        GradientCheck.SINGLE_LIMIT,
        GradientCheck.DOUBLE_LIMIT);
  }

  private static List<String> reasons(Comparisons made) {
    return List.of(
        String.format(
            Locale.ROOT,
            "TensorFlow's automatic differentiation gives the gradients of %d hand-written backward passes within %.1e,"
                + " and its Adam the weights of a hand-written Adam within %.1e; of %d gradients made wrong by 1 %% on"
                + " purpose the comparison found %d.",
            made.layers.size(),
            made.largest(),
            made.adam.difference,
            made.faults,
            made.found),
        "A framework knows the derivative of each of its operations and applies the chain rule backwards through the"
            + " graph, so a network needs only its forward pass written down; the rest of the difference is the"
            + " rounding of float32.",
        "It need not be written, but the gradient of an operation that is new to one has to be checked all the same: in"
            + " TensorFlow Java 1.1.0 that of a convolution with dilations is wrong, and some operations have none.");
  }

  private static Chart chart(Comparisons made) {
    List<Compared> all = new ArrayList<>(made.layers);
    all.add(made.adam);
    BarChart chart = new BarChart(
            "TensorFlow against hand-written gradients and Adam",
            "decimal digits that agree, of 7.2 in float32",
            all.stream().map(Compared::name).toList())
        .add("digits", all.stream().mapToDouble(Compared::digits).toArray())
        .upTo(8);
    return new Chart(
        "digits",
        "Decimal digits in which TensorFlow and the hand-written code agree, at the worst number.",
        chart::write);
  }
}
