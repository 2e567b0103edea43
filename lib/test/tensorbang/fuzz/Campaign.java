package tensorbang.fuzz;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tensorbang.InputException;

/**
 * Gives every reader damaged files: each must read what it is given or refuse it by an
 * {@link InputException} of one plain line, soon. Input number i of a seed is the same always.
 */
public final class Campaign {
  private static final int PROGRESS = 10_000;

  private Campaign() {}

  /** What became of the inputs of one target. */
  public static final class Count {
    private int inputs;
    private int refused;
    private int faults;
    private double slowest;

    public int inputs() {
      return inputs;
    }

    private void add(Trial.Outcome outcome) {
      inputs++;
      if (outcome.finding() != null) faults++;
      else if (outcome.refused()) refused++;
      slowest = Math.max(slowest, outcome.seconds());
    }
  }

  /** What a campaign found. */
  public record Result(Map<String, Count> counts, List<Finding> findings) {
    /** A line a target: how many inputs, how many were read, refused and neither, and the slowest one's time. */
    public void print(PrintStream to) {
      to.printf("%-20s %8s %8s %8s %8s %10s%n", "target", "inputs", "read", "refused", "faults", "slowest s");
      counts.forEach((target, c) -> to.printf(
          "%-20s %8d %8d %8d %8d %10.2f%n",
          target, c.inputs, c.inputs - c.refused - c.faults, c.refused, c.faults, c.slowest));
    }
  }

  /**
   * Tries {@code count} inputs, the targets in turn.
   *
   * @param found where inputs go that a reader does not stand, each as a file TARGET.SEED-INDEX; null for nowhere
   * @param log gets a line for each of them, and for every 10,000 inputs
   */
  public static Result run(long seed, int count, Path found, PrintStream log) throws IOException {
    List<Target> targets = Targets.all();
    Result result = new Result(new LinkedHashMap<>(), new ArrayList<>());
    try (Trial trial = new Trial()) {
      for (int index = 0; index < count; index++) {
        Target target = targets.get(index % targets.size());
        byte[] input = new Mutator(new SplittableRandom(seed * 1_000_003 + index)).mutate(target);
        Trial.Outcome outcome = trial.of(target, seed, index, input);
        if ((index + 1) % PROGRESS == 0) log.println(index + 1 + " inputs");
        result.counts.computeIfAbsent(target.name(), name -> new Count()).add(outcome);
        if (outcome.finding() == null) continue;
        result.findings.add(outcome.finding());
        log.println(outcome.finding());
        if (found != null)
          Files.write(Files.createDirectories(found).resolve(outcome.finding().fileName()), input);
      }
    }
    return result;
  }

  /**
   * Gives an input to its reader once more.
   *
   * @param file whose name begins with the target's, then a dot
   * @return null where all is as it should be
   * @throws InputException where there is no such file or target
   */
  public static Finding replay(Path file) throws IOException {
    if (!Files.isRegularFile(file)) throw new InputException("there is no file " + file);
    String target = file.getFileName().toString().replaceFirst("\\..*", "");
    try (Trial trial = new Trial()) {
      return trial.of(Targets.named(target), 0, 0, Files.readAllBytes(file)).finding();
    }
  }
}
