package tensorbang.fuzz;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import tensorbang.boot.Command;
import tensorbang.boot.Scripts;
import tensorbang.cli.Main;
import tensorbang.cli.ScriptCall;

/**
 * Calls every script with faulty command lines: each must end with exit code 2 and one plain line on standard error,
 * soon, and leave nothing behind. All calls are made in one process of its own, in an empty folder that stands for the
 * checkout.
 */
public final class CommandCampaign {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int SLOW_SECONDS = 5;
  private static final int MOST_LETTERS = 2000;

  /** One takes JShell's options, not picocli's; the other needs a library that the tests do not have. */
  private static final Set<String> OTHERS = Set.of("jshell", "format");

  private CommandCampaign() {}

  /**
   * What came of the command lines.
   *
   * @param text a line a fault, and last how many command lines and faults there were
   */
  public record Result(String text, boolean passed) {}

  /**
   * Tries some of the command lines.
   *
   * @param count how many, drawn by {@code seed}; 0 for all
   */
  public static Result run(long seed, int count) throws IOException {
    Path folder = Files.createTempDirectory("commands");
    try {
      List<String> scripts =
          Scripts.names().stream().filter(name -> !OTHERS.contains(name)).toList();
      List<String> words = new ArrayList<>(Scripts.startWith(scripts, CommandCampaign.class.getName()));
      Collections.addAll(words, Long.toString(seed), Integer.toString(count), String.join(",", scripts));
      Command.Result result = Command.of(
              words.get(0), words.subList(1, words.size()).toArray(String[]::new))
          .in(folder)
          .environment("TENSORBANG_ROOT", folder.toString())
          .timeout(Duration.ofMinutes(30))
          .run();
      return new Result(result.out() + result.err(), result.exit() == 0);
    } finally {
      clear(folder);
      Files.delete(folder);
    }
  }

  /** In the process of its own: {@code SEED COUNT SCRIPT,SCRIPT,…}, in an empty current folder. */
  public static void main(String... arguments) throws Exception {
    Main.prepare();
    PrintStream out = System.out;
    List<CommandCase> cases = new ArrayList<>();
    for (String script : arguments[2].split(","))
      cases.addAll(CommandCases.of(script, new CommandLine(create(script)).getCommandSpec()));
    Collections.shuffle(cases, new Random(Long.parseLong(arguments[0])));
    int count = Integer.parseInt(arguments[1]);
    if (count > 0) cases = cases.subList(0, Math.min(count, cases.size()));
    int faults = 0;
    for (CommandCase one : cases) {
      String fault = fault(one, Path.of("").toAbsolutePath());
      if (fault == null) continue;
      faults++;
      out.println(one + ": " + fault);
    }
    out.println(cases.size() + " command lines, " + faults + " faults");
    System.exit(faults == 0 ? 0 : 1);
  }

  @SuppressWarnings("unchecked")
  private static Callable<Integer> create(String script) throws ReflectiveOperationException {
    Constructor<?> constructor = Class.forName(Scripts.mainClass(script)).getDeclaredConstructor();
    constructor.setAccessible(true);
    return (Callable<Integer>) constructor.newInstance();
  }

  /** What is wrong with the script's answer, or null. */
  private static String fault(CommandCase one, Path folder) throws Exception {
    Callable<Integer> script = create(one.script());
    long begin = THREADS.getCurrentThreadCpuTime();
    ScriptCall call = ScriptCall.of(script, one.arguments().toArray(String[]::new));
    double seconds = (THREADS.getCurrentThreadCpuTime() - begin) / 1e9;
    List<String> left = clear(folder);
    String err = call.err().strip();
    String start = err.length() > 300 ? err.substring(0, 300) + "…" : err;
    if (call.exit() != Main.BAD_INPUT) return "exit code " + call.exit() + ": " + start;
    if (!call.out().isEmpty()) return "standard output: " + call.out();
    if (err.isEmpty() || err.length() > MOST_LETTERS || !Trial.isPlain(err)) return "not one plain line: " + start;
    if (!left.isEmpty()) return "left behind: " + left;
    if (one.certain() && !err.contains(one.option())) return "is not about " + one.option() + ": " + start;
    return seconds > SLOW_SECONDS ? seconds + " s of processor time" : null;
  }

  /** Empties the folder, and says what was in it. */
  private static List<String> clear(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> found = all.filter(path -> !path.equals(folder))
          .sorted(Comparator.reverseOrder())
          .toList();
      for (Path path : found) Files.delete(path);
      return found.stream().map(Path::toString).toList();
    }
  }
}
