package tensorbang.experiment.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import tensorbang.cost.ConvolutionTimes;
import tensorbang.cost.SeparableConvolution;
import tensorbang.report.BarChart;
import tensorbang.tf.Environment;
import tensorbang.tf.Precision;
import tensorbang.train.MeanStd;

/** Statement 8: every size of 3x3 convolution in ResNet-20 and ResNet-18, standard and depthwise separable, timed. */
final class SeparableSpeed implements Claim {
  /** Channels and side of the feature maps: the stages of ResNet-20, then those of ResNet-18 for 32x32 images. */
  private static final int[][] LAYERS = {{16, 32}, {32, 16}, {64, 8}, {64, 32}, {128, 16}, {256, 8}, {512, 4}};

  private static final int KERNEL = 3;
  private static final int BATCH = 32;

  /** What counts as about 9 times. */
  private static final double LEAST = 6;

  private static final double MOST = 12;

  /**
   * The repetitions of one layer, a value each.
   *
   * @param macs how many times fewer multiply-accumulates the separable form has
   * @param forward how many times as fast it is
   * @param standardGflops of the standard convolution, forward
   * @param depthwiseGflops of the depthwise part, forward
   */
  record Layer(
      int channels,
      int side,
      double macs,
      List<Double> forward,
      List<Double> withBackward,
      List<Double> standardGflops,
      List<Double> depthwiseGflops) {
    String name() {
      return channels + " channels, " + side + "x" + side;
    }
  }

  /** All layers. */
  record Layers(List<Layer> layers) {}

  /** What the measurement depends on. */
  private record Key(int repetitions, int rounds, int batch, int threads, String device, String processor) {}

  @Override
  public int number() {
    return 8;
  }

  @Override
  public String statement() {
    return "Replacing every 3x3 convolution of a ResNet by a depthwise separable one makes those layers about 9 times"
        + " as fast.";
  }

  @Override
  public Finding examine(Evidence evidence) {
    int repetitions = evidence.isQuick() ? 2 : 9;
    int rounds = evidence.isQuick() ? 3 : 9;
    Key key = new Key(
        repetitions, rounds, BATCH, evidence.threads(), evidence.device().name(), Environment.processorName());
    Layers measured = evidence.measured("layers.json", key, Layers.class, () -> measure(evidence, repetitions, rounds));
    List<Figure> figures = new ArrayList<>();
    List<Interval> speedUps = new ArrayList<>();
    for (Layer layer : measured.layers) {
      int comparisons = 2 * measured.layers.size();
      Interval forward = speedUp(layer.forward, comparisons);
      Interval withBackward = speedUp(layer.withBackward, comparisons);
      speedUps.add(forward);
      speedUps.add(withBackward);
      figures.add(Figure.of("multiply-accumulates saved, " + layer.name(), layer.macs, "times"));
      figures.add(Figure.of("speed, forward, " + layer.name(), forward, "times"));
      figures.add(Figure.of("speed, forward and backward, " + layer.name(), withBackward, "times"));
    }
    return new Finding(
        verdict(speedUps),
        criterion(repetitions, rounds, evidence.threads(), speedUps.size()),
        figures,
        reasons(measured, evidence.threads()),
        List.of("A. Howard and others, MobileNets: Efficient Convolutional Neural Networks for Mobile Vision"
            + " Applications, arXiv:1704.04861, 2017, section 3.1."),
        List.of(chart(measured)));
  }

  static Verdict verdict(List<Interval> speedUps) {
    return Verdict.every(speedUps.stream().map(SeparableSpeed::verdict).toList());
  }

  private static Verdict verdict(Interval speedUp) {
    if (speedUp.low() >= LEAST && speedUp.high() <= MOST) return Verdict.TRUE;
    return speedUp.high() < LEAST || speedUp.low() > MOST ? Verdict.FALSE : Verdict.UNDECIDED;
  }

  /** The geometric mean of the repetitions: ratios spread evenly on a logarithmic scale. */
  private static Interval speedUp(List<Double> values, int comparisons) {
    Interval log = Interval.of(values.stream().mapToDouble(Math::log).toArray(), comparisons);
    return new Interval(Math.exp(log.mean()), Math.exp(log.low()), Math.exp(log.high()), log.level(), log.n());
  }

  private static Layers measure(Evidence evidence, int repetitions, int rounds) {
    List<Layer> layers = new ArrayList<>();
    for (int[] size : LAYERS) {
      SeparableConvolution shape = new SeparableConvolution(size[0], size[0], KERNEL, size[1]);
      List<ConvolutionTimes> times = new ArrayList<>();
      for (int i = 0; i < repetitions; i++)
        times.add(
            ConvolutionTimes.measure(shape, BATCH, rounds, evidence.device(), evidence.threads(), Precision.FLOAT32));
      layers.add(new Layer(
          size[0],
          size[1],
          1 / shape.ratio(),
          each(times, ConvolutionTimes::speedUp),
          each(times, ConvolutionTimes::speedUpWithBackward),
          each(times, ConvolutionTimes::standardGflops),
          each(times, ConvolutionTimes::depthwiseGflops)));
    }
    return new Layers(layers);
  }

  private static List<Double> each(List<ConvolutionTimes> times, ToDoubleFunction<ConvolutionTimes> of) {
    return times.stream().mapToDouble(of).boxed().toList();
  }

  private static String criterion(int repetitions, int rounds, int threads, int comparisons) {
    return String.format(
        Locale.ROOT,
        "Speed is the time of the standard convolution over that of its depthwise and pointwise parts: batch %d,"
            + " float32, %d threads, medians of %d rounds in turn, %d times over, with intervals of %s (together 95"
            + " %%). About 9 times is %.0f to %.0f times. True where every interval, forward and with the backward"
            + " pass, lies in that range, false where one lies outside, undecided where none does and one crosses its"
            + " ends.",
        BATCH,
        threads,
        rounds,
        repetitions,
        Interval.level(comparisons),
        LEAST,
        MOST);
  }

  private static List<String> reasons(Layers measured, int threads) {
    List<Layer> all = measured.layers;
    return List.of(
        String.format(
            Locale.ROOT,
            "The separable form saves %.1f to %.1f times the multiply-accumulates, and is %.1f to %.1f times as fast"
                + " forward, and %.1f to %.1f times with the backward pass.",
            all.stream().mapToDouble(Layer::macs).min().orElseThrow(),
            all.stream().mapToDouble(Layer::macs).max().orElseThrow(),
            least(all, Layer::forward),
            most(all, Layer::forward),
            least(all, Layer::withBackward),
            most(all, Layer::withBackward)),
        String.format(
            Locale.ROOT,
            "The arithmetic that is left is 1/N + 1/9 with N filters (Howard et al. 2017, section 3.1), and time"
                + " follows it only where both forms compute equally well: here the standard convolutions do %.0f to"
                + " %.0f GFLOP/s and the depthwise parts, with 9 multiply-accumulates for a value read and written,"
                + " %.0f to %.0f.",
            least(all, Layer::standardGflops),
            most(all, Layer::standardGflops),
            least(all, Layer::depthwiseGflops),
            most(all, Layer::depthwiseGflops)),
        "These are times of single layers on this machine's processor with " + threads + " threads and TensorFlow's"
            + " kernels; other hardware and kernels have other ratios, and a whole network has layers that stay as they"
            + " are.");
  }

  private static double least(List<Layer> layers, Function<Layer, List<Double>> of) {
    return layers.stream()
        .mapToDouble(l -> speedUp(of.apply(l), 1).mean())
        .min()
        .orElseThrow();
  }

  private static double most(List<Layer> layers, Function<Layer, List<Double>> of) {
    return layers.stream()
        .mapToDouble(l -> speedUp(of.apply(l), 1).mean())
        .max()
        .orElseThrow();
  }

  private static Chart chart(Layers measured) {
    BarChart chart = new BarChart(
            "A separable convolution instead of a standard 3x3 one",
            "times as many, times as fast",
            measured.layers.stream().map(Layer::name).toList())
        .add(
            "arithmetic saved",
            measured.layers.stream().mapToDouble(Layer::macs).toArray())
        .add(
            "speed forward",
            measured.layers.stream().map(l -> MeanStd.of(l.forward)).toList())
        .add(
            "speed with backward",
            measured.layers.stream().map(l -> MeanStd.of(l.withBackward)).toList());
    return new Chart("speed", "Arithmetic saved and speed gained by the separable form, layer by layer.", chart::write);
  }
}
