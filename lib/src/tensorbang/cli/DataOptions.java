package tensorbang.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import tensorbang.data.Dataset;
import tensorbang.data.sets.Datasets;
import tensorbang.data.shapes.Shapes10;
import tensorbang.settings.Settings;

/** Which images. */
public final class DataOptions {
  @Option(
      names = "--dataset", paramLabel = "NAME", defaultValue = "auto",
      description = "auto, cifar10, cifar100 or shapes10; auto is CIFAR-10 where it lies under --data or can be"
          + " downloaded, else the built-in shapes10 (default: ${DEFAULT-VALUE}).")
  private String dataset;

  @Option(names = "--data", paramLabel = "DIR", description = "Folder of data sets (default: data in the checkout).")
  private Path data;

  @Option(
      names = "--limit", paramLabel = "N", defaultValue = "0",
      description = "Train and test on the first N images only; 0 is all (default: ${DEFAULT-VALUE}).")
  private int limit;

  /**
   * The data set: {@link #limit()} is for the caller to apply. Of the built-in one, which is drawn anew each time, no
   * more than the limit asks for.
   */
  public Dataset load() {
    if (dataset.equals(Shapes10.NAME)) return Shapes10.first(limit);
    return Datasets.load(dataset, folder(), System.err);
  }

  /** The settings of a training on the data set {@code name}. */
  public Settings settings(String name) {
    return Settings.NONE.set("dataset", name).set("limit", limit);
  }

  /** As given: {@code auto}, or the name of a set. */
  public String name() {
    return dataset;
  }

  /** Where data sets lie. */
  public Path folder() {
    return data == null ? Workspace.data() : data;
  }

  public int limit() {
    return limit;
  }
}
