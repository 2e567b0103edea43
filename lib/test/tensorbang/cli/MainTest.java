package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tensorbang.InputException;

/** How a script ends, and what it then says. */
class MainTest {
  @Command(name = "some.java")
  static final class Some implements Callable<Integer> {
    private final Callable<Integer> work;

    @Option(names = "--out")
    Path out;

    @Option(names = "--seeds", split = ",")
    long[] seeds;

    Some(Callable<Integer> work) {
      this.work = work;
    }

    @Override
    public Integer call() throws Exception {
      return work.call();
    }
  }

  private record Ending(int exit, List<String> lines) {}

  private static Ending ending(Callable<Integer> work, String... arguments) {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      int exit = Main.execute(new Some(work), arguments);
      return new Ending(exit, said.toString(StandardCharsets.UTF_8).lines().toList());
    } finally {
      System.setErr(before);
    }
  }

  private static String oneLineOfFailure(Callable<Integer> work) {
    Ending ending = ending(work);
    assertEquals(1, ending.exit, ending::toString);
    assertEquals(1, ending.lines.size(), ending::toString);
    return ending.lines.get(0);
  }

  private static int deeper(int depth) {
    return deeper(depth + 1) + 1;
  }

  private static final class Unready {
    static final int VALUE = deeper(0);
  }

  @Test
  void anErrorIsOneLineThatSaysWhereAndExitCodeOne() {
    String overflow = oneLineOfFailure(() -> deeper(0));
    assertTrue(
        overflow.startsWith("internal failure: java.lang.StackOverflowError, at tensorbang.cli.MainTest.deeper("),
        overflow);
    String assertion = oneLineOfFailure(() -> {
      throw new AssertionError("two\nlines");
    });
    assertTrue(assertion.startsWith("internal failure: java.lang.AssertionError: two\\u000alines, at "), assertion);
    String initial = oneLineOfFailure(() -> Unready.VALUE);
    assertTrue(initial.startsWith("internal failure: java.lang.StackOverflowError, at "), initial);
    String again = oneLineOfFailure(() -> Unready.VALUE);
    assertTrue(again.contains("StackOverflowError"), again);
  }

  @Test
  void lackOfMemoryIsSaidWithWhatHelps() {
    String line = oneLineOfFailure(() -> {
      throw new IllegalStateException("making a batch failed", new OutOfMemoryError("Java heap space"));
    });
    assertTrue(line.startsWith("out of memory: Java may take ") && line.contains("-Xmx"), line);
    String native_ = oneLineOfFailure(() -> {
      throw new TFResourceExhaustedException("OOM when allocating tensor");
    });
    assertTrue(native_.startsWith("TensorFlow is out of memory: choose a smaller --batch-size"), native_);
    String threads = oneLineOfFailure(() -> {
      throw new OutOfMemoryError("unable to create native thread: possibly out of memory");
    });
    assertTrue(threads.contains("another thread"), threads);
  }

  @Test
  void aMissingClassSuggestsToCompileAnew() {
    String line = oneLineOfFailure(() -> {
      throw new NoClassDefFoundError("tensorbang/Gone");
    });
    assertTrue(line.contains("tensorbang/Gone") && line.endsWith("jbang --fresh compiles it anew"), line);
  }

  @Test
  void aMessageThatNamesAnotherSettingNamesItsOption() {
    InputException wrong =
        InputException.of("dataset", "dir", "cannot be read; leave files out with the setting skip_unreadable");
    assertEquals(
        List.of("--dataset dir: cannot be read; leave files out with --skip-unreadable"),
        ending(() -> {
              throw wrong;
            })
            .lines);
  }

  @Test
  void badInputIsOneLineAndExitCodeTwoAlsoWhereAClassIsInitialised() {
    InputException wrong = InputException.of("batch_size", 0, "must be at least 1");
    assertEquals(new Ending(2, List.of("--batch-size 0: must be at least 1")), ending(() -> {
      throw wrong;
    }));
    assertEquals(new Ending(2, List.of("--batch-size 0: must be at least 1")), ending(() -> {
      throw new ExceptionInInitializerError(wrong);
    }));
  }

  @Test
  void aPathThatCannotBeIsRefusedWithoutTheNamesOfJavasClasses() {
    Ending ending = ending(() -> 0, "--out", "a\0b");
    assertEquals(2, ending.exit);
    assertEquals(
        List.of("some.java: Invalid value for option '--out': a\\u0000b cannot be the name of a file: it holds the"
            + " character NUL (--help lists the options)"),
        ending.lines);
  }

  @Test
  void aListThatEndsWithACommaIsRefused() {
    assertEquals(0, ending(() -> 0, "--seeds", "1,2").exit);
    for (String[] words : new String[][] {{"--seeds", "1,2,"}, {"--seeds=,"}}) {
      Ending ending = ending(() -> 0, words);
      assertEquals(2, ending.exit, ending::toString);
      assertEquals(1, ending.lines.size(), ending::toString);
      assertTrue(ending.lines.get(0).contains("expected values separated by commas"), ending::toString);
    }
  }
}
