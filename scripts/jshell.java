//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java
//CDS
//RUNTIME_OPTIONS -Xlog:cds=off -Xlog:cds+dynamic=off

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jdk.jshell.tool.JavaShellToolBuilder;
import tensorbang.cli.Main;
import tensorbang.report.Display;
import tensorbang.tf.TensorFlowRuntime;

/** The JDK's own JShell, with the library, TensorFlow and all other libraries on its class path. */
class jshell {
  /**
   * What a session starts with. {@code tensorbang.scratch} is not among it: it has a {@code Tensor} and layers of its
   * own, and is for those who import it.
   */
  static final String IMPORTS =
      """
      import org.tensorflow.*;
      import org.tensorflow.types.*;
      import tensorbang.*;
      import tensorbang.cost.*;
      import tensorbang.data.*;
      import tensorbang.data.pictures.*;
      import tensorbang.data.sets.*;
      import tensorbang.interop.*;
      import tensorbang.model.*;
      import tensorbang.nets.*;
      import tensorbang.nn.*;
      import tensorbang.report.*;
      import tensorbang.settings.*;
      import tensorbang.train.*;
      import tensorbang.train.loss.*;
      import tensorbang.train.optim.*;
      import tensorbang.weights.*;
      import static tensorbang.nn.Activation.*;
      import static tensorbang.nn.Padding.*;
      import static tensorbang.report.Show.show;
      import static tensorbang.shell.Lab.*;
      """;

  public static void main(String... args) throws Exception {
    Main.prepare();
    Display.allowWindows();
    if (List.of(args).contains("--help")) {
      System.out.println("Starts JShell with TensorBang and its libraries on the class path and TensorBang imported.");
      System.out.println("It takes JShell's own options, for example a file to load, or - for a pipe:\n");
    }
    // JShell keeps its history in the preferences, which are chatty about their first use.
    Logger preferences = Logger.getLogger("java.util.prefs");
    preferences.setLevel(Level.SEVERE);

    Path imports = Files.createTempFile("tensorbang", ".jsh");
    imports.toFile().deleteOnExit();
    Files.writeString(imports, IMPORTS);

    // What is typed runs in this process, where TensorFlow is loaded once and quiet.
    TensorFlowRuntime.start();
    List<String> setting = List.of(
        "--class-path",
        System.getProperty("java.class.path"),
        "--execution",
        "local",
        "--startup",
        "DEFAULT",
        "--startup",
        imports.toString());
    System.exit(JavaShellToolBuilder.builder()
        .start(Stream.concat(setting.stream(), Stream.of(args)).toArray(String[]::new)));
  }
}
