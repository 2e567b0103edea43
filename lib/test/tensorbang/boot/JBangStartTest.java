package tensorbang.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which JBang {@code ./jbang} starts, how it fetches the pinned one, and what it says where it cannot. */
class JBangStartTest {
  private static final String FETCHED = "jbang-0.132.1.jar";

  @TempDir
  Path base;

  private Sandbox sandbox;

  @BeforeEach
  void makeACheckoutWithoutJBang() throws IOException {
    sandbox = new Sandbox(base);
  }

  @Test
  void startsAnInstalledJBang() throws IOException {
    sandbox.withTool("jbang", "printf '<%s>' \"$@\"", "cat", "exit 7");
    Command.Result result =
        sandbox.jbang("train.java", "a b", "", "*").stdin("in").run();
    assertEquals("<train.java><a b><><*>in", result.out());
    assertEquals(7, result.exit());
    assertEquals(List.of(), sandbox.fetched());
  }

  @Test
  void takesNeitherItselfNorItsLinksNorItsCopiesForAnInstalledOne() throws IOException {
    Path here = sandbox.checkout;
    Path links = Files.createDirectory(base.resolve("links"));
    Files.createSymbolicLink(links.resolve("jbang"), here.resolve("jbang"));
    Path copies = Files.createDirectory(base.resolve("copies"));
    Files.copy(here.resolve("jbang"), copies.resolve("jbang"));
    copies.resolve("jbang").toFile().setExecutable(true);
    Path installed = base.resolve("installed");
    Sandbox.executable(installed.resolve("jbang"), "#!/bin/sh\necho installed\n");
    String path = String.join(":", here + "", links + "", copies + "", "", base.resolve("tools") + "");

    Command.Result none = sandbox.jbang("version").environment("PATH", path).run();
    assertTrue(none.err().contains("Maven (mvn) is needed"), none::toString);
    assertEquals(
        "installed\n",
        sandbox
            .jbang("version")
            .environment("PATH", path + ":" + installed)
            .run()
            .out());
  }

  @Test
  void fetchesThePinnedJBangOnceAndKeepsTheStandardStreams() throws IOException {
    Files.writeString(
        sandbox.folder.resolve("copy.java"),
        "class copy { public static void main(String... a) throws Exception { System.in.transferTo(System.out); } }");
    sandbox.withTool("mvn", "echo noise", "cat >/dev/null", copyOfJBang());
    assertEquals("in", sandbox.jbang("copy.java").stdin("in").run().out());
    assertEquals(List.of(FETCHED), sandbox.fetched());

    sandbox.withoutTool("mvn");
    assertEquals("in", sandbox.jbang("copy.java").stdin("in").run().out());
  }

  @Test
  void twoFirstStartsAtOnceBothSucceed() throws IOException {
    sandbox.withTool("mvn", "sleep 0.5", copyOfJBang());
    Command.Running first = sandbox.jbang("version").start();
    Command.Running second = sandbox.jbang("version").start();
    assertEquals("0.132.1\n", first.await().out());
    assertEquals("0.132.1\n", second.await().out());
    assertEquals(List.of(FETCHED), sandbox.fetched());
  }

  @Test
  void refusesAJBangWithAnotherChecksum() throws IOException {
    sandbox.withTool("mvn", "echo wrong >jbang-cli-0.132.1-all.jar");
    assertRefuses(sandbox.jbang("version"), "has the SHA-256 ", "delete dev/jbang/jbang-cli from Maven's local");
  }

  @Test
  void saysWhyMavenFailed() throws IOException {
    sandbox.withTool("mvn", "echo '[ERROR] Unknown host' >&2", "echo '[ERROR] more'", "exit 1");
    assertRefuses(sandbox.jbang("version"), "Maven could not fetch JBang 0.132.1", "network", "Unknown host");
  }

  @Test
  void saysThatMavenIsMissing() {
    assertRefuses(sandbox.jbang("version"), "Maven (mvn) is needed once", "install Maven");
  }

  @Test
  void saysThatTheFolderCannotBeWritten() throws IOException {
    sandbox.withTool("mvn", "exit 1");
    Files.writeString(sandbox.checkout.resolve(".jbang"), "in the way");
    Command.Result result = sandbox.jbang("version").run();
    assertTrue(result.err().contains("cannot write to " + sandbox.checkout.resolve(".jbang")), result::toString);
    assertEquals(2, result.exit());
  }

  @Test
  void saysThatTheJdkIsMissing() throws IOException {
    sandbox.withoutTool("javac");
    assertRefuses(sandbox.jbang("version"), "no JDK found", "install JDK 17");
    assertRefuses(
        sandbox.jbang("version").environment("JAVA_HOME", "/no/such"), "no JDK found in JAVA_HOME (/no/such)");
  }

  @ParameterizedTest
  @CsvSource({"1.8.0_392", "11.0.2", "16"})
  void saysThatTheJdkIsTooOld(String version) throws IOException {
    sandbox.withTool("java", "echo 'openjdk version \"" + version + "\" 2020-01-14' >&2");
    assertRefuses(sandbox.jbang("version"), "JDK 17 or newer is needed", "tools/java is older");
  }

  @ParameterizedTest
  @CsvSource({
    "Darwin arm64, macosx-arm64",
    "Linux aarch64, linux-arm64",
    "Linux x86_64, unset",
    "MINGW64_NT-10.0 x86_64, unset"
  })
  void namesTheNativeLibraryWhereJBangsNameOfThePlatformIsNotTensorFlows(String system, String named)
      throws IOException {
    sandbox.withTool("uname", "echo '" + system + "'").withTool("jbang", "echo \"${TF_NATIVE-unset}\"");
    assertEquals(named + "\n", sandbox.jbang().run().out());
    assertEquals(
        named + "\n", sandbox.jbang().environment("TF_NATIVE", "").run().out());
    assertEquals(
        "mine\n", sandbox.jbang().environment("TF_NATIVE", "mine").run().out());
  }

  @ParameterizedTest
  @CsvSource({"C, C.UTF-8", "POSIX, C.UTF-8", "de_DE.UTF-8, de_DE.UTF-8", "de_DE.ISO-8859-1, de_DE.ISO-8859-1"})
  void aLocaleOfAsciiAloneBecomesOneOfUtf8(String given, String seen) throws IOException {
    sandbox
        .withTool(
            "locale",
            "case $LC_ALL in *.UTF-8) echo UTF-8 ;; *.ISO-8859-1) echo ISO-8859-1 ;; *) echo ANSI_X3.4-1968 ;; esac")
        .withTool("jbang", "echo $LC_ALL");
    assertEquals(
        seen + "\n", sandbox.jbang("version").environment("LC_ALL", given).run().out());
  }

  @Test
  void scriptsCanNameAnyFileWhateverTheLocale() throws IOException {
    sandbox.withPinnedJBang();
    Files.writeString(
        sandbox.folder.resolve("named.java"),
        """
        import java.nio.file.*;
        class named {
          public static void main(String... words) throws Exception {
            System.out.println(Files.exists(Files.createFile(Path.of("\\u00fc\\u732b"))));
          }
        }
        """);
    Command.Result result =
        sandbox.jbang("named.java").environment("LC_ALL", "C").run();
    assertEquals("true\n", result.out(), result::toString);
  }

  @Test
  void tellsThePlaceOfTheCheckout() throws IOException {
    sandbox.withTool("jbang", "echo \"$TENSORBANG_ROOT\"");
    assertEquals(sandbox.checkout.toRealPath() + "\n", sandbox.jbang().run().out());
  }

  private static String copyOfJBang() {
    return "cp '" + Sandbox.pinnedJBang() + "' jbang-cli-0.132.1-all.jar";
  }

  /** One line that says all of {@code parts}, exit code 2, and nothing left behind. */
  private void assertRefuses(Command command, String... parts) {
    Command.Result result = command.run();
    List<String> lines =
        result.errLines().stream().filter(line -> !line.endsWith("(once) ...")).toList();
    assertEquals(1, lines.size(), result::toString);
    for (String part : parts) assertTrue(lines.get(0).contains(part), lines.get(0) + " lacks: " + part);
    assertEquals(2, result.exit());
    assertEquals("", result.out());
    try {
      assertEquals(List.of(), sandbox.fetched());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
