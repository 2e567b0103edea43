package tensorbang.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a script prints and draws does not depend on where it runs. */
class StandardStreamsTest {
  private static final String SCRIPT =
      """
      import java.util.concurrent.Callable;
      import picocli.CommandLine.Command;
      import picocli.CommandLine.Mixin;
      import tensorbang.cli.HelpOption;
      import tensorbang.cli.Main;

      @Command(name = "snow", description = "Snows: ☃ ± é")
      class snow implements Callable<Integer> {
        @Mixin HelpOption help;

        public static void main(String... words) {
          Main.run(new snow(), words);
        }

        @Override
        public Integer call() {
          var image = new java.awt.image.BufferedImage(9, 9, java.awt.image.BufferedImage.TYPE_INT_RGB);
          image.createGraphics().drawString("x", 0, 9);
          System.out.print("out ☃");
          System.err.print("err ☃");
          return 0;
        }
      }
      """;

  @TempDir
  static Path folder;

  @Test
  void printsUtf8WhateverTheLocaleAndDrawsWithoutItsDisplay() throws IOException {
    Command.Result result = snow().run();
    assertEquals("out ☃", result.out(), result::toString);
    assertEquals("err ☃", result.err(), result::toString);
    assertTrue(snow("--help").run().out().contains("Snows: ☃ ± é"));
  }

  private static Command snow(String... words) throws IOException {
    Path classes = Scripts.compile(Files.writeString(folder.resolve("snow.java"), SCRIPT));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String[] start = {java, "-classpath", classes + File.pathSeparator + System.getProperty("java.class.path"), "snow"};
    String[] arguments = new String[start.length - 1 + words.length];
    System.arraycopy(start, 1, arguments, 0, start.length - 1);
    System.arraycopy(words, 0, arguments, start.length - 1, words.length);
    return Command.of(java, arguments).environment("LC_ALL", "C").environment("DISPLAY", ":4711");
  }
}
