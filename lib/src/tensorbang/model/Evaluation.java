package tensorbang.model;

import java.util.Arrays;
import java.util.List;
import tensorbang.InputException;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;

/**
 * How a classifier does on labelled images.
 *
 * @param confusion images by actual class, then by predicted class
 */
public record Evaluation(List<String> classes, int[][] confusion) {
  private static final int BATCH = 500;

  /**
   * Classifies the test images of {@code data}.
   *
   * @throws InputException if the classifier knows other classes, or takes images of another size
   */
  public static Evaluation of(Classifier classifier, Dataset data) {
    ModelCard card = classifier.card();
    ImageSet test = data.test();
    if (!card.classes().equals(data.classes()))
      throw new InputException(
          "--dataset " + data.name() + ": the model knows other classes (" + shown(card.classes()) + "), not "
              + shown(data.classes()));
    if (card.height() != test.height() || card.width() != test.width())
      throw new InputException(
          "--dataset " + data.name() + ": the model takes images of " + card.height() + "x" + card.width());
    int classes = card.classes().size();
    int[][] confusion = new int[classes][classes];
    for (int from = 0; from < test.size(); from += BATCH) {
      int to = Math.min(from + BATCH, test.size());
      byte[] pixels = Arrays.copyOfRange(test.pixels(), from * test.imageBytes(), to * test.imageBytes());
      float[][] probabilities = classifier.probabilities(pixels, to - from);
      for (int i = from; i < to; i++) confusion[test.labels()[i]][Classifier.best(probabilities[i - from])]++;
    }
    return new Evaluation(card.classes(), confusion);
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

  /** The images of one class. */
  public int images(int actual) {
    return Arrays.stream(confusion[actual]).sum();
  }

  /** The share of one class's images that were classified right; NaN where it has none. */
  public double accuracy(int actual) {
    return confusion[actual][actual] / (double) images(actual);
  }

  /** The class that images of {@code actual} are most often taken for by mistake, or -1 where there is no mistake. */
  public int mostMistakenFor(int actual) {
    int most = -1;
    for (int k = 0; k < confusion.length; k++)
      if (k != actual && confusion[actual][k] > (most < 0 ? 0 : confusion[actual][most])) most = k;
    return most;
  }
}
