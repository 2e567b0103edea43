package tensorbang.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import tensorbang.InputException;
import tensorbang.cli.DataOptions;
import tensorbang.cli.Destination;
import tensorbang.cli.MachineOptions;
import tensorbang.cli.Main;
import tensorbang.cli.TrainOptions;
import tensorbang.cli.Workspace;
import tensorbang.data.Dataset;
import tensorbang.data.sets.DatasetCache;
import tensorbang.data.sets.DatasetRequest;
import tensorbang.data.sets.Datasets;
import tensorbang.data.shapes.Shapes10;
import tensorbang.experiment.launch.DryRun;
import tensorbang.experiment.launch.InProcess;
import tensorbang.experiment.launch.JavaCommand;
import tensorbang.experiment.launch.Launcher;
import tensorbang.experiment.launch.Processes;
import tensorbang.experiment.launch.Slurm;
import tensorbang.experiment.launch.SlurmOptions;
import tensorbang.experiment.launch.TaskOptions;
import tensorbang.experiment.settings.Experiment;
import tensorbang.experiment.settings.Run;
import tensorbang.experiment.settings.RunFolder;
import tensorbang.experiment.summary.Comparison;
import tensorbang.experiment.summary.ExtraChart;
import tensorbang.experiment.summary.Measure;
import tensorbang.experiment.summary.SummaryReport;
import tensorbang.model.Classifier;
import tensorbang.settings.Settings;
import tensorbang.train.TrainConfig;

/**
 * The options of every experiment script, and what it then does: make the runs that are missing, and sum up all of
 * them.
 */
public final class ExperimentOptions {
  private static final int QUICK_EPOCHS = 3;
  private static final int QUICK_IMAGES = 1000;
  private static final int QUICK_VALIDATION = 100;
  private static final int MOST_JOBS = 1024;

  /** Who trains. */
  enum LauncherKind {
    LOCAL,
    SLURM
  }

  @Option(
      names = "--dry-run",
      description = "List the runs, which of them are done and about how long the others take.")
  private boolean dryRun;

  @Option(
      names = "--quick",
      description = "A quick look: " + QUICK_EPOCHS + " epochs of " + QUICK_IMAGES + " images, unless the script has"
          + " numbers of its own; of shapes10, unless --dataset or --data is given.")
  private boolean quick;

  @Option(names = "--summary-only", description = "Train nothing; sum up what is there.")
  private boolean summaryOnly;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Train N runs at a time, each in a process of its own with its share of the --threads"
          + " (default: 1; with --launcher slurm: as many as there is room for).")
  private Integer jobs;

  @Option(
      names = "--launcher",
      paramLabel = "local|slurm",
      defaultValue = "local",
      description = "Who trains: this machine, or a Slurm cluster that the missing runs are submitted to"
          + " (default: ${DEFAULT-VALUE}).")
  private LauncherKind launcher;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the runs and the summary (default: results/ and the experiment's name).")
  private Path out;

  @Option(names = "--quiet", description = "No progress, only the result.")
  private boolean quiet;

  @Mixin
  private TaskOptions task = new TaskOptions();

  @Mixin
  private SlurmOptions slurm = new SlurmOptions();

  @Mixin
  private TrainOptions train;

  @Mixin
  private DataOptions data = new DataOptions();

  @Mixin
  private MachineOptions machine = new MachineOptions();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec script;

  private final Map<DatasetRequest, String> resolved = new HashMap<>();
  private Path dataFolder;
  private DatasetCache images;

  /** For scripts that read their experiment from a file. */
  public ExperimentOptions() {
    this(Settings.NONE);
  }

  /** @param base of the script's experiment, which {@code --help} shows as defaults */
  public ExperimentOptions(Settings base) {
    train = new TrainOptions(base);
  }

  /** Whether a quick look was asked for. */
  public boolean isQuick() {
    return quick;
  }

  /** What TensorFlow runs on. */
  public MachineOptions machine() {
    return machine;
  }

  /** See {@link #run(Experiment, List, ExtraChart)}. */
  public int run(Experiment experiment) {
    return run(experiment, List.of(), ExtraChart.NONE);
  }

  /**
   * Makes the missing runs of {@code defined}, as changed by the options, and sums up.
   *
   * @param measures further columns of the summary
   * @return the exit code
   */
  public int run(Experiment defined, List<Measure> measures, ExtraChart addition) {
    if (isTask()) return trainTask();
    check();
    for (String setting : train.given().names())
      if (defined.decides(setting)) throw InputException.of(setting, "", defined.name() + " sets it itself");
    Experiment experiment = changed(defined, quick ? quick(defined).with(train.given()) : train.given());
    Path folder = folder(defined.name());
    List<Run> runs = runs(experiment, folder);
    if (dryRun) return list(runs);
    List<Run> missing = missing(runs);
    int exit = train(defined.name(), folder, missing);
    boolean later = isSubmitting() && !missing.isEmpty();
    if (later || exit == Main.INTERRUPTED || exit == Main.BAD_INPUT) return exit;
    SummaryReport.write(comparison(experiment, runs), measures, addition, folder);
    return exit;
  }

  /** Whether this process is to train a single run for another one: see {@link #trainTask}. */
  public boolean isTask() {
    return task.isGiven();
  }

  /**
   * Trains the run that this process was started for.
   *
   * @return the exit code
   */
  public int trainTask() {
    return task.train(data.folder(train.dataset()), machine);
  }

  /** Whether the runs are only to be listed. */
  public boolean isDryRun() {
    return dryRun;
  }

  /** Whether others train, at another time. */
  public boolean isSubmitting() {
    return launcher == LauncherKind.SLURM;
  }

  /** Whether nothing but the result is to be printed. */
  public boolean isQuiet() {
    return quiet;
  }

  /** The settings that the user gave. */
  public Settings given() {
    return train.given();
  }

  /** Where the runs of what has this name go. */
  public Path folder(String name) {
    return out != null ? out : Workspace.results().resolve(name + (quick ? "-quick" : ""));
  }

  /**
   * An experiment with other settings, on the data set that is to be used.
   *
   * @param chosen these win over the experiment's base
   */
  public Experiment changed(Experiment defined, Settings chosen) {
    Experiment changed = defined.on(TrainConfig.layered(defined.base(), chosen));
    changed.variations(); // settings out of range are reported before anything is loaded
    if (defined.decides("dataset")) return changed;
    String dataset = chosen.contains("dataset") ? train.dataset() : defined.dataset();
    boolean hasData = script.commandLine().getParseResult().hasMatchedOption("--data");
    if (quick && dataset.equals(DatasetCache.AUTO) && !hasData) dataset = Shapes10.NAME;
    Datasets.check(dataset);
    readFrom(data.folder(dataset));
    DatasetRequest request = TrainConfig.of(changed.base()).data().withDataset(dataset);
    return changed.on(changed.base().set("dataset", resolved.computeIfAbsent(request, images::resolve)));
  }

  /** The runs of an experiment that {@link #changed} gave: one a variation and seed. */
  public List<Run> runs(Experiment changed, Path folder) {
    return Run.of(changed, seeds(changed), folder);
  }

  /** Prints the runs, their state and an estimate of their time. */
  public int list(List<Run> runs) {
    System.out.print(DryRun.of(runs));
    return 0;
  }

  /** The results of an experiment's runs so far. */
  public Comparison comparison(Experiment changed, List<Run> runs) {
    return Comparison.of(title(changed), changed.swept(), runs);
  }

  /**
   * Trains {@code missing}, or has them trained.
   *
   * @param name of the whole, for a cluster's queue
   * @return the exit code
   */
  public int train(String name, Path folder, List<Run> missing) {
    if (missing.isEmpty()) return 0;
    if (!isInProcess()) fetch(missing);
    return launcher(name, folder).launch(missing);
  }

  /** Reads the runs' data, so that it is there before several processes ask for it at once. */
  private void fetch(List<Run> runs) {
    runs.stream()
        .map(run -> run.config().data())
        .filter(request -> !Datasets.isDrawn(request.dataset()))
        .distinct()
        .forEach(images::get);
  }

  /** The data set that a run was trained on, for measures and charts. */
  public Dataset dataset(TrainConfig config) {
    return images.get(config.data());
  }

  /** A run's network as it was after the last epoch, for measures and charts. */
  public Classifier classifier(RunFolder run) {
    return Classifier.load(run.model(), "last", machine.device(), machine.threads());
  }

  private static String title(Experiment experiment) {
    String title = experiment.title();
    return experiment.decides("dataset")
        ? title
        : title + " on " + experiment.base().get("dataset");
  }

  /** Options out of range are reported before anything is loaded. */
  public void check() {
    if (launcher != LauncherKind.SLURM) SlurmOptions.refuse(script.commandLine().getParseResult());
    if (jobs != null && (jobs < 1 || jobs > MOST_JOBS))
      throw InputException.of("jobs", jobs, "must be 1 to " + MOST_JOBS);
    machine.threads();
    Destination.checkFolder("out", out);
    readFrom(data.folder(train.dataset()));
  }

  /** A folder of pictures, which may be named by the experiment's file, is found again in its own parent. */
  private void readFrom(Path folder) {
    if (folder.equals(dataFolder)) return;
    dataFolder = folder;
    images = new DatasetCache(folder);
  }

  /** The settings of {@code --quick}, with a validation part where there is one otherwise. */
  private static Settings quick(Experiment defined) {
    Settings few = Settings.NONE.set("epochs", QUICK_EPOCHS).set("limit", QUICK_IMAGES);
    return TrainConfig.of(defined.base()).validation() == 0 ? few : few.set("validation", QUICK_VALIDATION);
  }

  private List<Long> seeds(Experiment defined) {
    return train.seedsAreGiven() || defined.seeds().isEmpty() ? train.seeds() : defined.seeds();
  }

  /** Those that are not done, each folder once; none where nothing is to be trained. */
  public List<Run> missing(List<Run> runs) {
    if (summaryOnly) return List.of();
    Map<RunFolder, Run> missing = new LinkedHashMap<>();
    for (Run run : runs) if (!run.folder().isDone()) missing.putIfAbsent(run.folder(), run);
    return List.copyOf(missing.values());
  }

  private boolean isInProcess() {
    return launcher == LauncherKind.LOCAL && (jobs == null || jobs == 1);
  }

  private Launcher launcher(String name, Path folder) {
    ParseResult parsed = script.commandLine().getParseResult();
    if (launcher == LauncherKind.SLURM) {
      String threads = parsed.hasMatchedOption("--threads") ? String.valueOf(machine.threads()) : null;
      return new Slurm(new Slurm.Request(
          name,
          command(parsed),
          folder,
          jobs == null ? 0 : jobs,
          slurm,
          machine.device().name(),
          threads,
          dataFolder,
          summaryCommand(parsed)));
    }
    if (isInProcess()) return new InProcess(images, machine, quiet);
    return new Processes(jobs, command(parsed), dataFolder, machine, quiet);
  }

  /** The command that starts this script for one of its runs: with its file, but without its options. */
  private List<String> command(ParseResult parsed) {
    List<String> positional = parsed.matchedPositionals().stream()
        .flatMap(p -> p.originalStringValues().stream())
        .toList();
    return JavaCommand.words(script.userObject().getClass(), positional);
  }

  /** This very command, without training. */
  private List<String> summaryCommand(ParseResult parsed) {
    List<String> arguments = new ArrayList<>(parsed.originalArgs());
    arguments.add("--summary-only");
    return JavaCommand.words(script.userObject().getClass(), arguments);
  }
}
