package tensorbang.shell;

import java.nio.file.Path;
import java.util.List;
import tensorbang.InputException;
import tensorbang.cli.ConsoleProgress;
import tensorbang.cli.RunPaths;
import tensorbang.cli.Workspace;
import tensorbang.data.Dataset;
import tensorbang.data.sets.Datasets;
import tensorbang.model.ModelFolder;
import tensorbang.nets.Nets;
import tensorbang.nn.Net;
import tensorbang.report.TrainingCurves;
import tensorbang.settings.Settings;
import tensorbang.tf.Device;
import tensorbang.train.Metrics;
import tensorbang.train.RunContext;
import tensorbang.train.TrainConfig;
import tensorbang.train.Trainer;

/** The library in few words, for JShell, which imports these methods. */
public final class Lab {
  private Lab() {}

  /**
   * A data set by its name: {@code cifar10}, {@code cifar100}, {@code shapes10} or one that was registered.
   *
   * @throws InputException if there is none of that name, or it cannot be had
   */
  public static Dataset load(String name) {
    return Datasets.load(name, Workspace.data(), System.err);
  }

  /**
   * Trains a network, with a line an epoch, in a new folder under results.
   *
   * @param settings names and values in turn, as on {@code train.java}'s command line: {@code "epochs", 3, "lr", 0.05}
   * @throws InputException if a setting does not exist or cannot have its value
   */
  public static Trained train(Net net, Dataset data, Object... settings) {
    Nets.register("custom", classes -> net);
    return train("custom", data, settings);
  }

  /** Trains the registered network {@code net}; see {@link #train(Net, Dataset, Object...)}. */
  public static Trained train(String net, Dataset data, Object... settings) {
    if (settings.length % 2 != 0)
      throw new InputException("settings are names and values in turn, such as \"epochs\", 3, \"lr\", 0.05");
    Settings chosen = Settings.NONE.set("net", net).set("dataset", data.name());
    for (int i = 0; i < settings.length; i += 2) chosen = chosen.set(settings[i].toString(), settings[i + 1]);
    TrainConfig config = TrainConfig.of(chosen);
    RunPaths paths = RunPaths.fresh(config.net() + "-" + config.dataset() + "-seed" + config.seed());
    int threads = Runtime.getRuntime().availableProcessors();
    RunContext context =
        new RunContext(paths.run(), paths.model(), Device.AUTO, threads, new ConsoleProgress(), () -> false);
    Metrics metrics = Trainer.train(config, config.data().apply(data), context);
    Path curves = paths.run().resolve("curves.png");
    TrainingCurves.write(
        config.net() + " on " + config.dataset(),
        List.of(new TrainingCurves.Run(config.net(), metrics.epochs(), config.trainingLoss())),
        curves,
        paths.run().resolve("curves.svg"));
    return new Trained(paths.model(), curves);
  }

  /**
   * A trained model, to predict with.
   *
   * @param folder of the model, for example {@code models/resnet20}
   * @throws InputException if it holds no model
   */
  public static Trained open(String folder) {
    return new Trained(ModelFolder.open(Path.of(folder)).path(), null);
  }
}
