package tensorbang.experiment.launch;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import tensorbang.cli.DataOptions;
import tensorbang.cli.MachineOptions;
import tensorbang.cli.Main;

/** A script that does nothing but train one run, as an experiment's script does when it is started as a task. */
final class OneRun implements Callable<Integer> {
  @Mixin
  private TaskOptions task = new TaskOptions();

  @Mixin
  private DataOptions data = new DataOptions();

  @Mixin
  private MachineOptions machine = new MachineOptions();

  public static void main(String... arguments) {
    Main.run(new OneRun(), arguments);
  }

  @Override
  public Integer call() {
    return task.train(data.folder(), machine);
  }
}
