package tensorbang.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import tensorbang.data.Dataset;
import tensorbang.data.sets.DatasetRequest;
import tensorbang.data.sets.Datasets;

/** Which data set, and how much of it. */
public final class DatasetOptions {
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
      names = "--skip-unreadable",
      description = "Leave out files among your own pictures that cannot be read, instead of refusing them.")
  private boolean skipUnreadable;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Train and test on the first N images only; 0 is all (default: ${DEFAULT-VALUE}).")
  private int limit = DEFAULTS.limit();

  /**
   * All of these options but {@code --data}. Whether there is such a data set shows when it is loaded.
   *
   * @throws tensorbang.InputException naming the first that is out of range
   */
  DatasetRequest request() {
    return DatasetRequest.of(dataset).withLimit(limit).withSkipUnreadable(skipUnreadable);
  }

  /** The data set that the options ask for, limited. */
  public Dataset load() {
    return Datasets.load(request(), folder(dataset), System.err);
  }

  /** As given: {@code auto}, a name or a path. */
  public String name() {
    return dataset;
  }

  /**
   * The folder of data sets: for a folder of pictures that is given by its path, its parent, where the name of its data
   * set finds it again.
   *
   * @param dataset a name or a path, which may be given elsewhere
   */
  public Path folder(String dataset) {
    if (Datasets.isFolder(dataset))
      return Path.of(dataset).toAbsolutePath().normalize().getParent();
    return data == null ? Workspace.data() : data;
  }

  public int limit() {
    return limit;
  }
}
