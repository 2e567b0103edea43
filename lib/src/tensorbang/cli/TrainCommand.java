package tensorbang.cli;

import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tensorbang.nets.Nets;
import tensorbang.nn.Net;
import tensorbang.settings.Settings;
import tensorbang.train.Trainer;

/** All of {@code train.java} for a network of one's own, in one statement. */
@Command(
    sortOptions = false,
    description = "Trains a network; writes the model, metrics.json and curves, and says where.")
public final class TrainCommand implements Callable<Integer> {
  @Mixin
  private TrainingOptions options;

  @Mixin
  private HelpOption help = new HelpOption();

  private final String net;

  private TrainCommand(String net) {
    this.net = net;
    options = new TrainingOptions(Settings.NONE.set("net", net));
  }

  /**
   * Registers a network, trains it as the arguments say, and ends the process; they are those of {@code train.java}.
   *
   * @param name of the network, the default of {@code --net}
   * @param network makes it for a number of classes: {@code MyNet::new}
   */
  public static void run(String name, IntFunction<? extends Net> network, String... arguments) {
    Nets.register(name, network);
    Main.run(new TrainCommand(name), arguments);
  }

  @Spec
  void named(CommandSpec command) {
    command.name(net + ".java");
  }

  @Override
  public Integer call() {
    return options.run(Trainer::train);
  }
}
