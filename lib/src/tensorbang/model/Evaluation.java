package tensorbang.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import tensorbang.InputException;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;
import tensorbang.data.TestViews;

/**
 * How a classifier does on labelled images.
 *
 * @param confusion images by actual class, then by predicted class
 * @param inTopFive images whose class is among the five most probable ones
 * @param mistakes all of them, the most confident first
 * @param seconds wall time of the classification
 */
public record Evaluation(
    List<String> classes, int[][] confusion, int inTopFive, List<Mistake> mistakes, double seconds) {
  private static final int FIVE = 5;

  /**
   * An image that was taken for another class.
   *
   * @param image its index in the test set
   * @param probability of the predicted class
   */
  public record Mistake(int image, int actual, int predicted, float probability) {}

  /**
   * Classifies the test images of {@code data}.
   *
   * @throws InputException if the classifier knows other classes, or takes images of another size
   */
  public static Evaluation of(Classifier classifier, Dataset data) {
    return of(classifier, data, TestViews.ONE, UnaryOperator.identity());
  }

  /**
   * Classifies the test images of {@code data} by several views of each.
   *
   * @throws InputException as {@link #of(Classifier, Dataset)}
   */
  public static Evaluation of(Classifier classifier, Dataset data, TestViews views) {
    return of(classifier, data, views, UnaryOperator.identity());
  }

  /**
   * Classifies the test images of {@code data} by changed probabilities.
   *
   * @param adjustment makes an image's probabilities of the classes from those that the classifier gives
   * @throws InputException as {@link #of(Classifier, Dataset)}
   */
  public static Evaluation of(Classifier classifier, Dataset data, UnaryOperator<float[]> adjustment) {
    return of(classifier, data, TestViews.ONE, adjustment);
  }

  private static Evaluation of(
      Classifier classifier, Dataset data, TestViews views, UnaryOperator<float[]> adjustment) {
    ModelCard card = classifier.card();
    ImageSet test = data.test();
    if (!card.classes().equals(data.classes()))
      throw InputException.of(
          "dataset",
          data.name(),
          "the model knows other classes (" + shown(card.classes()) + "), not " + shown(data.classes()));
    if (card.height() != test.height() || card.width() != test.width())
      throw InputException.of(
          "dataset", data.name(), "the model takes images of " + card.height() + "x" + card.width());
    float[][] probabilities = new float[test.size()][];
    long begin = System.nanoTime();
    for (int from = 0; from < test.size(); from += classifier.batch()) {
      int to = Math.min(from + classifier.batch(), test.size());
      float[][] batch = classifier.probabilities(test.batch(from, to).pixels(), to - from, views);
      for (int i = from; i < to; i++) probabilities[i] = adjustment.apply(batch[i - from]);
    }
    return of(card.classes(), test.labels(), probabilities, (System.nanoTime() - begin) / 1e9);
  }

  /** @param probabilities {@code [image][class]}, in the order of the labels */
  static Evaluation of(List<String> classes, int[] labels, float[][] probabilities, double seconds) {
    int[][] confusion = new int[classes.size()][classes.size()];
    int inTopFive = 0;
    List<Mistake> mistakes = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      int predicted = Classifier.best(probabilities[i]);
      confusion[labels[i]][predicted]++;
      if (rank(probabilities[i], labels[i]) < FIVE) inTopFive++;
      if (predicted != labels[i]) mistakes.add(new Mistake(i, labels[i], predicted, probabilities[i][predicted]));
    }
    mistakes.sort(Comparator.comparingDouble((Mistake m) -> -m.probability()));
    return new Evaluation(classes, confusion, inTopFive, List.copyOf(mistakes), seconds);
  }

  /** How many classes come before {@code label}: the more probable ones, and of equals the earlier ones. */
  private static int rank(float[] probabilities, int label) {
    int rank = 0;
    for (int k = 0; k < probabilities.length; k++) {
      float difference = probabilities[k] - probabilities[label];
      if (difference > 0 || difference == 0 && k < label) rank++;
    }
    return rank;
  }

  private static String shown(List<String> classes) {
    return classes.size() <= 3 ? String.join(", ", classes) : String.join(", ", classes.subList(0, 3)) + ", …";
  }

  /** How many images there were. */
  public int images() {
    return Arrays.stream(confusion).flatMapToInt(Arrays::stream).sum();
  }

  /** How many were classified right. */
  public int correct() {
    int correct = 0;
    for (int k = 0; k < confusion.length; k++) correct += confusion[k][k];
    return correct;
  }

  /** The share classified right. */
  public double accuracy() {
    return (double) correct() / images();
  }

  /** The share whose class is among the five most probable ones. */
  public double topFiveAccuracy() {
    return (double) inTopFive / images();
  }

  /** The images of one class. */
  public int images(int actual) {
    return Arrays.stream(confusion[actual]).sum();
  }

  /** The share of one class's images that were classified right; NaN where it has none. */
  public double accuracy(int actual) {
    return confusion[actual][actual] / (double) images(actual);
  }

  /** The mean of the classes' accuracies, in which each class counts the same; of those that have images. */
  public double meanClassAccuracy() {
    return IntStream.range(0, classes.size())
        .mapToDouble(this::accuracy)
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  /** Images classified in a second. */
  public double imagesPerSecond() {
    return images() / seconds;
  }

  /** The class that images of {@code actual} are most often taken for by mistake, or -1 where there is no mistake. */
  public int mostMistakenFor(int actual) {
    int most = -1;
    for (int k = 0; k < confusion.length; k++)
      if (k != actual && confusion[actual][k] > (most < 0 ? 0 : confusion[actual][most])) most = k;
    return most;
  }

  /**
   * The confusion matrix of groups of classes.
   *
   * @param groupOf for each class the index of its group
   * @param groups how many groups there are
   * @return images by actual group, then by the group of the predicted class
   */
  public int[][] confusionOfGroups(int[] groupOf, int groups) {
    int[][] grouped = new int[groups][groups];
    for (int actual = 0; actual < confusion.length; actual++)
      for (int predicted = 0; predicted < confusion.length; predicted++)
        grouped[groupOf[actual]][groupOf[predicted]] += confusion[actual][predicted];
    return grouped;
  }
}
