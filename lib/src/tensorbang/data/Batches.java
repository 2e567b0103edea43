package tensorbang.data;

import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * The shuffled, augmented batches of a training set, made ahead on one thread while the network computes.
 *
 * <p>A batch depends on (seed, epoch, step) alone: an epoch that is resumed in its middle has exactly the batches that
 * it would have had without the interruption.
 *
 * <p>One thread at a time may call the methods. An interrupt does not end them, but the thread's flag stays
 * set.
 */
public final class Batches implements AutoCloseable {
  /** How many batches are made ahead at most. */
  static final int AHEAD = 2;

  /** Makes the batches of one epoch; called on the batch thread only. */
  @FunctionalInterface
  interface Epoch {
    Batch batch(int step);
  }

  /** Prepares an epoch; called on the batch thread only. */
  @FunctionalInterface
  interface Epochs {
    Epoch epoch(int number);
  }

  private static final class Run {
    final int number;
    final Queue<Batch> ready = new ArrayDeque<>(AHEAD);
    int made;
    int taken;
    Throwable failure;

    Run(int number, int firstStep) {
      this.number = number;
      made = firstStep;
      taken = firstStep;
    }
  }

  private final Object lock = new Object();
  private final int perEpoch;
  private final Epochs epochs;
  private final Thread thread;
  private Run run;
  private boolean closed;

  /**
   * @param batchSize images a step; the last step of an epoch takes what is left
   * @param seed of the order and the augmentation
   * @param fill the colour that augmentation fills with, one byte a channel: {@link Normalization#meanColour}
   */
  public Batches(ImageSet set, int batchSize, long seed, Augmentation augmentation, byte[] fill) {
    this(set, batchSize, seed, augmentation, fill, false, ProgressiveSize.NONE);
  }

  /**
   * @param dropsLast whether an epoch ends before a step that has fewer images than the others; not where it is the only
   *     one. Which images are left out is random
   * @param sizes of the images, by epoch: after augmentation they are averaged over areas
   */
  public Batches(
      ImageSet set,
      int batchSize,
      long seed,
      Augmentation augmentation,
      byte[] fill,
      boolean dropsLast,
      ProgressiveSize sizes) {
    this(
        perEpoch(set, batchSize, fill, dropsLast),
        number -> new ShuffledEpoch(
            set, batchSize, seed, number, augmentation, fill, sizes.heightAt(number, set.height()))::batch);
  }

  Batches(int perEpoch, Epochs epochs) {
    this.perEpoch = perEpoch;
    this.epochs = epochs;
    thread = new Thread(this::makeBatches, "batches");
    thread.setDaemon(true);
    thread.start();
  }

  private static int perEpoch(ImageSet set, int batchSize, byte[] fill, boolean dropsLast) {
    if (batchSize < 1) throw new IllegalArgumentException("a batch cannot have " + batchSize + " images");
    if (fill.length != set.channels()) {
      throw new IllegalArgumentException(fill.length + " values cannot fill " + set.channels() + " channels");
    }
    if (dropsLast && set.size() >= batchSize) return set.size() / batchSize;
    return (int) (((long) set.size() + batchSize - 1) / batchSize);
  }

  /** Steps of an epoch. */
  public int perEpoch() {
    return perEpoch;
  }

  /**
   * Starts an epoch at a step, dropping the epoch before it: {@link #next} then returns that step's batch.
   *
   * @param epoch number of the epoch, which selects its random streams
   * @param firstStep 0 to {@link #perEpoch}
   */
  public void start(int epoch, int firstStep) {
    if (firstStep < 0 || firstStep > perEpoch) {
      throw new IllegalArgumentException("step " + firstStep + " is not in 0.." + perEpoch);
    }
    synchronized (lock) {
      checkOpen();
      run = new Run(epoch, firstStep);
      lock.notifyAll();
    }
  }

  /** Whether the epoch has another batch. */
  public boolean hasNext() {
    synchronized (lock) {
      return run != null && run.taken < perEpoch;
    }
  }

  /**
   * The next batch of the epoch; waits until it is ready.
   *
   * @throws NoSuchElementException at the end of the epoch
   * @throws IllegalStateException before {@link #start}, after {@link #close}, or where making the batch failed
   */
  public Batch next() {
    boolean interrupted = false;
    try {
      synchronized (lock) {
        checkOpen();
        if (run == null) throw new IllegalStateException("no epoch was started");
        if (run.taken == perEpoch) throw new NoSuchElementException("epoch " + run.number + " has no more batches");
        while (run.ready.isEmpty()) {
          if (run.failure != null) {
            throw new IllegalStateException("making a batch failed: " + run.failure, run.failure);
          }
          checkOpen();
          try {
            lock.wait();
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
        run.taken++;
        lock.notifyAll();
        return run.ready.remove();
      }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  /** Stops the thread, at the latest after the batch that it is making. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      run = null;
      lock.notifyAll();
    }
  }

  Thread thread() {
    return thread;
  }

  private void checkOpen() {
    if (closed) throw new IllegalStateException("closed");
  }

  private void makeBatches() {
    Run current = null;
    Epoch epoch = null;
    while (true) {
      int step;
      Run wanted;
      synchronized (lock) {
        while (!closed && !wantsBatch()) waitForCaller();
        if (closed) return;
        wanted = run;
        step = run.made;
      }
      Batch batch = null;
      Throwable failure = null;
      try {
        if (wanted != current) {
          epoch = epochs.epoch(wanted.number);
          current = wanted;
        }
        batch = epoch.batch(step);
      } catch (Throwable e) {
        failure = e;
      }
      synchronized (lock) {
        wanted.failure = failure;
        if (failure == null) {
          wanted.ready.add(batch);
          wanted.made++;
        }
        lock.notifyAll();
      }
    }
  }

  private boolean wantsBatch() {
    return run != null && run.failure == null && run.made < perEpoch && run.ready.size() < AHEAD;
  }

  private void waitForCaller() {
    try {
      lock.wait();
    } catch (InterruptedException e) {
      // Only close() ends this thread; nothing else has access to it.
    }
  }
}
