package tensorbang.experiment.launch;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.experiment.settings.Run;

/**
 * Leaves runs to a Slurm cluster: one job array with a task a run, and after it a job that makes the summary. What was
 * submitted stays in {@code slurm/1}, {@code slurm/2} and so on in the experiment's folder, with the tasks' logs. The
 * cluster's nodes must see the same files under the same paths.
 */
public final class Slurm implements Launcher {
  private static final String RUNS = "runs.txt";
  private static final String JOB = "job";
  private static final String SUMMARY = "summary-job";

  /**
   * @param command the script's, to which a task's options are added
   * @param jobs tasks that may run at a time; 0 for as many as there is room for
   */
  public record Request(
      String name,
      List<String> command,
      Path folder,
      int jobs,
      SlurmOptions options,
      String device,
      String threads,
      Path data,
      List<String> summary) {}

  private final Request request;
  private final Path submissions;

  public Slurm(Request request) {
    this.request = request;
    submissions = request.folder().toAbsolutePath().resolve("slurm");
  }

  @Override
  public int launch(List<Run> missing) {
    Set<Path> queued = queued();
    List<Run> runs =
        missing.stream().filter(run -> !queued.contains(absolute(run))).toList();
    if (runs.size() < missing.size())
      System.out.println("queued   " + Run.count(missing.size() - runs.size()) + ", by an earlier command");
    if (runs.isEmpty()) return 0;
    say(List.of("sbatch", "--version")); // no Slurm here is reported before there is a folder
    for (Run run : runs) run.folder().create(run.config());

    Path submission = fresh();
    AtomicFile.writeText(
        submission.resolve(RUNS), runs.stream().map(run -> absolute(run) + "\n").collect(Collectors.joining()));
    Path array = script(submission, "array.sh", arrayCommand(submission));
    String job = sbatch(arrayOptions(submission, runs.size()), array);
    AtomicFile.writeText(submission.resolve(JOB), job + "\n");
    System.out.println("array    job " + job + ", " + Run.count(runs.size()) + ": squeue --jobs=" + job);
    submitSummary(submission, job);
    System.out.println("logs     " + request.folder().resolve("slurm").resolve(submission.getFileName()));
    return 0;
  }

  private void submitSummary(Path submission, String job) {
    Path after = script(submission, "summary.sh", quoted(request.summary()));
    String summary = sbatch(summaryOptions(submission, job), after);
    AtomicFile.writeText(submission.resolve(SUMMARY), summary + "\n");
    System.out.println("summary  job " + summary + ", after job " + job);
  }

  private List<String> arrayOptions(Path submission, int runs) {
    List<String> options = new ArrayList<>();
    options.add("--job-name=" + request.name());
    options.add("--array=0-" + (runs - 1) + (request.jobs() > 0 ? "%" + request.jobs() : ""));
    options.add("--requeue");
    options.add("--open-mode=append");
    options.add(output(submission, "%a.log"));
    options.addAll(request.options().resources());
    options.addAll(request.options().location());
    return options;
  }

  /** The task trains the run in the line of its number, with as many threads as Slurm gave it processors. */
  private String arrayCommand(Path submission) {
    List<String> task = new ArrayList<>(request.command());
    task.addAll(TaskOptions.words(request.data(), request.device()));
    String threads = request.threads() == null ? "\"${SLURM_CPUS_ON_NODE:-1}\"" : quoted(List.of(request.threads()));
    return "run=$(sed -n \"$((SLURM_ARRAY_TASK_ID + 1))p\" "
        + quoted(List.of(submission.resolve(RUNS).toString())) + ")\nexec " + quoted(task) + " \"$run\" --threads "
        + threads;
  }

  private List<String> summaryOptions(Path submission, String job) {
    List<String> options = new ArrayList<>();
    options.add("--dependency=afterany:" + job);
    options.add("--job-name=" + request.name() + "-summary");
    options.add(output(submission, "summary.log"));
    options.addAll(request.options().location());
    return options;
  }

  /** @param log may hold Slurm's patterns, which begin with a percent sign; the folder's percent signs begin none */
  private static String output(Path submission, String log) {
    return "--output=" + submission.toString().replace("%", "%%") + "/" + log;
  }

  private static Path script(Path submission, String name, String command) {
    Path script = submission.resolve(name);
    AtomicFile.writeText(script, "#!/bin/sh\n" + command + "\n");
    return script;
  }

  /** The runs of earlier submissions that still wait or are under way; they get a summary if it was refused then. */
  private Set<Path> queued() {
    Set<Path> queued = new HashSet<>();
    if (!Files.isDirectory(submissions)) return queued;
    try (DirectoryStream<Path> earlier = Files.newDirectoryStream(submissions)) {
      for (Path submission : earlier) {
        if (!Files.exists(submission.resolve(JOB))) continue;
        List<String> runs = Files.readAllLines(submission.resolve(RUNS));
        String job = Files.readString(submission.resolve(JOB)).strip();
        Set<Integer> tasks = tasks(job);
        for (int task : tasks) queued.add(Path.of(runs.get(task)));
        if (!tasks.isEmpty() && !Files.exists(submission.resolve(SUMMARY))) submitSummary(submission, job);
      }
      return queued;
    } catch (IOException e) {
      throw new InputException("cannot read " + submissions + ": " + AtomicFile.reason(e), e);
    }
  }

  /** The numbers of a job's tasks that are not over; Slurm knows nothing of a job that is long over. */
  private static Set<Integer> tasks(String job) {
    Set<Integer> tasks = new LinkedHashSet<>();
    Said said = say(List.of("squeue", "--noheader", "--array", "--jobs=" + job, "--format=%K"));
    if (said.exit != 0 && said.err.contains("Invalid job id")) return tasks;
    if (said.exit != 0) throw refused(said);
    said.out
        .lines()
        .map(String::strip)
        .filter(line -> line.matches("\\d+"))
        .map(Integer::valueOf)
        .forEach(tasks::add);
    return tasks;
  }

  /** The options are words of the call: in a script's own lines Slurm splits them and looks for quotes. */
  private static String sbatch(List<String> options, Path script) {
    List<String> words = new ArrayList<>(List.of("sbatch", "--parsable"));
    words.addAll(options);
    words.add(script.toString());
    Said said = say(words);
    if (said.exit != 0) throw refused(said);
    return said.out.strip().replaceFirst(";.*", ""); // a cluster's name may follow
  }

  private static InputException refused(Said said) {
    return new InputException("--launcher slurm: " + said.err.strip().replaceAll("\\R", "; "));
  }

  private record Said(int exit, String out, String err) {}

  private static Said say(List<String> words) {
    try {
      Path err = Files.createTempFile("slurm", ".err");
      try {
        Process process =
            new ProcessBuilder(words).redirectError(Redirect.to(err.toFile())).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), out, Files.readString(err));
      } finally {
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new InputException("--launcher slurm: there is no " + words.get(0) + " here; run it on a Slurm machine", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path fresh() {
    AtomicFile.createFolder(submissions);
    for (int n = 1; ; n++)
      try {
        return Files.createDirectory(submissions.resolve(String.valueOf(n)));
      } catch (FileAlreadyExistsException e) {
        // The next number.
      } catch (IOException e) {
        throw new InputException("cannot create a folder in " + submissions + ": " + AtomicFile.reason(e), e);
      }
  }

  private static Path absolute(Run run) {
    return run.folder().path().toAbsolutePath();
  }

  /** For a shell. */
  private static String quoted(List<String> words) {
    return words.stream().map(word -> "'" + word.replace("'", "'\\''") + "'").collect(Collectors.joining(" "));
  }
}
