package tensorbang.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tensorbang.data.ImageSet;
import tensorbang.data.pictures.ImageFile;
import tensorbang.model.Classifier;
import tensorbang.model.ModelCard;
import tensorbang.model.Prediction;
import tensorbang.tf.Device;

/** A trained network, to predict with. It is loaded at the first prediction. */
public final class Trained implements AutoCloseable {
  private static final int TOP = 5;

  private final Path model;
  private final Path curves;
  private Classifier classifier;

  Trained(Path model, Path curves) {
    this.model = model;
    this.curves = curves;
  }

  /** Its folder, for {@code --model} of the scripts. */
  public Path model() {
    return model;
  }

  /** The picture of its training: accuracy and loss against epochs; null where it was not trained here. */
  public Path curves() {
    return curves;
  }

  /** Test accuracy after the last epoch, a fraction. */
  public double accuracy() {
    return ModelCard.read(model).weights().get("last").testAccuracy();
  }

  /** The five most probable classes of image {@code index} of {@code images}. */
  public List<Prediction> predict(ImageSet images, int index) {
    return classifier().predict(images.pixels(index), TOP);
  }

  /** The five most probable classes of a picture file of any size. */
  public List<Prediction> predict(String file) {
    ModelCard card = ModelCard.read(model);
    byte[] pixels = ImageFile.read(Path.of(file), card.height(), card.width(), card.mean().length);
    return classifier().predict(pixels, TOP);
  }

  private Classifier classifier() {
    if (classifier == null)
      classifier =
          Classifier.load(model, "last", Device.AUTO, Runtime.getRuntime().availableProcessors());
    return classifier;
  }

  @Override
  public void close() {
    if (classifier != null) classifier.close();
    classifier = null;
  }

  /** What JShell shows. */
  @Override
  public String toString() {
    ModelCard card = ModelCard.read(model);
    return String.format(Locale.ROOT, "%s in %s, test accuracy %.2f %%", card.net(), model, 100 * accuracy());
  }
}
