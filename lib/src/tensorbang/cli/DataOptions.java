package tensorbang.cli;

import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tensorbang.data.Dataset;
import tensorbang.data.sets.DatasetRequest;
import tensorbang.data.sets.Datasets;

/** Which images, and what is made of them. */
public final class DataOptions {
  private static final DatasetRequest DEFAULTS = DatasetRequest.of(Datasets.AUTO);

  @Mixin
  private DatasetOptions set = new DatasetOptions();

  @Option(
      names = "--validation",
      paramLabel = "N",
      description = "Hold out N training images, the same share of every class, to choose by instead of the test images"
          + " (default: ${DEFAULT-VALUE}).")
  private int validation = DEFAULTS.validation();

  @Option(
      names = "--imbalance",
      paramLabel = "FACTOR",
      description = "Make the training set long-tailed: class sizes fall exponentially, the first class keeping FACTOR"
          + " times as many images as the last (default: ${DEFAULT-VALUE}, all images).")
  private double imbalance = DEFAULTS.imbalance();

  @Option(
      names = "--imbalance-seed",
      paramLabel = "N",
      description = "Decides which images stay in a long-tailed training set (default: ${DEFAULT-VALUE}).")
  private long imbalanceSeed = DEFAULTS.imbalanceSeed();

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "Resize the images to N x N pixels (default: " + DatasetRequest.PICTURE_SIZE
          + " for your own pictures; other images keep their size).")
  private int size = DEFAULTS.size();

  @Option(
      names = "--test-share",
      paramLabel = "S",
      description = "Share of your own pictures to test on where they are not divided into train and test (default:"
          + " ${DEFAULT-VALUE}).")
  private double testShare = DEFAULTS.testShare();

  /**
   * All of these options but {@code --data}.
   *
   * @throws tensorbang.InputException naming the first that is out of range, before anything is read
   */
  public DatasetRequest request() {
    DatasetRequest request = set.request()
        .withValidation(validation)
        .withImbalance(imbalance, imbalanceSeed)
        .withSize(size)
        .withTestShare(testShare);
    Datasets.check(name());
    return request;
  }

  /** The data set that the options ask for, limited, resized and divided. */
  public Dataset load() {
    return Datasets.load(request(), folder(), System.err);
  }

  /** As given: {@code auto}, a name or a path. */
  public String name() {
    return set.name();
  }

  /**
   * The folder of data sets: for a folder of pictures that is given by its path, its parent, where the name of its data
   * set finds it again.
   */
  public Path folder() {
    return folder(name());
  }

  /** The same for a data set that is named elsewhere. */
  public Path folder(String dataset) {
    return set.folder(dataset);
  }

  public int limit() {
    return set.limit();
  }
}
