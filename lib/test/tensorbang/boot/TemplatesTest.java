package tensorbang.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./jbang init --template=NAME FILE} in a user's own folder. */
class TemplatesTest {
  @TempDir
  Path folder;

  @Test
  void theNetworkTakesTheOptionsOfTrain() throws IOException {
    Path script = init("--template=net", "my-net.java");
    List<String> lines = Files.readAllLines(script);
    assertTrue(lines.size() <= 60, lines.size() + " lines");
    assertTrue(lines.contains("record MyNet(int classes) implements Net {"), lines::toString);

    Command.Result help = Command.jbang("my-net.java", "--help").in(folder).run();
    assertTrue(help.out().contains("--schedule"), help::toString);
    assertTrue(help.out().contains("my-net"), help::toString);
    assertEquals(0, help.exit());
  }

  @Test
  void theExperimentRunsWithEachWayToStartIt() throws IOException {
    Path script = init("-t", "experiment", "lr-test");
    Command byName = Command.jbang("lr-test.java", "--dry-run");
    Command byItself = Command.of(script.toString(), "--dry-run").environment("TENSORBANG_ROOT", null);
    // An installed JBang knows nothing of TENSORBANG_ROOT: the script names the checkout.
    Command byJBang = Command.of(
            "java", "-jar", Sandbox.pinnedJBang().toString(), "run", script.toString(), "--dry-run")
        .environment("TENSORBANG_ROOT", null)
        .environment("JBANG_RUNTIME_SHELL", "bash");
    for (Command command : List.of(byName, byItself)) {
      Command.Result result = command.in(folder).run();
      assertTrue(result.out().contains("2 runs: "), result::toString);
      assertTrue(result.out().contains("results/lr-test/"), result::toString);
    }
    Command.Result line = byJBang.in(folder).run();
    assertEquals(255, line.exit(), line::toString);
    String root = "-Dtensorbang.root=" + Checkout.root();
    assertTrue(line.out().contains(root), line::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "my-net.java, class MyNet",
    "my_net, class MyNet",
    "deep.v2.java, class DeepV2",
    "3layers, class My3layers",
    "net, class MyNet",
    "Own.java, class Own"
  })
  void theClassHasAJavaNameWhateverTheFilesName(String file, String declaration) throws IOException {
    assertTrue(Files.readString(init("--template=experiment", file)).contains("\n" + declaration + " "), declaration);
  }

  @Test
  void aFileThatIsThereStays() throws IOException {
    Path script = Files.writeString(folder.resolve("mine.java"), "precious");
    Command.Result refused =
        Command.jbang("init", "--template=net", "mine.java").in(folder).run();
    assertEquals(2, refused.exit());
    assertEquals(List.of("jbang: mine.java is there already: choose another name, or say --force"), refused.errLines());
    assertEquals("precious", Files.readString(script));
    assertEquals(
        0,
        Command.jbang("init", "--force", "--template=net", "mine.java")
            .in(folder)
            .run()
            .exit());
    assertTrue(Files.readString(script).contains("record Mine("));
  }

  @Test
  void badFileNamesAreOneLine() {
    for (String[] words :
        new String[][] {{"init", "--template=net"}, {"init", "--template=net", "no/such/folder.java"}})
      assertEquals(1, Command.jbang(words).in(folder).run().errLines().size());
  }

  @Test
  void jBangsOwnTemplatesStay() {
    Command.Result result =
        Command.jbang("init", "--template=hello", "hello.java").in(folder).run();
    assertEquals(0, result.exit(), result::toString);
    assertTrue(Files.exists(folder.resolve("hello.java")));
  }

  /** The file that the template gives; nothing else lies in the folder then. */
  private Path init(String... words) throws IOException {
    Command.Result result = Command.jbang(
            Stream.concat(Stream.of("init"), Stream.of(words)).toArray(String[]::new))
        .in(folder)
        .run();
    assertEquals(0, result.exit(), result::toString);
    assertEquals("", result.err());
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> written = files.toList();
      assertEquals(1, written.size(), written::toString);
      assertTrue(Files.isExecutable(written.get(0)));
      return written.get(0);
    }
  }
}
