package tensorbang.landscape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tensorbang.FolderLock;

/**
 * Measures the points of a scan that are not measured yet, several at a time. Each point is kept as soon as it is done,
 * and is the same whoever measures it.
 */
public final class Survey {
  private final LandscapeFiles files;
  private final WeightSpace space;
  private final Supplier<LossFunction> losses;

  /** @param losses makes a loss for each worker; all of them the same */
  public Survey(LandscapeFiles files, WeightSpace space, Supplier<LossFunction> losses) {
    this.files = files;
    this.space = space;
    this.losses = losses;
  }

  /** Is informed of each point, by one worker at a time. */
  @FunctionalInterface
  public interface Progress {
    /**
     * @param done points that are measured, those of earlier surveys among them
     * @param all points that there are
     */
    void measured(int done, int all);
  }

  /**
   * Measures what is missing.
   *
   * @param workers points at a time
   * @param stop ends the survey after the points under way once it is true
   * @return incomplete where {@code stop} ended it
   * @throws tensorbang.InputException if the files are of another scan, or another program is at work there
   */
  public Landscape run(int workers, BooleanSupplier stop, Progress progress) {
    try (FolderLock lock = files.lock()) {
      return complete(workers, stop, progress);
    }
  }

  private Landscape complete(int workers, BooleanSupplier stop, Progress progress) {
    Landscape before = files.read();
    List<Scan.Point> points = before.scan().all();
    Landscape landscape = new Landscape(before.scan(), Collections.synchronizedList(new ArrayList<>(before.losses())));
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) if (before.losses().get(i) == null) missing.add(i);
    if (missing.isEmpty()) return before;
    files.write(landscape);
    AtomicInteger next = new AtomicInteger();
    Runnable work = () -> {
      try (LossFunction loss = losses.get()) {
        for (int n = next.getAndIncrement(); n < missing.size() && !stop.getAsBoolean(); n = next.getAndIncrement()) {
          Loss measured = loss.at(space.at(points.get(missing.get(n))));
          synchronized (files) {
            landscape.losses().set(missing.get(n), measured);
            files.write(landscape);
            long done = landscape.losses().stream().filter(l -> l != null).count();
            progress.measured((int) done, points.size());
          }
        }
      }
    };
    share(work, Math.min(workers, missing.size()));
    return landscape;
  }

  private static void share(Runnable work, int workers) {
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < workers; i++) running.add(pool.submit(work));
      for (Future<?> worker : running) worker.get();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
