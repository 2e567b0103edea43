//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//DEPS com.palantir.javaformat:palantir-java-format:2.74.0
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java
//RUNTIME_OPTIONS --add-exports jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports jdk.compiler/com.sun.tools.javac.code=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports jdk.compiler/com.sun.tools.javac.parser=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports jdk.compiler/com.sun.tools.javac.tree=ALL-UNNAMED
//RUNTIME_OPTIONS --add-exports jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;

/** The project's Java style, applied by palantir-java-format: Google's indentation of two spaces, lines up to 120. */
@Command(
    name = "format.java",
    description = {
      "Formats Java files in the project's style and names those that it changed.",
      "Exit code: 0 done, or nothing to do; 1 with --check, where a file is not in that style."
    })
class format implements Callable<Integer> {
  private static final int COLUMNS = 120;

  @Option(names = "--check", description = "Change nothing: only name the files that are not in the project's style.")
  boolean check;

  @Parameters(
      paramLabel = "PATH",
      description = "Java files, and folders of them (default: lib and scripts of the checkout).")
  List<Path> paths = new ArrayList<>();

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new format(), arguments);
  }

  @Override
  public Integer call() throws Exception {
    if (paths.isEmpty()) {
      Path root = Path.of(System.getenv().getOrDefault("TENSORBANG_ROOT", ""));
      paths = List.of(root.resolve("lib"), root.resolve("scripts"));
    }
    Formatter formatter = formatter();
    int changed = 0;
    for (Path file : files()) {
      String old = Files.readString(file);
      String text = formatted(formatter, file, old);
      if (text.equals(old)) continue;
      changed++;
      System.out.println(file);
      if (check) continue;
      boolean executable = Files.isExecutable(file);
      AtomicFile.writeText(file, text);
      file.toFile().setExecutable(executable, false);
    }
    return check && changed > 0 ? 1 : 0;
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.exists(path)) throw new InputException(path + ": there is no such file or folder");
      try (Stream<Path> found = Files.walk(path)) {
        found.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
      }
    }
    return files;
  }

  /** Leaves the lines that begin a script alone: the shell and JBang read them, and take no space after the slashes. */
  private static String formatted(Formatter formatter, Path file, String text) {
    int head = 0;
    while (text.startsWith("//", head)) {
      int end = text.indexOf('\n', head);
      head = end < 0 ? text.length() : end + 1;
    }
    try {
      String body = formatter.formatSourceAndFixImports(text.substring(head));
      return text.substring(0, head) + (head > 0 && !body.startsWith("package ") ? "\n" : "") + body;
    } catch (FormatterException e) {
      throw new InputException(file + ": " + e.getMessage(), e);
    }
  }

  /** The formatter has styles of two spaces and 100 columns, or four spaces and 120, and no setting between them. */
  private static Formatter formatter() throws ReflectiveOperationException {
    Field columns = Style.class.getDeclaredField("maxLineLength");
    columns.setAccessible(true);
    columns.setInt(Style.GOOGLE, COLUMNS);
    return Formatter.createFormatter(
        JavaFormatterOptions.builder().style(Style.GOOGLE).build());
  }
}
