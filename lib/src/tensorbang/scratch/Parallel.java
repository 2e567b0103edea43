package tensorbang.scratch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work on several threads with results that do not depend on how many there are. A job is always cut into the same
 * slices, at most {@value #SLICES}; threads take slices as they come, and whoever adds up the results of slices adds
 * them in the order of the slices. So sums have the same order, and the same bits, on one core and on sixteen.
 */
public final class Parallel {
  /** Pieces of every job, and so the largest number of threads that can help. */
  public static final int SLICES = 16;

  private static ExecutorService helpers;
  private static int threads;

  static {
    setThreads(Runtime.getRuntime().availableProcessors());
  }

  private Parallel() {}

  /** A part of a job. */
  @FunctionalInterface
  interface Slice {
    /**
     * @param from the first item
     * @param to after the last item; more than {@code from}
     * @param slice which of the {@link #count} slices this is
     * @param worker which thread runs it: a number from 0, less than {@link #threads()}
     */
    void run(int from, int to, int slice, int worker);
  }

  /** How many threads work, the caller's included. */
  public static synchronized int threads() {
    return threads;
  }

  /**
   * Sets how many threads work. Not while a layer is at work.
   *
   * @throws IllegalArgumentException for fewer than one
   */
  public static synchronized void setThreads(int count) {
    if (count < 1) throw new IllegalArgumentException("at least one thread is needed, not " + count);
    if (helpers != null) helpers.shutdown();
    threads = Math.min(count, SLICES);
    helpers =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            task -> {
              Thread thread = new Thread(task, "scratch");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Runs {@code body} on every slice of {@code items} items. */
  static void slices(int items, Slice body) {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> others = new ArrayList<>();
    for (int worker = 1; worker < Math.min(threads(), items); worker++) {
      int number = worker;
      others.add(helpers.submit(() -> work(items, body, next, number)));
    }
    try {
      work(items, body, next, 0);
    } finally {
      for (Future<?> other : others) await(other);
    }
  }

  /** How many slices a job of that many items has; none is empty. */
  static int count(int items) {
    return Math.min(items, SLICES);
  }

  private static void work(int items, Slice body, AtomicInteger next, int worker) {
    int count = count(items);
    for (int slice = next.getAndIncrement(); slice < count; slice = next.getAndIncrement()) {
      body.run((int) ((long) items * slice / count), (int) ((long) items * (slice + 1) / count), slice, worker);
    }
  }

  private static void await(Future<?> other) {
    try {
      other.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while layers were at work", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException r) throw r;
      if (e.getCause() instanceof Error r) throw r;
      throw new IllegalStateException(e.getCause());
    }
  }
}
