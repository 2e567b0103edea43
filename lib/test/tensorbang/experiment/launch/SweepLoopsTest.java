package tensorbang.experiment.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tensorbang.boot.Checkout;
import tensorbang.boot.Command;

/** The loops of scripts/sweeps, in a checkout whose jbang notes how it is called. */
class SweepLoopsTest {
  @TempDir
  Path checkout;

  @BeforeEach
  void copyTheLoops() throws IOException {
    Path loops = Files.createDirectories(checkout.resolve("scripts/sweeps"));
    try (var all = Files.list(Checkout.root().resolve("scripts/sweeps"))) {
      for (Path loop : all.toList())
        Files.copy(loop, loops.resolve(loop.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
    }
    jbang("exit 0");
  }

  private void jbang(String end) throws IOException {
    String script = "#!/bin/sh\nprintf '%s\\n' \"$*\" >>'" + checkout.resolve("calls") + "'\n" + end + "\n";
    Files.writeString(checkout.resolve("jbang"), script).toFile().setExecutable(true);
  }

  private Command loop(String name, String... options) {
    return Command.of(checkout.resolve("scripts/sweeps").resolve(name + ".sh").toString(), options)
        .in(checkout)
        .environment("SEEDS", null)
        .environment("EPOCHS", null)
        .environment("OUT", null);
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(checkout.resolve("calls"));
  }

  @ParameterizedTest
  @CsvSource({"lr, 18", "l2, 15", "batch-size, 15"})
  void trainsEveryValueWithEverySeedAndCollects(String name, int runs) throws IOException {
    Command.Result result = loop(name).run();
    assertEquals(0, result.exit(), result.err());
    assertEquals(runs + 1, calls().size());
    assertEquals(
        runs,
        calls().stream()
            .distinct()
            .filter(call -> call.startsWith("train.java "))
            .count());
    String last = calls().get(runs);
    assertTrue(last.startsWith("collect.java " + checkout.resolve("results/loop-" + name)), last);
  }

  @ParameterizedTest
  @CsvSource({"lr", "l2", "batch-size"})
  void trainJavaUnderstandsTheOptions(String name) throws IOException {
    loop(name, "--dataset", "shapes10", "--limit", "10")
        .environment("SEEDS", "1")
        .environment("EPOCHS", "2")
        .run();
    List<String> words = new ArrayList<>(Arrays.asList(calls().get(0).split(" ")));
    List<String> given = List.of("--epochs", "2", "--seed", "1", "--limit", "10", "--resume");
    assertTrue(words.containsAll(given), words.toString());
    words.add("--help");
    Command.Result train = Command.script(
            "train", words.subList(1, words.size()).toArray(String[]::new))
        .run();
    assertEquals(0, train.exit(), train.err());
  }

  @Test
  void goesOnAfterARunThatFailedAndStopsWhenInterrupted() throws IOException {
    jbang("case $* in *' --lr 1 '*) exit 1 ;; *' --lr 0.1 '*) exit 130 ;; esac");
    assertEquals(130, loop("lr").environment("SEEDS", "7").run().exit());
    assertEquals(2, calls().size());
  }
}
