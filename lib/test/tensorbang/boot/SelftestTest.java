package tensorbang.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./jbang selftest} on tests of its own: of the five ways that a test can end, of two that a class can, and of two
 * classes that pass only beside each other.
 */
class SelftestTest {
  private static final String SAMPLE =
      """
      package tensorbang.sample;

      import java.util.concurrent.*;
      import org.junit.jupiter.api.*;
      import org.junit.jupiter.params.*;
      import org.junit.jupiter.params.provider.*;

      class SampleTest {
        @Test void passes() { System.out.println("a test's own words"); }
        @Test void fails() { Assertions.assertEquals(1, 2, "one is two"); }
        @Test void breaks() { throw new IllegalStateException("broken", new RuntimeException("deep down")); }
        @Test void lacksData() { Assumptions.assumeTrue(false, "no data here"); }
        @Test @Disabled("not yet") void waits() {}
        @ParameterizedTest @ValueSource(ints = {1, 2}) void passesTwice(int i) {}
      }

      class LacksAllTest {
        @BeforeAll static void need() { Assumptions.assumeTrue(false, "no machine here"); }
        @Test void one() {}
        @Test void two() {}
      }

      class CannotStartTest {
        @BeforeAll static void start() { throw new IllegalStateException("no start"); }
        @Test void one() {}
        @Test void two() {}
      }

      @Tag("processes") class MeetsTest {
        static final CyclicBarrier MEETING = new CyclicBarrier(2);
        static final Semaphore ALONE = new Semaphore(1);
        @Test void another() throws Exception { MEETING.await(1, TimeUnit.MINUTES); }
        @Test void noneOfItsOwnClass() throws Exception { alone(); }
        @Test void noneOfItsOwnClassEither() throws Exception { alone(); }
        void alone() throws Exception {
          Assertions.assertTrue(ALONE.tryAcquire());
          Thread.sleep(50);
          ALONE.release();
        }
      }

      @Tag("processes") class IsMetTest {
        @Test void byAnother() throws Exception { MeetsTest.MEETING.await(1, TimeUnit.MINUTES); }
      }
      """;

  @TempDir
  static Path base;

  private static Path classes;
  private static Command.Result all;

  @BeforeAll
  static void compileTheSample() throws IOException {
    classes = Scripts.compile(Files.writeString(base.resolve("SampleTest.java"), SAMPLE));
    // The runner takes the tests that lie where it lies itself.
    try (Stream<Path> runner = Files.list(Scripts.compiled("selftest"))) {
      for (Path file : runner.toList()) {
        Path copy = Files.copy(file, classes.resolve(file.getFileName()));
        copy.toFile().deleteOnExit();
      }
    }
    all = selftest();
  }

  @Test
  void endsWithTheCountsAloneOnStandardOutput() {
    assertEquals("7 passed, 3 failed, 4 skipped\n", all.out());
    assertEquals(1, all.exit());
  }

  @Test
  void showsALineAClass() {
    String err = all.err();
    assertTrue(err.contains(" s  tensorbang.sample.SampleTest  3 passed, 2 failed, 2 skipped\n"), err);
    assertTrue(err.contains(" s  tensorbang.sample.LacksAllTest  0 passed, 2 skipped\n"), err);
    assertTrue(err.contains(" s  tensorbang.sample.CannotStartTest  0 passed, 1 failed\n"), err);
    assertTrue(err.contains(" s  tensorbang.sample.MeetsTest  3 passed\n"), err);
  }

  @Test
  void saysWhatFailedAndWhere() {
    String err = all.err();
    String failed = err.substring(err.indexOf("\nFailed:\n"));
    assertTrue(
        failed.contains(
            """
              tensorbang.sample.SampleTest.fails
                  one is two ==> expected: <1> but was: <2>
                  at tensorbang.sample.SampleTest.fails(SampleTest.java:10)
            """),
        err);
    assertTrue(
        failed.contains(
            """
              tensorbang.sample.SampleTest.breaks
                  java.lang.IllegalStateException: broken
                  at tensorbang.sample.SampleTest.breaks(SampleTest.java:11)
                  caused by java.lang.RuntimeException: deep down
            """),
        err);
    assertTrue(failed.contains("tensorbang.sample.CannotStartTest\n      java.lang.IllegalStateException: no st"), err);
    assertFalse(failed.contains("org.junit"), err);
  }

  @Test
  void saysWhatWasSkippedAndWhy() {
    String err = all.err();
    assertTrue(err.contains("  tensorbang.sample.SampleTest.lacksData: Assumption failed: no data here\n"), err);
    assertTrue(err.contains("  tensorbang.sample.SampleTest.waits: not yet\n"), err);
    assertTrue(err.contains("  tensorbang.sample.LacksAllTest: Assumption failed: no machine here\n"), err);
  }

  @Test
  void runsOnlyWhatIsAskedFor() {
    Command.Result one = selftest("--only", "SampleTest.passes");
    assertEquals("3 passed, 0 failed, 0 skipped\n", one.out());
    assertEquals(0, one.exit());
    assertEquals(
        "2 passed, 1 failed, 0 skipped\n",
        selftest("--only", ".fails", "--only=Test.passesT").out());
  }

  @Test
  void failsWhereNothingPassed() {
    Command.Result result = selftest("--only", "lacksData");
    assertEquals("0 passed, 0 failed, 1 skipped\n", result.out());
    assertEquals(1, result.exit());
  }

  @Test
  void listsTheTests() {
    Command.Result result = selftest("--list", "--only", "sample.SampleTest.pass");
    assertEquals("tensorbang.sample.SampleTest.passes\ntensorbang.sample.SampleTest.passesTwice\n", result.out());
    assertEquals(0, result.exit());
  }

  @Test
  void refusesANameThatMatchesNothing() {
    Command.Result result = selftest("--only", "nosuchtest");
    assertEquals("--only nosuchtest matches no test: --list names them all\n", result.err());
    assertEquals("", result.out());
    assertEquals(2, result.exit());
  }

  /** The runner, on the sample's classes. */
  private static Command.Result selftest(String... arguments) {
    List<String> words = new ArrayList<>(Scripts.start("selftest"));
    int path = words.indexOf("-classpath") + 1;
    words.set(path, classes + File.pathSeparator + words.get(path));
    words.addAll(Arrays.asList(arguments));
    return Command.of(words.get(0), words.subList(1, words.size()).toArray(String[]::new))
        .run();
  }
}
