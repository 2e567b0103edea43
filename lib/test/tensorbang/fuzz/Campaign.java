package tensorbang.fuzz;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import tensorbang.InputException;

/**
 * Gives every reader damaged files: each must read what it is given or refuse it by an {@link InputException} of one
 * plain line, soon. Input number i of a seed is the same always.
 */
public final class Campaign {
  private static final int SLOW_SECONDS = 5;
  private static final int HANG_SECONDS = 60;
  private static final int MOST_LETTERS = 1500;

  private Campaign() {}

  /** A kind of fault. */
  public enum Fault {
    /** An exception that is no complaint about the input, or an error. */
    CRASH,
    /** A complaint that is long, of several lines, or in Java's words. */
    MESSAGE,
    /** More than five seconds. */
    SLOW,
    /** More than a minute: given up. */
    HANG
  }

  /** An input that a reader did not stand. */
  public record Finding(String target, long seed, int index, byte[] input, Fault fault, String what) {
    @Override
    public String toString() {
      return target + ", seed " + seed + ", input " + index + ", " + input.length + " bytes: " + fault + ": " + what;
    }
  }

  /**
   * Tries {@code count} inputs, the targets in turn.
   *
   * @param log gets a line for each finding
   */
  public static List<Finding> run(long seed, int count, PrintStream log) throws IOException {
    List<Target> targets = Targets.all();
    List<Finding> findings = new ArrayList<>();
    try (Trial trial = new Trial()) {
      for (int index = 0; index < count; index++) {
        Target target = targets.get(index % targets.size());
        byte[] input = new Mutator(new SplittableRandom(seed * 1_000_003 + index)).mutate(target);
        Finding finding = trial.of(target, seed, index, input);
        if (finding == null) continue;
        findings.add(finding);
        log.println(finding);
      }
    }
    return findings;
  }

  /** What {@code target} makes of one input; null where that is as it should be. */
  static Finding replay(String target, byte[] input) throws IOException {
    Target found =
        Targets.all().stream().filter(t -> t.name().equals(target)).findFirst().orElseThrow();
    try (Trial trial = new Trial()) {
      return trial.of(found, 0, 0, input);
    }
  }

  /** {@code SEED COUNT [FOLDER]}: runs, files what it finds as FOLDER/TARGET.INDEX, and exits with 1 if anything. */
  public static void main(String... arguments) throws IOException {
    List<Finding> findings = run(Long.parseLong(arguments[0]), Integer.parseInt(arguments[1]), System.out);
    if (arguments.length > 2)
      for (Finding finding : findings) {
        Path folder = Files.createDirectories(Path.of(arguments[2]));
        Files.write(folder.resolve(finding.target() + "." + finding.index()), finding.input());
      }
    System.out.println(findings.size() + " findings in " + arguments[1] + " inputs");
    System.exit(findings.isEmpty() ? 0 : 1);
  }

  /** One input after the other, on a thread that can be given up. */
  private static final class Trial implements AutoCloseable {
    private final Path folder = Files.createTempDirectory("fuzz");
    private ExecutorService thread = newThread();

    Trial() throws IOException {}

    private static ExecutorService newThread() {
      return Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "fuzz");
        thread.setDaemon(true);
        return thread;
      });
    }

    Finding of(Target target, long seed, int index, byte[] input) throws IOException {
      Path place = Files.createDirectory(folder.resolve(String.valueOf(index)));
      long begin = System.nanoTime();
      Fault fault = null;
      String what = "";
      try {
        thread
            .submit(() -> {
              target.reader().read(input, place);
              return null;
            })
            .get(HANG_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        fault = Fault.HANG;
        thread = newThread();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } catch (ExecutionException e) {
        what =
            String.valueOf(e.getCause() instanceof InputException ? e.getCause().getMessage() : trace(e.getCause()));
        if (!(e.getCause() instanceof InputException)) fault = Fault.CRASH;
        else if (!isPlain(what.replace(folder.toString(), ""))) fault = Fault.MESSAGE;
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      if (fault == null && seconds > SLOW_SECONDS) {
        fault = Fault.SLOW;
        what = seconds + " s";
      }
      if (fault != Fault.HANG) delete(place);
      return fault == null ? null : new Finding(target.name(), seed, index, input, fault, what);
    }

    private static String trace(Throwable e) {
      StringBuilder trace = new StringBuilder().append(e);
      Stream.of(e.getStackTrace()).limit(4).forEach(frame -> trace.append(" < ").append(frame));
      return trace.toString();
    }

    private static boolean isPlain(String message) {
      boolean hasClass =
          message.matches(".*(?<![A-Za-z])(java|javax|com|org|tensorbang|sun)\\.[a-z]+\\.[\\w.]*[A-Z].*");
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
      delete(folder);
    }
  }
}
