package tensorbang.experiment.page;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;

import j2html.tags.DomContent;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import tensorbang.data.Augmentation;
import tensorbang.data.Batch;
import tensorbang.data.Batches;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;
import tensorbang.data.Normalization;
import tensorbang.report.html.Pictures;
import tensorbang.report.html.Table;
import tensorbang.train.TrainConfig;

/** What runs were trained on: how many images of which classes, some of them, and what augmentation makes of some. */
final class DataFigures {
  private static final int FEW_CLASSES = 20;
  private static final int IMAGES_A_CLASS = 8;
  private static final int AUGMENTED = 16;
  private static final double BAR = 7;

  private DataFigures() {}

  /** @param data of the training with this configuration */
  static DomContent of(TrainConfig config, Dataset data) {
    return div(counts(config, data), samples(data), augmented(config, data));
  }

  private static DomContent counts(TrainConfig config, Dataset data) {
    ImageSet train = data.train();
    String parts = String.format(
        Locale.ROOT,
        "%s: %,d training%s and %,d test images of %d x %d pixels in %d classes%s.",
        data.name(),
        train.size(),
        data.hasValidation()
            ? String.format(Locale.ROOT, ", %,d validation", data.validation().size())
            : "",
        data.test().size(),
        train.width(),
        train.height(),
        data.classes().size(),
        config.imbalance() > 1
            ? String.format(Locale.ROOT, "; the training set is long-tailed by a factor of %.0f", config.imbalance())
            : "");
    Normalization normalization = Normalization.of(train);
    String channels = IntStream.range(0, normalization.mean().length)
        .mapToObj(c -> String.format(
            Locale.ROOT, "%.4f ± %.4f", normalization.mean()[c], normalization.std()[c]))
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
    return div(
        p(parts),
        p("Mean and standard deviation of the channels, by which images are normalised: " + channels + "."),
        perClass(data));
  }

  private static DomContent perClass(Dataset data) {
    int[] train = data.classCounts();
    int[] validation = data.validation().classCounts();
    int[] test = data.test().classCounts();
    int most = IntStream.of(train).max().orElse(1);
    boolean isEven = IntStream.of(train).distinct().count() == 1;
    if (isEven && data.classes().size() > FEW_CLASSES) return null;
    Table table = new Table("class", "training images", "share of the largest class", "validation", "test");
    for (int k = 0; k < train.length; k++)
      table.row(
          Table.Cell.of(data.classes().get(k)),
          whole(train[k]),
          Table.Cell.of(
              span(span(span()
                      .withClass("bar")
                      .withStyle(String.format(Locale.ROOT, "width:%.2frem", BAR * train[k] / Math.max(1, most)))))
                  .withClass("track"),
              train[k]),
          data.hasValidation() ? whole(validation[k]) : Table.Cell.NONE,
          whole(test[k]));
    return table.html();
  }

  private static Table.Cell whole(int count) {
    return Table.Cell.of(count, String.format(Locale.ROOT, "%,d", count));
  }

  /** The first training images of each class. */
  private static DomContent samples(Dataset data) {
    int each = data.classes().size() <= FEW_CLASSES ? IMAGES_A_CLASS : IMAGES_A_CLASS / 2;
    List<DomContent> strips = new ArrayList<>();
    for (int k = 0; k < data.classes().size(); k++) {
      List<BufferedImage> images = new ArrayList<>();
      for (int i = 0; i < data.train().size() && images.size() < each; i++)
        if (data.train().label(i) == k) images.add(data.train().image(i));
      if (!images.isEmpty()) strips.add(Pictures.strip(data.classes().get(k), images));
    }
    return div(
        h3("The first training images of each class"), div(each(strips, s -> s)).withClass("strips"));
  }

  /** The first batch of the first epoch, as it was and as the network got it. */
  private static DomContent augmented(TrainConfig config, Dataset data) {
    String label = config.augment().toString();
    if (label.equals(Augmentation.NONE.toString())) return null;
    ImageSet train = data.train();
    Batch before = firstBatch(config, data, Augmentation.NONE);
    Batch after = firstBatch(config, data, config.augment());
    int shown = Math.min(AUGMENTED, before.size());
    return div(
        h3("Augmentation: " + label),
        p("The first images of the first batch with seed " + config.seed()
                + ": as they are, and below as the network got them.")
            .withClass("note"),
        Pictures.strip("as they are", images(before, shown, train)),
        Pictures.strip("augmented", images(after, shown, train)));
  }

  private static Batch firstBatch(TrainConfig config, Dataset data, Augmentation augmentation) {
    byte[] fill = Normalization.of(data.train()).meanColour();
    try (Batches batches = new Batches(data.train(), config.batchSize(), config.seed(), augmentation, fill)) {
      batches.start(1, 0);
      return batches.next();
    }
  }

  private static List<BufferedImage> images(Batch batch, int count, ImageSet like) {
    int bytes = like.imageBytes();
    return IntStream.range(0, count)
        .mapToObj(i -> ImageSet.image(
            Arrays.copyOfRange(batch.pixels(), i * bytes, (i + 1) * bytes),
            like.height(),
            like.width(),
            like.channels()))
        .toList();
  }
}
