package tensorbang.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./jbang} with the pinned JBang in place: what it passes through, and from where it can be called. */
class JBangTest {
  /** Ends each argument with a NUL, copies its input, and exits as told. */
  private static final String ECHO =
      """
      class echo {
        public static void main(String... arguments) throws Exception {
          for (String argument : arguments) System.out.print(argument + "\\0");
          System.in.transferTo(System.out);
          System.out.flush();
          System.exit(Integer.parseInt(System.getenv().getOrDefault("EXIT", "0")));
        }
      }
      """;

  private static final String WAIT =
      """
      class patient {
        public static void main(String... arguments) throws Exception {
          Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("bye")));
          System.out.println("up");
          Thread.sleep(60_000);
        }
      }
      """;

  @TempDir
  static Path base;

  private static Sandbox sandbox;

  @BeforeAll
  static void writeScripts() throws IOException {
    sandbox = new Sandbox(base).withPinnedJBang();
    Files.writeString(sandbox.folder.resolve("echo.java"), ECHO);
    Files.writeString(sandbox.folder.resolve("patient.java"), WAIT);
    String firstLine = Files.readAllLines(Scripts.file("selftest")).get(0);
    Sandbox.executable(
        sandbox.checkout.resolve("scripts/hello.java"),
        firstLine
            + "\nclass hello { public static void main(String... a) { System.out.print(\"hello \" + a[0]); } }\n");
  }

  @BeforeEach
  void removeTheUsersHello() throws IOException {
    Files.deleteIfExists(sandbox.folder.resolve("hello.java"));
  }

  @Test
  void passesArgumentsUnchanged() {
    String[] arguments = {
      "a b",
      "",
      "it's",
      "say \"hi\"",
      "*",
      "$HOME `id` $(id)",
      "back\\slash\\n",
      "two\nlines\n",
      "\t",
      "",
      "--",
      "-x",
      "--limit=3",
      "naïve ☃",
      "~",
      "#",
      "!",
      "a;b&c|d>e",
      "{a,b}",
      "%d",
      "@file",
      ""
    };
    Command.Result result = sandbox.jbang(concat("echo.java", arguments)).run();
    assertEquals(List.of(arguments), List.of(result.out().split("\0", -1)).subList(0, arguments.length));
    assertEquals(0, result.exit());
  }

  @Test
  void passesStandardStreamsUnchanged() {
    String text = "first\n\n  third, \\n is no line end\nno line end after this";
    assertEquals(text, sandbox.jbang("echo.java").stdin(text).run().out());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 130, 255})
  void passesTheExitCode(int code) {
    assertEquals(
        code, sandbox.jbang("echo.java").environment("EXIT", "" + code).run().exit());
  }

  @Test
  void passesJBangsOwnAnswersAndExitCodes() {
    assertEquals("0.132.1\n", sandbox.jbang("version").run().out());
    assertEquals(2, sandbox.jbang("nosuch.java").run().exit());
  }

  @Test
  void leavesNoShellBetweenASignalAndTheProgram() throws IOException {
    Command.assumeThatInterruptsArrive();

    try (Command.Running running = sandbox.jbang("patient.java").start()) {
      running.awaitOutput("up");
      running.signal("INT");
      Command.Result result = running.await();
      assertEquals("up\nbye\n", result.out());
      assertEquals(130, result.exit());
    }
  }

  @Test
  void startsThroughALinkFromAnyFolder() throws IOException {
    Path link = Files.createSymbolicLink(base.resolve("linked"), sandbox.checkout.resolve("jbang"));
    assertEquals("x\0", sandbox.command(link, "echo.java", "x").run().out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "hello.java"})
  void knowsTheScriptsOfItsCheckoutInAnyFolder(String name) {
    assertEquals("hello you", sandbox.jbang(name, "you").run().out());
  }

  @Test
  void prefersAFileOfTheCurrentFolder() throws IOException {
    Files.writeString(
        sandbox.folder.resolve("hello.java"),
        "class hello { public static void main(String... a) { System.out.print(\"mine\"); } }");
    assertEquals("mine", sandbox.jbang("hello.java", "you").run().out());
  }

  @Test
  void aScriptRunsByItselfFromAnyFolderAndThroughALink() throws IOException {
    Path script = sandbox.checkout.resolve("scripts/hello.java");
    Path link = Files.createSymbolicLink(base.resolve("greet"), script);
    assertEquals("hello you two", sandbox.command(script, "you two").run().out());
    assertEquals("hello you two", sandbox.command(link, "you two").run().out());
  }

  @Test
  void oneSwitchChoosesTheNativeLibrary() {
    String asked = "tensorflow-core-native:jar:some-platform:1.1.0 (absent)";
    Command.Result result = Command.jbang("--offline", "jshell.java")
        .environment("TF_NATIVE", "some-platform")
        .run();
    assertTrue(result.err().contains(asked), result::toString);
    result = Command.jbang("--offline", "run", "jshell")
        .environment("TF_NATIVE", "some-platform")
        .run();
    assertTrue(result.err().contains(asked), result::toString);
  }

  @Test
  void theRealOneRunsTheTestsByName() {
    Command.Result result =
        Command.jbang("selftest", "--list", "--only", "JBangTest.theRealOne").run();
    assertEquals("tensorbang.boot.JBangTest.theRealOneRunsTheTestsByName\n", result.out());
    assertEquals(0, result.exit());
  }

  private static String[] concat(String first, String... rest) {
    String[] all = new String[rest.length + 1];
    all[0] = first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }
}
