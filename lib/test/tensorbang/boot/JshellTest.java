package tensorbang.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JshellTest {
  /** What JShell's own start-up, DEFAULT, imports. */
  private static final List<String> DEFAULT = List.of(
      "java.io",
      "java.math",
      "java.net",
      "java.nio.file",
      "java.util",
      "java.util.concurrent",
      "java.util.function",
      "java.util.prefs",
      "java.util.regex",
      "java.util.stream");

  @TempDir
  Path folder;

  @Test
  void hasTheLibraryAndTensorFlowImported() {
    Command.Result result = Command.script("jshell", "-")
        .stdin(
            """
                System.out.println(Toolkit.class.getName());
                try (var three = TFloat32.scalarOf(3f)) { System.out.println(three.getFloat() + 4); }
                Tensor tensor; Initializer initializer = Initializer.HE_NORMAL;
                System.out.println("\\u2603");
                """)
        .environment("LC_ALL", "C")
        .run();
    assertEquals("tensorbang.Toolkit\n7.0\n☃\n", result.out(), result::toString);
    assertEquals("", result.err());
    assertEquals(0, result.exit());
  }

  /** The plain-Java layers have a {@code Tensor} and an {@code Initializer} of their own. */
  @Test
  void leavesScratchToBeImportedByHand() {
    Command.Result result = Command.script("jshell", "-")
        .stdin(
            """
                System.out.println(Tensor.class.getName());
                import tensorbang.scratch.Tensor
                System.out.println(Tensor.class.getName());
                """)
        .run();
    assertEquals("org.tensorflow.Tensor\ntensorbang.scratch.Tensor\n", result.out(), result::toString);
  }

  @Test
  void noImportedNameIsAmbiguous() throws IOException {
    Map<String, List<String>> packages = new TreeMap<>();
    for (String name : imported()) {
      List<String> classes = publicClasses(name);
      assertTrue(!classes.isEmpty(), name + " is imported and has no public class");
      for (String type : classes)
        packages.computeIfAbsent(type, t -> new ArrayList<>()).add(name);
    }
    List<String> ambiguous = packages.entrySet().stream()
        .filter(e -> e.getValue().size() > 1)
        .map(Object::toString)
        .toList();
    assertEquals(List.of(), ambiguous);
  }

  @Test
  void answersAPipeAndPassesTheExitCode() {
    Command.Result result = Command.script("jshell").stdin("1 + 1\n/exit 3\n").run();
    assertTrue(result.out().contains("$1 ==> 2"), result::toString);
    assertEquals(3, result.exit());
  }

  @Test
  void takesJShellsOwnOptions() {
    Command.Result result = Command.script("jshell", "--help").run();
    assertTrue(result.out().startsWith("Starts JShell with TensorBang"), result::toString);
    assertTrue(result.out().contains("--feedback"), result::toString);
    assertEquals(0, result.exit());
  }

  @Test
  void showWritesAPictureAndSaysWhereWithoutADisplay() throws IOException {
    String chart =
        """
        show(new LineChart("a chart", "x", "y").line("a line", new double[] {0, 1}, new double[] {0, 1}));
        show(new ImageSet(new byte[3 * 32 * 32], new int[1], 32, 32, 3), 0);
        show("show-1.png");
        """;
    // A display that is named but does not answer, as in a lost ssh session, is none.
    for (String display : new String[] {null, ":4711"}) {
      Command.Result result = Command.script("jshell", "-")
          .stdin(chart)
          .in(folder)
          .environment("DISPLAY", display)
          .run();
      assertEquals("show-1.png\nshow-2.png\nshow-1.png\n", result.out(), result::toString);
      assertEquals("", result.err());
      assertEquals(1600, ImageIO.read(folder.resolve("show-1.png").toFile()).getWidth());
      assertEquals(320, ImageIO.read(folder.resolve("show-2.png").toFile()).getWidth());
      for (String file : List.of("show-1.png", "show-2.png")) Files.delete(folder.resolve(file));
    }
  }

  @Test
  void showOpensAWindowWhereThereIsADisplay() throws IOException {
    assumeTrue(has("Xvfb"), "Xvfb, an X server without a screen, is not installed");
    Path number = folder.resolve("number");
    try (Command.Running server = Command.of(
            "sh", "-c", "exec Xvfb -displayfd 3 -screen 0 1280x1024x24 3>'" + number + "'")
        .start()) {
      for (int i = 0; i < 200 && (!Files.exists(number) || Files.size(number) == 0); i++) sleep(50);
      Command.Result result = Command.script("jshell", "-")
          .stdin(
              """
                  show(new LineChart("a chart", "x", "y").line("a line", new double[] {0, 1}, new double[] {0, 1}));
                  javax.swing.SwingUtilities.invokeAndWait(() -> {});
                  for (var w : java.awt.Window.getWindows()) System.out.println("window " + w.isShowing());
                  """)
          .in(folder)
          .environment("DISPLAY", ":" + Files.readString(number).strip())
          .run();
      assertEquals("window true\n", result.out(), result::toString);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(number), files.toList());
    }
  }

  private static List<String> imported() throws IOException {
    List<String> own = Pattern.compile("^ *import ([\\w.]+)\\.\\*;$", Pattern.MULTILINE)
        .matcher(Files.readString(Scripts.file("jshell")).split("\"\"\"")[1])
        .results()
        .map(line -> line.group(1))
        .toList();
    return Stream.concat(DEFAULT.stream(), own.stream()).toList();
  }

  /** The simple names of a package's public classes. */
  private static List<String> publicClasses(String name) throws IOException {
    String folder = name.replace('.', '/') + "/";
    List<String> files = new ArrayList<>();
    if (name.startsWith("java.")) {
      String module = name.equals("java.util.prefs") ? "java.prefs" : "java.base";
      Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", module, folder);
      try (Stream<Path> list = Files.list(root)) {
        list.forEach(file -> files.add(file.getFileName().toString()));
      }
    } else {
      for (String jar : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
        if (!jar.endsWith(".jar")) continue;
        try (JarFile open = new JarFile(jar)) {
          open.stream()
              .map(entry -> entry.getName())
              .filter(entry -> entry.startsWith(folder) && entry.indexOf('/', folder.length()) < 0)
              .forEach(entry -> files.add(entry.substring(folder.length())));
        }
      }
    }
    return files.stream()
        .filter(file -> file.endsWith(".class") && !file.contains("$") && !file.contains("-"))
        .map(file -> file.substring(0, file.length() - ".class".length()))
        .filter(type -> isPublic(name + "." + type))
        .distinct()
        .toList();
  }

  private static boolean isPublic(String type) {
    try {
      return java.lang.reflect.Modifier.isPublic(
          Class.forName(type, false, JshellTest.class.getClassLoader()).getModifiers());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean has(String program) {
    return Stream.of(System.getenv("PATH").split(":")).anyMatch(f -> Files.isExecutable(Path.of(f, program)));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The lines are those of README.md: a data set, an image, a network, a training, a prediction, its curves. */
  @Test
  void theReadmesLinesTrainANetworkAndShowIt() throws IOException {
    String readme = Files.readString(Checkout.root().resolve("README.md"));
    String lines = readme.replaceFirst("(?s).*## JShell.*?```java\n", "").replaceFirst("(?s)\n```.*", "\n");
    assertTrue(lines.lines().count() <= 15, lines);
    Command.Result result = Command.script("jshell", "-s", "-")
        .stdin(lines.replace("run.predict(data.test(), 0)", "System.out.println(run.predict(data.test(), 0))"))
        .in(folder)
        .environment("TENSORBANG_ROOT", folder.toString())
        .run();
    assertEquals(0, result.exit(), result::toString);
    assertEquals(
        3, result.err().lines().filter(line -> line.startsWith("epoch ")).count(), result::toString);
    assertTrue(result.out().contains("circle, "), result::toString);
    List<String> out = result.out().lines().toList();
    assertTrue(out.get(out.size() - 1).endsWith("curves.png"), result::toString);
    try (Stream<Path> shown = Files.list(folder)) {
      assertTrue(shown.anyMatch(file -> file.getFileName().toString().equals("show-1.png")), result::toString);
    }
  }
}
