package tensorbang.data.sets;

import java.nio.file.Path;
import tensorbang.data.Dataset;

/** The data sets of several runs, read when they are needed; the last one is kept in memory. */
public final class DatasetCache {
  /** Stands for a data set that is chosen when it is needed. */
  public static final String AUTO = Datasets.AUTO;

  private final Path folder;
  private final Datasets.Sources sources;
  private Dataset last;

  /** What {@link #last} was read for, with the name that it has. */
  private DatasetRequest lastRequest;

  /** @param folder of data sets */
  public DatasetCache(Path folder) {
    this(folder, Datasets.Sources.USUAL);
  }

  DatasetCache(Path folder, Datasets.Sources sources) {
    this.folder = folder;
    this.sources = sources;
  }

  /**
   * What the request asks for.
   *
   * @throws tensorbang.InputException see {@link Datasets#load(DatasetRequest, Path, java.io.PrintStream)}
   */
  public Dataset get(DatasetRequest request) {
    if (!isKept(request)) read(request);
    return request.apply(last);
  }

  /** The name of the data set that is asked for by {@code auto} or a path; any other name is itself. */
  public String resolve(DatasetRequest request) {
    String name = request.dataset();
    if (!name.equals(AUTO) && !Datasets.isFolder(name)) return name;
    read(request);
    return last.name();
  }

  /** The same for a data set as it is. */
  public String resolve(String name) {
    return resolve(DatasetRequest.of(name));
  }

  private void read(DatasetRequest request) {
    last = null; // two need not be in memory at once
    last = Datasets.source(request, folder, System.err, sources);
    lastRequest = request.withDataset(last.name());
  }

  /** Whether what is in memory has all images of the request, in the size in which they are read. */
  private boolean isKept(DatasetRequest request) {
    if (last == null || !request.dataset().equals(last.name())) return false;
    boolean isEnough = lastRequest.limit() == 0 || request.limit() > 0 && request.limit() <= lastRequest.limit();
    return isEnough && request.size() == lastRequest.size() && request.testShare() == lastRequest.testShare();
  }
}
