package tensorbang.experiment.launch;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this JVM was started, for starting others like it. */
public final class JavaCommand {
  private JavaCommand() {}

  /** The words that run {@code main} on this process's class path with its JVM options. */
  public static List<String> words(Class<?> main, List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments())
      if (!option.startsWith("-agentlib:jdwp")) words.add(option); // a debugger's port is taken
    words.add("-classpath");
    words.add(System.getProperty("java.class.path"));
    words.add(main.getName());
    words.addAll(arguments);
    return words;
  }
}
