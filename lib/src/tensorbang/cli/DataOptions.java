package tensorbang.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import tensorbang.data.Dataset;
import tensorbang.data.sets.DatasetRequest;
import tensorbang.data.sets.Datasets;

/** Which images. */
public final class DataOptions {
  private static final DatasetRequest DEFAULTS = DatasetRequest.of(Datasets.AUTO);

  @Option(
      names = "--dataset",
      paramLabel = "NAME|DIR",
      description =
          "auto, cifar10, cifar100, shapes10, arrows (left and right ones, which a flip exchanges), or a folder of"
              + " your own pictures: class folders, either in its folders train and test or in itself; auto is"
              + " CIFAR-10 where it lies under --data or can be downloaded, else the built-in shapes10 (default:"
              + " ${DEFAULT-VALUE}).")
  private String dataset = DEFAULTS.dataset();

  @Option(names = "--data", paramLabel = "DIR", description = "Folder of data sets (default: data in the checkout).")
  private Path data;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Train and test on the first N images only; 0 is all (default: ${DEFAULT-VALUE}).")
  private int limit = DEFAULTS.limit();

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

  @Option(
      names = "--skip-unreadable",
      description = "Leave out files among your own pictures that cannot be read, instead of refusing them.")
  private boolean skipUnreadable;

  /**
   * All of these options but {@code --data}.
   *
   * @throws tensorbang.InputException naming the first that is out of range, before anything is read
   */
  public DatasetRequest request() {
    DatasetRequest request =
        new DatasetRequest(dataset, limit, imbalance, imbalanceSeed, validation, size, testShare, skipUnreadable);
    Datasets.check(dataset);
    return request;
  }

  /** The data set that the options ask for, limited, resized and divided. */
  public Dataset load() {
    return Datasets.load(request(), folder(), System.err);
  }

  /** As given: {@code auto}, a name or a path. */
  public String name() {
    return dataset;
  }

  /**
   * The folder of data sets: for a folder of pictures that is given by its path, its parent, where the name of its data
   * set finds it again.
   */
  public Path folder() {
    return folder(dataset);
  }

  /** The same for a data set that is named elsewhere. */
  public Path folder(String dataset) {
    if (Datasets.isFolder(dataset))
      return Path.of(dataset).toAbsolutePath().normalize().getParent();
    return data == null ? Workspace.data() : data;
  }

  public int limit() {
    return limit;
  }
}
