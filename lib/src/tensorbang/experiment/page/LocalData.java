package tensorbang.experiment.page;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tensorbang.InputException;
import tensorbang.data.Dataset;
import tensorbang.data.cifar.CifarFormat;
import tensorbang.data.sets.DatasetCache;
import tensorbang.data.sets.Datasets;
import tensorbang.train.TrainConfig;

/** The data sets of runs, where they are on this machine: a report downloads nothing. */
public final class LocalData {
  private final Path folder;
  private final DatasetCache cache;

  /** @param folder of data sets */
  public LocalData(Path folder) {
    this.folder = folder;
    cache = new DatasetCache(folder);
  }

  /** What a run with this configuration was trained on; empty where that is not here, or is no longer the same. */
  Optional<Dataset> of(TrainConfig config) {
    if (!isHere(config.dataset())) return Optional.empty();
    try {
      return Optional.of(cache.get(config.data()));
    } catch (InputException notHere) {
      return Optional.empty();
    }
  }

  private boolean isHere(String dataset) {
    if (dataset.equals(Datasets.AUTO)) return false;
    for (CifarFormat format : List.of(CifarFormat.CIFAR10, CifarFormat.CIFAR100))
      if (dataset.equals(format.name()))
        return Files.isDirectory(folder.resolve(format.folder()))
            || Files.isRegularFile(folder.resolve(format.testFile()));
    return true;
  }

  /** The names of a run's classes; empty where they are not known here. */
  Optional<List<String>> classes(TrainConfig config) {
    try {
      return Optional.of(Datasets.classes(config.dataset()));
    } catch (InputException notOfTheLibrary) {
      return of(config).map(Dataset::classes);
    }
  }
}
