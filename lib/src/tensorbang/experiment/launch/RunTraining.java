package tensorbang.experiment.launch;

import java.util.function.BooleanSupplier;
import tensorbang.FolderLock;
import tensorbang.data.sets.DatasetCache;
import tensorbang.experiment.settings.RunFolder;
import tensorbang.tf.Device;
import tensorbang.train.Metrics;
import tensorbang.train.Progress;
import tensorbang.train.RunContext;
import tensorbang.train.TrainConfig;
import tensorbang.train.Trainer;

/** Trains what run folders ask for, in this process. */
final class RunTraining {
  private final DatasetCache images;
  private final Device device;
  private final int threads;
  private final Progress progress;
  private final BooleanSupplier stop;

  /** @param stop asked between steps: the run then saves a checkpoint and ends as interrupted */
  RunTraining(DatasetCache images, Device device, int threads, Progress progress, BooleanSupplier stop) {
    this.images = images;
    this.device = device;
    this.threads = threads;
    this.progress = progress;
    this.stop = stop;
  }

  /**
   * Trains a run to its end, from its checkpoint where it has one; does nothing where it is done.
   *
   * @return how far it came
   */
  Metrics.Status run(RunFolder folder) {
    TrainConfig config = folder.config();
    device.resolve();
    try (FolderLock lock = FolderLock.await(folder.path(), stop)) {
      if (lock == null) return Metrics.Status.INTERRUPTED;
      if (folder.isDone()) return folder.metrics().status();
      RunContext context = new RunContext(folder.path(), folder.model(), device, threads, progress, stop);
      return Trainer.train(config, images.get(config.data()), context).status();
    }
  }
}
