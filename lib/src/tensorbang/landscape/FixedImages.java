package tensorbang.landscape;

import java.util.Arrays;
import tensorbang.InputException;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;
import tensorbang.model.ModelCard;
import tensorbang.random.RandomStreams;

/** The images on which losses are measured: drawn from a training set once for all, so that losses compare. */
public final class FixedImages {
  private FixedImages() {}

  /** {@code n} images in the training set's order, or all where there are fewer; which ones depends on nothing else. */
  public static ImageSet of(ImageSet train, int n) {
    int[] order = RandomStreams.permutation(train.size(), RandomStreams.of(0, "landscape/images", 0));
    int[] chosen = Arrays.copyOf(order, Math.min(n, order.length));
    Arrays.sort(chosen);
    return train.select(chosen);
  }

  /**
   * Makes sure that a model can be measured on a data set.
   *
   * @throws InputException if it knows other classes, or takes images of another size
   */
  public static void check(ModelCard card, Dataset data) {
    if (!card.classes().equals(data.classes()))
      throw InputException.of("dataset", data.name(), "the model " + card.net() + " knows other classes");
    if (card.height() != data.train().height() || card.width() != data.train().width())
      throw InputException.of(
          "dataset", data.name(), "the model takes images of " + card.height() + "x" + card.width());
  }
}
