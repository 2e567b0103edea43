package tensorbang.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import tensorbang.boot.Command;

/**
 * A command that is killed and started again.
 *
 * @param first the command, given the folder that it writes into
 * @param again what its user enters after a kill
 */
record Killed(String name, Function<Path, Command> first, Function<Path, Command> again) {
  private static final List<String> EXPERIMENT = List.of(
      "title: Hidden units",
      "base: {net: twolayer, dataset: shapes10, limit: 128, epochs: 2, batch_size: 32}",
      "variations:",
      "  few: {hidden: 4}",
      "  more: {hidden: 8, ema: 0.9}");

  /** @param base for the files that the commands read */
  static List<Killed> all(Path base) throws IOException {
    Path file = Files.write(base.resolve("experiment.yaml"), EXPERIMENT);
    Path runs = base.resolve("runs");
    Command.Result made = experiment(file, runs).run();
    if (made.exit() != 0) throw new IllegalStateException(made.err());
    return List.of(
        new Killed("train", out -> train(out), out -> train(out, "--resume")),
        same("experiment", out -> experiment(file, out)),
        new Killed("scratch-train", Killed::scratch, Killed::scratchAgain),
        same("collect", out -> Command.script("collect", runs.toString(), "--out", out.toString())),
        same("report", out -> report(runs, out)));
  }

  private static Killed same(String name, Function<Path, Command> command) {
    return new Killed(name, command, command);
  }

  private static Command train(Path out, String... more) {
    String settings = "--net twolayer --dataset shapes10 --limit 256 --epochs 6 --batch-size 16 --optimizer adam --lr"
        + " 0.01 --ema 0.9 --augment crop,flip --threads 1 --quiet --out " + out + " " + String.join(" ", more);
    return Command.script("train", settings.strip().split(" "));
  }

  private static Command experiment(Path file, Path out) {
    return Command.script("experiment", file.toString(), "--threads", "1", "--quiet", "--out", out.toString());
  }

  private static Command scratch(Path out) {
    String settings = "--net light --dataset shapes10 --limit 64 --epochs 4 --threads 1 --quiet --out " + out;
    return Command.script("scratch-train", settings.split(" "));
  }

  private static Command report(Path runs, Path out) {
    Path page = out.resolve("report.html");
    return Command.script("report", runs.toString(), "--evaluations", "0", "--out", page.toString());
  }

  /** It has no checkpoints: it begins anew in an empty folder. */
  private static Command scratchAgain(Path out) {
    try {
      Folders.delete(out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return scratch(out);
  }
}
