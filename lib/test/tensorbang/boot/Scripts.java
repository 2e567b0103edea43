package tensorbang.boot;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The scripts of the checkout, and how {@code java} starts one without the second that JBang takes. */
public final class Scripts {
  private static final Pattern RUNTIME_OPTIONS = Pattern.compile("(?m)^//RUNTIME_OPTIONS (.+)$");
  private static final Map<String, Path> COMPILED = new TreeMap<>();

  private Scripts() {}

  /** The names of {@code scripts/*.java}, sorted, without {@code .java}. */
  public static List<String> names() {
    try (Stream<Path> files = Files.list(Checkout.root().resolve("scripts"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path file(String name) {
    return Checkout.root().resolve("scripts").resolve(name + ".java");
  }

  /** The class that a script of this name holds: {@code bench_loop} in {@code bench-loop.java}. */
  public static String mainClass(String name) {
    return name.replace('-', '_');
  }

  /** The words that start a script: java (soon up, at the cost of its peak), options, class path, main class. */
  static List<String> start(String name) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = compiled(name) + File.pathSeparator + System.getProperty("java.class.path");
    return Stream.of(
            Stream.of(java, "-XX:TieredStopAtLevel=1"),
            runtimeOptions(file(name)),
            Stream.of("-classpath", path, mainClass(name)))
        .flatMap(words -> words)
        .toList();
  }

  /** The words that start {@code mainClass}, which may use the classes of these scripts, in one process of its own. */
  public static List<String> startWith(List<String> scripts, String mainClass) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<Path> files = scripts.stream().map(Scripts::file).toList();
    String path = compile(files.toArray(Path[]::new)) + File.pathSeparator + System.getProperty("java.class.path");
    return Stream.of(
            Stream.of(java, "-XX:TieredStopAtLevel=1"),
            files.stream().flatMap(Scripts::runtimeOptions).distinct(),
            Stream.of("-classpath", path, mainClass))
        .flatMap(words -> words)
        .toList();
  }

  private static Stream<String> runtimeOptions(Path source) {
    try {
      Matcher options = RUNTIME_OPTIONS.matcher(Files.readString(source));
      return options
          .results()
          .flatMap(line -> Arrays.stream(line.group(1).trim().split("\\s+")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder with the classes of a script, compiled at the first call. */
  static synchronized Path compiled(String name) {
    return COMPILED.computeIfAbsent(name, script -> compile(file(script)));
  }

  /** Compiles files against this process's class path; the folder of their classes goes when this process ends. */
  static Path compile(Path... sources) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      Path classes = Files.createTempDirectory("tensorbang-classes");
      List<String> options =
          List.of("-nowarn", "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
      StringWriter said = new StringWriter();
      if (!javac
          .getTask(said, files, null, options, null, files.getJavaFileObjects(sources))
          .call()) throw new AssertionError(Arrays.toString(sources) + " does not compile: " + said);
      try (Stream<Path> written = Files.walk(classes)) {
        written.forEach(path -> path.toFile().deleteOnExit());
      }
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
