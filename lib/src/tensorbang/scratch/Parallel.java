package tensorbang.scratch;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Work on several threads with results that do not depend on how many there are. A job is always cut into the same
 * slices, at most {@value #SLICES}; threads take slices as they come, and whoever adds up the results of slices adds
 * them in the order of the slices. So sums have the same order, and the same bits, on one core and on sixteen.
 */
public final class Parallel {
  /** Pieces of every job, and so the largest number of threads that can help. */
  public static final int SLICES = 16;

  /** Once for each helper that may help. */
  private static final Queue<Job> JOBS = new ConcurrentLinkedQueue<>();

  private static volatile List<Helper> helpers = List.of();

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
  public static int threads() {
    return helpers.size() + 1;
  }

  /**
   * Sets how many threads work. Not while a layer is at work.
   *
   * @throws IllegalArgumentException for fewer than one
   */
  public static synchronized void setThreads(int count) {
    if (count < 1) throw new IllegalArgumentException("at least one thread is needed, not " + count);
    helpers.forEach(Helper::end);
    List<Helper> started = new ArrayList<>();
    while (started.size() < Math.min(count, SLICES) - 1) started.add(new Helper());
    started.forEach(Helper::start);
    helpers = started;
  }

  /** Runs {@code body} on every slice of {@code items} items. */
  static void slices(int items, Slice body) {
    Job job = new Job(items, body);
    for (Helper helper : helpers.subList(0, Math.max(0, Math.min(helpers.size(), count(items) - 1)))) {
      JOBS.add(job);
      LockSupport.unpark(helper);
    }
    job.work();
    while (JOBS.remove(job)) {}
    job.awaitOthers();
  }

  /** How many slices a job of that many items has; none is empty. */
  static int count(int items) {
    return Math.min(items, SLICES);
  }

  /**
   * How long a thread looks for what it waits for before it sleeps, in nanoseconds: waking up takes about as long. (To
   * look any longer would not help on a busy machine, which prefers threads that have slept.)
   */
  private static final long PATIENCE = 50_000;

  /** Waits until {@code condition} holds; whoever makes it hold must wake the thread. */
  private static void await(BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin < PATIENCE) Thread.onSpinWait();
      else LockSupport.park();
    }
  }

  /** Slices that threads take as they come. */
  private static final class Job {
    private final Thread caller = Thread.currentThread();
    private final int items;
    private final int count;
    private final Slice body;
    private final AtomicInteger workers = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile Throwable failure;

    Job(int items, Slice body) {
      this.items = items;
      this.count = count(items);
      this.body = body;
    }

    void work() {
      int worker = workers.getAndIncrement();
      for (int slice = taken.getAndIncrement(); slice < count; slice = taken.getAndIncrement()) {
        try {
          body.run((int) ((long) items * slice / count), (int) ((long) items * (slice + 1) / count), slice, worker);
        } catch (RuntimeException | Error e) {
          failure = e;
        }
        if (done.incrementAndGet() == count) LockSupport.unpark(caller);
      }
    }

    /** Until every slice is done. */
    void awaitOthers() {
      await(() -> done.get() == count);
      if (failure instanceof RuntimeException e) throw e;
      if (failure instanceof Error e) throw e;
    }
  }

  /** A thread that helps with jobs. */
  private static final class Helper extends Thread {
    private volatile boolean ended;

    Helper() {
      super("scratch");
      setDaemon(true);
    }

    void end() {
      ended = true;
      LockSupport.unpark(this);
    }

    @Override
    public void run() {
      while (!ended) {
        Job job = JOBS.poll();
        if (job != null) job.work();
        else await(() -> ended || !JOBS.isEmpty());
      }
    }
  }
}
