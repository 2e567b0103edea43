package tensorbang.boot;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small checkout with the real {@code ./jbang} in it, a user's own folder, and a PATH that holds a JDK and a few
 * tools but neither Maven nor an installed JBang.
 */
final class Sandbox {
  private static final List<String> TOOLS = List.of(
      "sh",
      "env",
      "awk",
      "cat",
      "chmod",
      "cp",
      "cut",
      "find",
      "flock",
      "grep",
      "ln",
      "locale",
      "mkdir",
      "mktemp",
      "mv",
      "perl",
      "readlink",
      "rm",
      "sed",
      "sleep",
      "sort",
      "tail",
      "tr",
      "true",
      "uname",
      "sha256sum",
      "shasum",
      "java",
      "javac");
  private static final String JAR = ".jbang/jbang-0.132.1.jar";

  final Path checkout;
  final Path folder;
  private final Path tools;
  private final Path cache;

  /** Names with spaces in them: the least that a launcher must stand. */
  Sandbox(Path base) throws IOException {
    checkout = Files.createDirectory(base.resolve("a user's checkout"));
    folder = Files.createDirectory(base.resolve("a user's folder"));
    tools = Files.createDirectory(base.resolve("tools"));
    cache = base.resolve("cache");
    Files.copy(Checkout.root().resolve("jbang"), checkout.resolve("jbang"), StandardCopyOption.COPY_ATTRIBUTES);
    for (String tool : TOOLS) {
      Path found = which(tool);
      if (found != null) withTool(tool, "exec '" + found + "' \"$@\"");
    }
  }

  /** Puts the pinned JBang in place, from the checkout under test. */
  Sandbox withPinnedJBang() throws IOException {
    Path jar = checkout.resolve(JAR);
    Files.createDirectories(jar.getParent());
    Files.copy(pinnedJBang(), jar);
    return this;
  }

  /** Writes a library of one class, {@code tensorbang.Greeting}, in which {@code hello} returns a value of this type. */
  Sandbox withLibrary(String type, String value) throws IOException {
    Path library = Files.createDirectories(checkout.resolve("lib/src/tensorbang"));
    Files.writeString(
        library.resolve("Toolkit.java"), "//SOURCES **.java\npackage tensorbang;\npublic final class Toolkit {}\n");
    Files.writeString(
        library.resolve("Greeting.java"),
        "package tensorbang;\npublic class Greeting { public static %s hello() { return %s; } }\n"
            .formatted(type, value));
    return this;
  }

  /** What lies in the checkout's {@code .jbang}. */
  List<String> fetched() throws IOException {
    Path kept = checkout.resolve(".jbang");
    if (!Files.exists(kept)) return List.of();
    try (Stream<Path> files = Files.list(kept)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** Adds a program to the PATH, in place of any of that name: a shell script of these lines. */
  Sandbox withTool(String name, String... lines) throws IOException {
    executable(tools.resolve(name), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    return this;
  }

  Sandbox withoutTool(String name) throws IOException {
    Files.delete(tools.resolve(name));
    return this;
  }

  /** Writes an executable file, with its folders. */
  static Path executable(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    file.toFile().setExecutable(true);
    return file;
  }

  /** The checkout's {@code ./jbang}, called from the user's folder. */
  Command jbang(String... arguments) {
    return command(checkout.resolve("jbang"), arguments);
  }

  /** Any program, with this sandbox's PATH, from the user's folder. */
  Command command(Path program, String... arguments) {
    return Command.of(program.toString(), arguments)
        .in(folder)
        .environment("PATH", tools.toString())
        .environment("JBANG_DIR", cache.toString())
        .environment("JBANG_CACHE_DIR", null)
        .environment("JAVA_HOME", null)
        .environment("TF_NATIVE", null);
  }

  /** The real JBang, fetched now where an installed one has been used so far. */
  static Path pinnedJBang() {
    Path jar = Checkout.root().resolve(JAR);
    if (!Files.exists(jar))
      Command.jbang("version").environment("PATH", pathWithout("jbang")).run();
    assumeTrue(Files.exists(jar), "the pinned JBang is not here and cannot be fetched");
    return jar;
  }

  private static String pathWithout(String program) {
    Stream<Path> others = path().filter(folder -> !Files.exists(folder.resolve(program)));
    return String.join(File.pathSeparator, others.map(Path::toString).toList());
  }

  private static Path which(String program) {
    return path()
        .map(folder -> folder.resolve(program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  private static Stream<Path> path() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .filter(s -> !s.isEmpty())
        .map(Path::of);
  }
}
