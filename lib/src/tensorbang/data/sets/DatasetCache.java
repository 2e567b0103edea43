package tensorbang.data.sets;

import java.nio.file.Path;
import tensorbang.data.Dataset;
import tensorbang.data.shapes.Shapes10;
import tensorbang.train.TrainConfig;

/** The data sets of runs, read when they are needed; the last one is kept. */
public final class DatasetCache {
  /** Stands for a set that is found out when it is needed. */
  public static final String AUTO = "auto";

  private final Path folder;
  private Dataset last;

  /** How many of the built-in images {@link #last} has; 0 for all. */
  private int drawn;

  /** @param folder of data sets */
  public DatasetCache(Path folder) {
    this.folder = folder;
  }

  /** What {@code config} asks for, or more of it: its limit is for the trainer to apply. */
  public Dataset get(TrainConfig config) {
    boolean isThere = last != null && last.name().equals(config.dataset());
    if (!isThere || drawn != 0 && (config.limit() == 0 || config.limit() > drawn)) {
      last = null; // two need not be in memory at once
      boolean isShapes = config.dataset().equals(Shapes10.NAME);
      last = isShapes ? Shapes10.first(config.limit()) : load(config.dataset());
      drawn = isShapes ? config.limit() : 0;
    }
    return last;
  }

  /** The name of the set that {@code auto} stands for here; any other name is itself. */
  public String resolve(String name) {
    if (!name.equals(AUTO)) return name;
    last = load(AUTO);
    return last.name();
  }

  private Dataset load(String name) {
    return Datasets.load(name, folder, System.err);
  }
}
