package tensorbang.boot;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A command as a user calls it: {@code Command.script("train", "--epochs", "-1").run()}. The child gets an empty
 * standard input and this process's environment, unless told otherwise; it is killed where it takes too long.
 */
public final class Command {
  private static final int SIGHUP = 1;
  private static final int SIGINT = 2;

  /** What a finished command left. */
  public record Result(int exit, String out, String err) {
    /** The lines of standard error, without the empty ones. */
    public List<String> errLines() {
      return err.lines().filter(line -> !line.isBlank()).toList();
    }
  }

  private final List<String> words;
  private final Map<String, String> environment = new HashMap<>();
  private Path folder = Checkout.root();
  private byte[] stdin = {};
  private Duration timeout = Duration.ofMinutes(2);

  private Command(List<String> words) {
    this.words = words;
  }

  /** {@code program} with {@code arguments}. */
  public static Command of(String program, String... arguments) {
    return new Command(
        Stream.concat(Stream.of(program), Arrays.stream(arguments)).toList());
  }

  /** The checkout's own {@code ./jbang}, with all that it costs: about a second before the script starts. */
  public static Command jbang(String... arguments) {
    return of(Checkout.root().resolve("jbang").toString(), arguments);
  }

  /**
   * The script {@code scripts/NAME.java}, compiled once in this process and started by {@code java} with the class path
   * and the runtime options that JBang would give it.
   */
  public static Command script(String name, String... arguments) {
    return new Command(
        Stream.concat(Scripts.start(name).stream(), Arrays.stream(arguments)).toList());
  }

  /** The child's current folder; the checkout's root by default. */
  public Command in(Path folder) {
    this.folder = folder;
    return this;
  }

  /** Sets a variable of the child's environment, or removes it where {@code value} is null. */
  public Command environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** The child's standard input, as UTF-8. */
  public Command stdin(String text) {
    stdin = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /** How long {@link #run()} and {@link Running#await()} wait; two minutes by default. */
  public Command timeout(Duration timeout) {
    this.timeout = timeout;
    return this;
  }

  /**
   * Skips the test where SIGINT is ignored, as it is in what a shell starts in the background: a child inherits that.
   */
  public static void assumeThatInterruptsArrive() {
    assumeThatArrives(SIGINT, "SIGINT is ignored here: the tests were started in the background");
  }

  /** Skips the test where a command would not hear that its terminal is gone, as after {@code nohup}. */
  public static void assumeThatHangUpsArrive() {
    assumeThatArrives(SIGHUP, "SIGHUP is ignored here: the tests were started with nohup");
  }

  private static void assumeThatArrives(int signal, String otherwise) {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) return;
    try (Stream<String> lines = Files.lines(status)) {
      boolean ignored = lines
          .filter(line -> line.startsWith("SigIgn:"))
          .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> (signal - 1) & 1) != 0);
      assumeFalse(ignored, otherwise);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the command to its end. */
  public Result run() {
    return start().await();
  }

  /** Starts the command, for a test that watches or kills it. */
  public Running start() {
    try {
      Path streams = Files.createTempDirectory("tensorbang-command");
      Path in = Files.write(streams.resolve("in"), stdin);
      ProcessBuilder builder = new ProcessBuilder(words)
          .directory(folder.toFile())
          .redirectInput(in.toFile())
          .redirectOutput(streams.resolve("out").toFile())
          .redirectError(streams.resolve("err").toFile());
      // Asking for it, even to change nothing, keeps out what native code has set in this process since its start.
      Map<String, String> inherited = builder.environment();
      environment.forEach((name, value) -> {
        if (value == null) inherited.remove(name);
        else inherited.put(name, value);
      });
      return new Running(builder.start(), streams);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + this, e);
    }
  }

  @Override
  public String toString() {
    return String.join(" ", words.subList(Math.max(0, words.size() - 12), words.size()));
  }

  /** A command under way; closing it kills it. */
  public final class Running implements AutoCloseable {
    private final Process process;
    private final Path streams;

    private Running(Process process, Path streams) {
      this.process = process;
      this.streams = streams;
    }

    public long pid() {
      return process.pid();
    }

    /** Sends {@code kill -SIGNAL}, for example {@code INT} or {@code KILL}, to the child alone. */
    public void signal(String signal) {
      Command.of("kill", "-" + signal, Long.toString(process.pid())).run();
    }

    /** Waits until {@code text} stands on one of the child's output streams. */
    public void awaitOutput(String text) {
      long end = System.nanoTime() + timeout.toNanos();
      while (!read("out").contains(text) && !read("err").contains(text)) {
        if (!process.isAlive()) throw failure("ended without printing \"" + text + "\"");
        if (System.nanoTime() > end) {
          kill();
          throw failure("did not print \"" + text + "\" within " + timeout.toSeconds() + " s");
        }
        sleep(20);
      }
    }

    /** Waits for the end. */
    public Result await() {
      try {
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
          kill();
          throw failure("did not end within " + timeout.toSeconds() + " s");
        }
        return new Result(process.exitValue(), read("out"), read("err"));
      } catch (InterruptedException e) {
        kill();
        throw new IllegalStateException("interrupted while waiting for " + Command.this, e);
      } finally {
        remove();
      }
    }

    @Override
    public void close() {
      if (process.isAlive()) kill();
    }

    private void kill() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }

    private AssertionError failure(String what) {
      return new AssertionError(Command.this + " " + what + "\nstdout: "
          + read("out").strip() + "\nstderr: " + read("err").strip());
    }

    private String read(String stream) {
      try {
        return new String(Files.readAllBytes(streams.resolve(stream)), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void remove() {
      try {
        for (String stream : List.of("in", "out", "err")) Files.delete(streams.resolve(stream));
        Files.delete(streams);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void sleep(long millis) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
    }
  }
}
