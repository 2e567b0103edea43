package tensorbang.fuzz;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import tensorbang.InputException;
import tensorbang.fuzz.Finding.Fault;

/** Gives readers one input after the other, on a thread that can be given up. */
final class Trial implements AutoCloseable {
  private static final int SLOW_SECONDS = 5;
  private static final int HANG_SECONDS = 60;
  private static final int MOST_LETTERS = 1500;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Path base = Files.createTempDirectory("fuzz");
  private ExecutorService thread = newThread();
  private volatile double seconds;

  Trial() throws IOException {}

  /**
   * What became of one input.
   *
   * @param finding null where it was read, or refused as it should be
   * @param refused whether the reader complained
   * @param seconds of processor time
   */
  record Outcome(Finding finding, boolean refused, double seconds) {}

  private static ExecutorService newThread() {
    return Executors.newSingleThreadExecutor(task -> {
      Thread thread = new Thread(task, "fuzz");
      thread.setDaemon(true);
      return thread;
    });
  }

  Outcome of(Target target, long seed, int index, byte[] input) throws IOException {
    Path folder = Files.createDirectory(base.resolve(String.valueOf(index)));
    Fault fault = null;
    String what = "";
    boolean refused = false;
    try {
      thread.submit(() -> read(target, input, folder)).get(HANG_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      fault = Fault.HANG;
      thread = newThread();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      refused = e.getCause() instanceof InputException;
      what = refused ? String.valueOf(e.getCause().getMessage()) : trace(e.getCause());
      if (!refused) fault = Fault.CRASH;
      else if (!isPlain(what.replace(base.toString(), ""))) fault = Fault.MESSAGE;
    }
    if (fault == null && seconds > SLOW_SECONDS) {
      fault = Fault.SLOW;
      what = seconds + " s";
    }
    if (fault != Fault.HANG) delete(folder);
    Finding finding = fault == null ? null : new Finding(target.name(), seed, index, input, fault, what);
    return new Outcome(finding, refused, seconds);
  }

  private Void read(Target target, byte[] input, Path folder) throws IOException {
    long begin = THREADS.getCurrentThreadCpuTime();
    try {
      target.reader().read(input, folder);
      return null;
    } finally {
      seconds = (THREADS.getCurrentThreadCpuTime() - begin) / 1e9;
    }
  }

  private static String trace(Throwable e) {
    StringBuilder trace = new StringBuilder().append(e);
    Stream.of(e.getStackTrace()).limit(6).forEach(frame -> trace.append(" < ").append(frame));
    return trace.toString();
  }

  /** Whether this is one line in a reader's words. */
  static boolean isPlain(String message) {
    boolean hasClass = message.matches(".*(?<![A-Za-z])(java|javax|com|org|tensorbang|sun)\\.[a-z]+\\.[\\w.]*[A-Z].*");
    return !hasClass && message.length() <= MOST_LETTERS && !message.chars().anyMatch(Character::isISOControl);
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    }
  }

  @Override
  public void close() throws IOException {
    thread.shutdownNow();
    delete(base);
  }
}
