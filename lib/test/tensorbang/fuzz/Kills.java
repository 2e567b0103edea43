package tensorbang.fuzz;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import tensorbang.boot.Command;

/**
 * Kills trainings, experiments and summaries (SIGKILL) at random moments and starts them again, until they end: their
 * files must then be those of a command that nobody disturbed.
 */
public final class Kills {
  private static final int SIGKILL = 128 + 9;
  private static final int NONE_YET = 8;

  /**
   * What came of the kills.
   *
   * @param kills those that hit a command at work
   * @param early among them those before there was a folder
   * @param faults a line for each command that did not end as it should
   */
  public record Result(int kills, int early, int commands, List<String> faults) {}

  /** An undisturbed command's folder, and how long it worked on it. */
  private record Reference(Path folder, double seconds) {}

  private final Path base;
  private final PrintStream log;
  private final SplittableRandom random;
  private final Map<String, Reference> references = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private int kills;
  private int early;

  private Kills(long seed, Path base, PrintStream log) {
    this.base = base;
    this.log = log;
    random = new SplittableRandom(seed);
  }

  /**
   * Kills {@code count} times; the moments are drawn by {@code seed}.
   *
   * @param log gets a line for each command
   */
  public static Result run(long seed, int count, PrintStream log) throws IOException {
    Path base = Files.createTempDirectory("kills");
    try {
      return new Kills(seed, base, log).run(count);
    } finally {
      Folders.delete(base);
    }
  }

  private Result run(int count) throws IOException {
    List<Killed> all = Killed.all(base);
    int commands = 0;
    for (; kills < count && commands < 4 * count; commands++) {
      Killed command = all.get(commands % all.size());
      Path out = base.resolve(command.name() + commands);
      int hits = killSeveralTimes(command, out, count);
      Command.Result end = command.again().apply(out).run();
      Set<String> differences = Folders.differences(reference(command).folder, out);
      log.println(command.name() + ": " + hits + " kills, exit code " + end.exit() + ", differences: " + differences);
      if (end.exit() != 0 || !differences.isEmpty())
        faults.add(command.name() + " " + commands + ": exit code " + end.exit() + ", differences: " + differences + " "
            + end.err().strip());
      else Folders.delete(out);
    }
    return new Result(kills, early, commands, faults);
  }

  private int killSeveralTimes(Killed command, Path out, int count) throws IOException {
    int hits = 0;
    Command next = command.first().apply(out);
    do {
      if (!kill(next, out, reference(command).seconds)) return hits;
      hits++;
      kills++;
      next = command.again().apply(out);
    } while (kills < count && random.nextInt(3) > 0);
    return hits;
  }

  /** Whether the command was killed before its end. */
  private boolean kill(Command command, Path out, double seconds) {
    boolean waitForWork = random.nextInt(NONE_YET) > 0;
    double after = random.nextDouble() * seconds;
    try (Command.Running running = command.start()) {
      if (waitForWork) awaitFolder(running, out);
      sleep(after);
      if (!Files.exists(out)) early++;
      running.signal("KILL");
      int exit = running.await().exit();
      if (exit != SIGKILL && exit != 0) faults.add(out.getFileName() + ": exit code " + exit + " before a kill");
      return exit == SIGKILL;
    }
  }

  private Reference reference(Killed command) throws IOException {
    Reference known = references.get(command.name());
    if (known != null) return known;
    Path out = base.resolve(command.name() + "-undisturbed");
    try (Command.Running running = command.first().apply(out).start()) {
      awaitFolder(running, out);
      long begin = System.nanoTime();
      Command.Result result = running.await();
      if (result.exit() != 0) throw new IllegalStateException(command.name() + ": " + result.err());
      Reference reference = new Reference(out, (System.nanoTime() - begin) / 1e9);
      references.put(command.name(), reference);
      return reference;
    }
  }

  private static void awaitFolder(Command.Running running, Path out) {
    while (!Files.exists(out)
        && ProcessHandle.of(running.pid()).map(ProcessHandle::isAlive).orElse(false)) sleep(0.01);
  }

  private static void sleep(double seconds) {
    try {
      Thread.sleep((long) (1000 * seconds));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
