package tensorbang.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts and the library they share: compiled when something changed, started without JBang when nothing did. */
@Tag("processes")
class SharedLibraryTest {
  private static final String DEPS = "//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java\n";

  @TempDir
  Path base;

  private Sandbox sandbox;

  @BeforeEach
  void makeACheckoutWithALibrary() throws IOException {
    sandbox = new Sandbox(base).withPinnedJBang().withLibrary("int", "1");
    script(sandbox.checkout.resolve("scripts/greet.java"), "greet");
  }

  @Test
  void aScriptIsCompiledAnewWhenTheLibraryChanges() throws IOException {
    assertEquals("1 you", sandbox.jbang("greet", "you").run().out());
    sandbox.withLibrary("String", "\"two\"");
    assertEquals("two you", sandbox.jbang("greet", "you").run().out());
    assertEquals("two you", sandbox.jbang("run", "greet.java", "you").run().out());
    assertEquals("two you", sandbox.jbang("--quiet", "greet", "you").run().out());
  }

  @Test
  void aLaterStartDoesWithoutJBangAndPassesTheArguments() throws IOException {
    assertEquals("1 a b", sandbox.jbang("greet", "a b").run().out());
    withoutJBang();
    assertEquals(
        "1  it's $HOME *",
        sandbox.jbang("greet.java", "", "it's", "$HOME", "*").run().out());
  }

  @Test
  void jBangIsAskedAgainWhenAnythingItReadsHasChanged() throws IOException {
    assertEquals("1 x", sandbox.jbang("greet", "x").run().out());
    withoutJBang();
    assertEquals("1 x", sandbox.jbang("greet", "x").run().out());
    assertAsked(sandbox.jbang("greet", "x").environment("TF_NATIVE", "other"), "another native library");
    assertAsked(sandbox.jbang("greet", "x").environment("JBANG_OFFLINE", "true"), "a setting of JBang's");

    Path properties = Files.writeString(sandbox.folder.resolve("jbang.properties"), "run.debug=4004\n");
    assertAsked(sandbox.jbang("greet", "x"), "JBang's configuration");
    Files.delete(properties);
    assertEquals("1 x", sandbox.jbang("greet", "x").run().out());

    Path script = sandbox.checkout.resolve("scripts/greet.java");
    String text = Files.readString(script);
    Files.writeString(script, text + "// changed\n");
    assertAsked(sandbox.jbang("greet", "x"), "the script");
    Files.writeString(script, text);
    assertEquals("1 x", sandbox.jbang("greet", "x").run().out());

    sandbox.withLibrary("int", "3");
    assertAsked(sandbox.jbang("greet", "x"), "the library");
  }

  @Test
  void jBangIsAskedEachTimeAboutAScriptWithFilesOfItsOwn() throws IOException {
    Path part = Files.writeString(sandbox.folder.resolve("part.txt"), "one");
    Path script = sandbox.folder.resolve("own.java");
    script(script, "own");
    Files.writeString(script, "//FILES part.txt\n" + Files.readString(script));
    assertEquals("1 x", sandbox.jbang("own.java", "x").run().out());
    Files.delete(part);
    withoutJBang();
    assertAsked(sandbox.jbang("own.java", "x"), "a script that names files");
  }

  @Test
  void aJarThatIsGoneIsMadeAgain() throws IOException {
    assertEquals("1 x", sandbox.jbang("greet", "x").run().out());
    try (Stream<Path> files = Files.walk(base.resolve("cache"))) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
      assertEquals(2, jars.size(), jars::toString);
      for (Path jar : jars) Files.delete(jar);
    }
    assertEquals("1 x", sandbox.jbang("greet", "x").run().out());
  }

  @Test
  void scriptsThatStartAtOnceAllSucceed() throws IOException {
    for (int i = 0; i < 2; i++) script(sandbox.checkout.resolve("scripts/greet" + i + ".java"), "greet" + i);
    List<Command.Running> running = Stream.of("greet0", "greet1", "greet0")
        .map(name -> sandbox.jbang(name, name).start())
        .toList();
    assertEquals(
        List.of("1 greet0", "1 greet1", "1 greet0"),
        running.stream().map(r -> r.await().out()).toList());
  }

  @Test
  void aCopyRunsElsewhereUnderAnyName() throws IOException {
    Path copy = sandbox.folder.resolve("my-greet.java");
    Files.copy(sandbox.checkout.resolve("scripts/greet.java"), copy);
    assertEquals("1 you", sandbox.jbang("my-greet.java", "you").run().out());
  }

  @Test
  void aCopyThatIsRunByItselfFindsTheCheckoutOrNamesWhatIsMissing() throws IOException {
    Path copy = sandbox.folder.resolve("copied.java");
    Files.copy(sandbox.checkout.resolve("scripts/greet.java"), copy);
    copy.toFile().setExecutable(true);
    Command.Result lost =
        sandbox.command(copy, "you").environment("TENSORBANG_ROOT", null).run();
    assertTrue(lost.err().contains("TENSORBANG_ROOT"), lost::toString);
    assertTrue(lost.exit() != 0, lost::toString);
    assertEquals(
        "1 you",
        sandbox
            .command(copy, "you")
            .environment("TENSORBANG_ROOT", sandbox.checkout.toString())
            .run()
            .out());
  }

  @Test
  void anInstalledJBangCompilesAnewToo() throws IOException {
    sandbox.withTool("jbang", "echo \"$@\"");
    String first = sandbox.jbang("greet", "a").run().out();
    assertTrue(first.contains("run -s "), first);
    assertTrue(first.endsWith("scripts/greet.java a\n"), first);
    sandbox.withLibrary("int", "2");
    assertTrue(!first.equals(sandbox.jbang("greet", "a").run().out()), first);
  }

  @ParameterizedTest
  @CsvSource({"17.0.15, false", "21, false", "24, true", "25.0.1, true"})
  void aJdkThatWarnsOfNativeCodeIsToldToLetItBe(String version, boolean isTold) throws IOException {
    sandbox
        .withTool("jbang", "echo \"$@\"")
        .withTool("java", "echo 'openjdk version \"" + version + "\" 2025-09-16' >&2");
    String called = sandbox.jbang("greet", "a").run().out();
    assertEquals(isTold, called.contains("-R=--enable-native-access=ALL-UNNAMED"), called);
    assertTrue(called.endsWith("scripts/greet.java a\n"), called);
  }

  /** From now on JBang itself fails; the scripts have the JDK's own {@code java}. */
  private void withoutJBang() throws IOException {
    sandbox.withTool("java", "echo 'asked JBang' >&2", "exit 9");
  }

  private static void assertAsked(Command command, String changed) {
    Command.Result result = command.run();
    assertTrue(!result.out().startsWith("1"), "ran without a look at " + changed + ": " + result);
  }

  private static void script(Path file, String name) throws IOException {
    Sandbox.executable(
        file,
        Files.readAllLines(Scripts.file("selftest")).get(0)
            + "\n"
            + DEPS
            + """
              class %s {
                public static void main(String... words) {
                  System.out.print(tensorbang.Greeting.hello() + " " + String.join(" ", words));
                }
              }
              """
                .formatted(name));
  }
}
