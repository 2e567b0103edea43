//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//DEPS org.junit.jupiter:junit-jupiter:5.13.4
//DEPS org.junit.platform:junit-platform-launcher:1.13.4
//DEPS com.tngtech.archunit:archunit:1.4.1
//DEPS com.microsoft.onnxruntime:onnxruntime:1.28.0
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java
//SOURCES ../lib/test/tensorbang/**.java

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tensorbang.InputException;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;
import tensorbang.cli.Workspace;
import tensorbang.fuzz.Campaign;
import tensorbang.fuzz.CommandCampaign;
import tensorbang.fuzz.Finding;
import tensorbang.fuzz.Kills;
import tensorbang.tf.NativeStderr;

/**
 * Runs the tests of lib/test: a line a class as it goes, then the failures and skips, and the counts last. Classes that
 * carry the tag "processes" come first, several at a time, for they do little else than start scripts in processes of
 * their own and look at what these leave in a folder of the test. The others follow one after the other.
 */
@Command(
    name = "selftest.java",
    sortOptions = false,
    description = {
      "Runs TensorBang's own tests, or one of its campaigns of random faults at any length.",
      "Exit code: 0 all passed, 1 some failed, 2 no such test."
    })
class selftest implements Callable<Integer> {
  private static final String PROCESSES = "processes";
  private static final int AT_LEAST = 2;
  private static final int AT_MOST = 4;

  @Option(
      names = "--only",
      paramLabel = "TEXT",
      description = "Run only the tests whose package.Class.method holds TEXT. May be given several times.")
  List<String> only = new ArrayList<>();

  @Option(names = "--list", description = "Name the tests instead of running them.")
  boolean list;

  @Option(
      names = "--fuzz",
      paramLabel = "N",
      description = "Give N damaged files to the readers of all kinds of files, in turn. Those that a reader does not"
          + " stand are kept in results/fuzz.")
  Integer fuzz;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "Give a file that --fuzz has kept to its reader once more. May be given several times.")
  List<Path> replay = new ArrayList<>();

  @Option(
      names = "--commands",
      paramLabel = "N",
      description = "Call the scripts with N faulty command lines; 0 for all that there are.")
  Integer commands;

  @Option(
      names = "--kills",
      paramLabel = "N",
      description = "Kill trainings, experiments and summaries N times at random moments and start them again.")
  Integer kills;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of --fuzz, --commands and --kills (default: ${DEFAULT-VALUE}).")
  long seed;

  @Mixin
  HelpOption help;

  public static void main(String... args) {
    Main.run(new selftest(), args);
  }

  @Override
  public Integer call() throws Exception {
    boolean campaign = fuzz != null || !replay.isEmpty() || commands != null || kills != null;
    if (campaign && (list || !only.isEmpty()))
      throw new InputException("--only and --list choose tests; leave them out with --fuzz, --commands and --kills");
    return campaign ? campaign() : tests();
  }

  private int campaign() throws Exception {
    requireAtLeast("--fuzz", 1, fuzz);
    requireAtLeast("--commands", 0, commands);
    requireAtLeast("--kills", 1, kills);
    boolean passed = true;
    for (Path file : replay) {
      Finding finding = Campaign.replay(file);
      System.out.println(file + ": " + (finding == null ? "as it should be" : finding));
      passed &= finding == null;
    }
    if (fuzz != null) {
      Campaign.Result result = Campaign.run(seed, fuzz, Workspace.results().resolve("fuzz"), System.err);
      result.print(System.out);
      passed &= result.findings().isEmpty();
    }
    if (commands != null) {
      CommandCampaign.Result result = CommandCampaign.run(seed, commands);
      System.out.print(result.text());
      passed &= result.passed();
    }
    if (kills != null) {
      Kills.Result result = Kills.run(seed, kills, System.err);
      result.faults().forEach(System.out::println);
      System.out.printf(
          "%d kills of %d commands, %d faults%n",
          result.kills(), result.commands(), result.faults().size());
      passed &= result.faults().isEmpty();
    }
    return passed ? 0 : 1;
  }

  private static void requireAtLeast(String option, int least, Integer value) {
    if (value != null && value < least) throw new InputException(option + " " + value + ": must be at least " + least);
  }

  private int tests() throws Exception {
    Launcher launcher = LauncherFactory.create();
    List<TestPlan> plans = List.of(
        launcher.discover(
            severalAtATime(request().filters(TagFilter.includeTags(PROCESSES))).build()),
        launcher.discover(request().filters(TagFilter.excludeTags(PROCESSES)).build()));
    List<String> names = plans.stream().flatMap(plan -> names(plan).stream()).toList();
    if (names.isEmpty())
      throw new InputException("--only " + String.join(" ", only) + " matches no test: --list names them all");
    if (list) {
      names.stream().sorted().forEach(System.out::println);
      return 0;
    }

    // Whatever a test prints goes to standard error: standard output is for the counts alone.
    PrintStream out = System.out;
    System.setOut(System.err);
    Report report = new Report(System.err);
    for (TestPlan plan : plans) launcher.execute(plan, report);
    report.close();
    out.printf("%d passed, %d failed, %d skipped%n", report.total.passed, report.total.failed, report.total.skipped);
    return report.total.failed == 0 && report.total.passed > 0 ? 0 : 1;
  }

  private LauncherDiscoveryRequestBuilder request() throws Exception {
    Path jar = Path.of(
        selftest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(DiscoverySelectors.selectClasspathRoots(Set.of(jar)))
        .filters((PostDiscoveryFilter) this::filter)
        .configurationParameter("junit.jupiter.testclass.order.default", "org.junit.jupiter.api.ClassOrderer$ClassName")
        .configurationParameter("junit.jupiter.execution.timeout.default", "10 m");
  }

  /** Classes beside each other, the methods of each one after the other. */
  private static LauncherDiscoveryRequestBuilder severalAtATime(LauncherDiscoveryRequestBuilder request) {
    int cores = Runtime.getRuntime().availableProcessors();
    String classes = Integer.toString(Math.max(AT_LEAST, Math.min(cores, AT_MOST)));
    return request
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
        .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
        .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
        .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", classes)
        .configurationParameter("junit.jupiter.execution.parallel.config.fixed.max-pool-size", classes);
  }

  private FilterResult filter(TestDescriptor test) {
    String name = test.getSource().map(selftest::name).orElse("");
    return FilterResult.includedIf(only.isEmpty() || only.stream().anyMatch(name::contains));
  }

  private static List<String> names(TestPlan plan) {
    List<String> names = new ArrayList<>();
    for (TestIdentifier root : plan.getRoots())
      for (TestIdentifier test : plan.getDescendants(root))
        if (plan.getChildren(test).isEmpty()) names.add(name(test));
    return names;
  }

  private static String name(TestIdentifier test) {
    return test.getSource().map(selftest::name).filter(name -> !name.isEmpty()).orElse(test.getDisplayName());
  }

  private static String name(TestSource source) {
    if (source instanceof MethodSource method) return method.getClassName() + "." + method.getMethodName();
    return source instanceof ClassSource type ? type.getClassName() : "";
  }

  private static final class Count {
    int passed, failed, skipped;

    void add(Count other) {
      passed += other.passed;
      failed += other.failed;
      skipped += other.skipped;
    }

    @Override
    public String toString() {
      return passed + " passed" + part(failed, " failed") + part(skipped, " skipped");
    }

    private static String part(int count, String what) {
      return count == 0 ? "" : ", " + count + what;
    }
  }

  /** Prints a line a test class; gathers failures and skips for the end. */
  private static final class Report implements TestExecutionListener {
    final Count total = new Count();
    private final PrintStream to;
    private final List<String> failures = new ArrayList<>();
    private final List<String> skips = new ArrayList<>();
    private final Map<TestIdentifier, Long> started = new HashMap<>();
    private final Map<TestIdentifier, Count> running = new HashMap<>();
    private TestPlan plan;

    Report(PrintStream to) {
      this.to = to;
    }

    @Override
    public synchronized void testPlanExecutionStarted(TestPlan plan) {
      this.plan = plan;
    }

    @Override
    public synchronized void executionStarted(TestIdentifier test) {
      if (isTopClass(test)) started.put(test, System.nanoTime());
    }

    @Override
    public synchronized void executionSkipped(TestIdentifier test, String reason) {
      skip(test, reason);
      if (isTopClass(test)) finishClass(test);
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
      switch (result.getStatus()) {
        case SUCCESSFUL -> count(test).passed += test.isTest() ? 1 : 0;
        case ABORTED ->
          skip(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
        case FAILED -> {
          count(test).failed++;
          failures.add(
              fullName(test) + result.getThrowable().map(Report::describe).orElse(""));
        }
      }
      if (isTopClass(test)) finishClass(test);
    }

    void close() {
      running.values().forEach(total::add);
      if (!skips.isEmpty()) to.println("\nSkipped:\n  " + String.join("\n  ", skips));
      if (!failures.isEmpty()) to.println("\nFailed:\n  " + String.join("\n  ", failures));
    }

    /** A container that does not run skips all the tests in it. */
    private void skip(TestIdentifier test, String reason) {
      long inside =
          plan.getDescendants(test).stream().filter(TestIdentifier::isTest).count();
      count(test).skipped += test.isTest() ? 1 : (int) Math.max(1, inside);
      skips.add(fullName(test) + ": " + reason);
    }

    private void finishClass(TestIdentifier test) {
      long end = System.nanoTime();
      Count count = count(test);
      String line = String.format(
          Locale.ROOT, "%7.2f s  %s  %s", (end - started.getOrDefault(test, end)) / 1e9, name(test), count);
      NativeStderr.open(() -> to.println(line)); // another class may run TensorFlow meanwhile
      total.add(count);
      running.remove(test);
    }

    /** Of the class that {@code test} is or belongs to; what belongs to none counts by itself. */
    private Count count(TestIdentifier test) {
      TestIdentifier owner = test;
      while (!isTopClass(owner) && plan.getParent(owner).isPresent())
        owner = plan.getParent(owner).get();
      return running.computeIfAbsent(owner, any -> new Count());
    }

    private boolean isTopClass(TestIdentifier test) {
      return test.getSource().filter(ClassSource.class::isInstance).isPresent()
          && plan.getParent(test).map(parent -> parent.getParentId().isEmpty()).orElse(false);
    }

    /** {@code package.Class.method}, with the invocation's own name where the method runs several times. */
    private static String fullName(TestIdentifier test) {
      boolean plain = test.getSource().filter(s -> !(s instanceof MethodSource)).isPresent()
          || test.getDisplayName().endsWith("()");
      return plain ? name(test) : name(test) + " " + test.getDisplayName();
    }

    private static String describe(Throwable error) {
      String message = error instanceof AssertionError && error.getMessage() != null ? error.getMessage() : "" + error;
      StringBuilder text = new StringBuilder("\n      " + message.strip().replace("\n", "\n      "));
      List<StackTraceElement> frames = Arrays.stream(error.getStackTrace())
          .filter(f -> f.getClassName().startsWith("tensorbang."))
          .toList();
      Optional<StackTraceElement> inTest = frames.stream()
          .filter(f -> f.getFileName() != null && f.getFileName().endsWith("Test.java"))
          .findFirst();
      Stream.concat(frames.stream().limit(1), inTest.stream()).distinct().forEach(f -> text.append("\n      at ")
          .append(f));
      for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause())
        text.append("\n      caused by ").append(cause);
      return text.toString();
    }
  }
}
