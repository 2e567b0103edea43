///usr/bin/env true; s=$(readlink -f "$0"); exec "${s%/*}/../jbang" "$s" "$@"
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jdk.jshell.tool.JavaShellToolBuilder;
import tensorbang.Toolkit;
import tensorbang.tf.TensorFlowRuntime;

/** The JDK's own JShell, with the library, TensorFlow and all other libraries on its class path. */
class jshell {
  public static void main(String... args) throws Exception {
    if (List.of(args).contains("--help")) {
      System.out.println("Starts JShell with TensorBang and its libraries on the class path and TensorBang imported.");
      System.out.println("It takes JShell's own options, for example a file to load, or - for a pipe:\n");
    }
    // JShell keeps its history in the preferences, which are chatty about their first use.
    Logger preferences = Logger.getLogger("java.util.prefs");
    preferences.setLevel(Level.SEVERE);

    Path imports = Files.createTempFile("tensorbang", ".jsh");
    imports.toFile().deleteOnExit();
    Files.write(imports, packages().stream().map(name -> "import " + name + ".*;").toList());

    // What is typed runs in this process, where TensorFlow is loaded once and quiet.
    TensorFlowRuntime.start();
    List<String> setting =
        List.of(
            "--class-path", System.getProperty("java.class.path"),
            "--execution", "local",
            "--startup", "DEFAULT",
            "--startup", imports.toString());
    System.exit(
        JavaShellToolBuilder.builder().start(Stream.concat(setting.stream(), Stream.of(args)).toArray(String[]::new)));
  }

  /** The packages of the library, read from the file that holds it, then the parts of TensorFlow one starts with. */
  private static List<String> packages() throws IOException, URISyntaxException {
    Path library = Path.of(Toolkit.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (JarFile jar = new JarFile(library.toFile())) {
      Stream<String> own =
          jar.stream()
              .map(JarEntry::getName)
              .filter(name -> name.startsWith("tensorbang/") && name.endsWith(".class"))
              .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
              .distinct()
              .sorted();
      return Stream.concat(own, Stream.of("org.tensorflow", "org.tensorflow.ndarray", "org.tensorflow.types")).toList();
    }
  }
}
