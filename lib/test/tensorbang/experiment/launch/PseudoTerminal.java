package tensorbang.experiment.launch;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A command on a terminal of its own, as {@code script} of util-linux makes one; what it prints goes to a file. */
final class PseudoTerminal implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 120;

  private final Process script;
  private final Path output;

  /** @param output the file to write what the terminal shows to */
  PseudoTerminal(List<String> words, Path output) throws IOException {
    this.output = output;
    String command =
        words.stream().map(word -> "'" + word.replace("'", "'\\''") + "'").collect(Collectors.joining(" "));
    script = new ProcessBuilder("script", "--quiet", "--return", "--flush", "--command", "exec " + command, "/dev/null")
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** Skips the test where there is no {@code script} of util-linux. */
  static void assumeThatThereIsOne() {
    try {
      Process version =
          new ProcessBuilder("script", "--version").redirectErrorStream(true).start();
      String said = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assumeTrue(said.contains("util-linux"), "no script of util-linux");
    } catch (IOException e) {
      assumeTrue(false, "no script of util-linux");
    }
  }

  /** Presses keys. */
  void type(String keys) {
    try {
      OutputStream in = script.getOutputStream();
      in.write(keys.getBytes(StandardCharsets.US_ASCII));
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends {@code signal}, for example {@code HUP}, to the command alone. */
  void signal(String signal) throws IOException, InterruptedException {
    long pid = script.children().findFirst().orElseThrow().pid();
    new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
        .inheritIO()
        .start()
        .waitFor();
  }

  /** Waits until {@code text} has been shown. */
  void await(String text) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!shown().contains(text)) {
      assertTrue(script.isAlive() && System.nanoTime() < end, "\"" + text + "\" was not shown: " + shown());
      Thread.sleep(20);
    }
  }

  /** The command's exit code, once it ends. */
  int exit() throws InterruptedException {
    assertTrue(script.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "does not end: " + shown());
    return script.exitValue();
  }

  String shown() {
    try {
      return Files.readString(output, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    script.descendants().forEach(ProcessHandle::destroyForcibly);
    script.destroyForcibly();
  }
}
