package tensorbang.experiment.launch;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import tensorbang.InputException;

/** What each run gets on a Slurm cluster. */
public final class SlurmOptions {
  private static final List<String> NAMES =
      List.of("--partition", "--account", "--time", "--cpus", "--memory", "--gpus", "--sbatch");

  @Option(names = "--partition", paramLabel = "NAME", description = "With --launcher slurm: partition.")
  private String partition;

  @Option(names = "--account", paramLabel = "NAME", description = "With --launcher slurm: account to charge.")
  private String account;

  @Option(
      names = "--time",
      paramLabel = "LIMIT",
      description = "With --launcher slurm: time limit of a run, as 30 (minutes) or 2:00:00.")
  private String time;

  @Option(names = "--cpus", paramLabel = "N", description = "With --launcher slurm: processors of a run.")
  private Integer cpus;

  @Option(names = "--memory", paramLabel = "SIZE", description = "With --launcher slurm: memory of a run, as 4G.")
  private String memory;

  @Option(names = "--gpus", paramLabel = "N", description = "With --launcher slurm: GPUs of a run.")
  private String gpus;

  @Option(
      names = "--sbatch",
      paramLabel = "OPTION",
      description = "With --launcher slurm: any other option of sbatch, as --sbatch=--qos=low. May be repeated.")
  private List<String> others = new ArrayList<>();

  /** @throws InputException if one of these is given without Slurm */
  public static void refuse(ParseResult parsed) {
    for (String name : NAMES)
      if (parsed.hasMatchedOption(name)) throw new InputException(name + ": only with --launcher slurm");
  }

  /** Options of {@code sbatch} for where a job runs. */
  List<String> location() {
    List<String> options = new ArrayList<>();
    add(options, "--partition", partition);
    add(options, "--account", account);
    options.addAll(others);
    return options;
  }

  /** Options of {@code sbatch} for what a run gets. */
  List<String> resources() {
    List<String> options = new ArrayList<>();
    add(options, "--time", time);
    add(options, "--cpus-per-task", cpus);
    add(options, "--mem", memory);
    add(options, "--gpus", gpus);
    return options;
  }

  private static void add(List<String> options, String name, Object value) {
    if (value != null) options.add(name + "=" + value);
  }
}
