package tensorbang.experiment.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import tensorbang.cli.Interruption;
import tensorbang.cli.MachineOptions;
import tensorbang.cli.Main;
import tensorbang.experiment.settings.Run;
import tensorbang.experiment.settings.RunFolder;

/**
 * Several runs at a time, each in a process of its own that writes to its folder's log. The processors are shared out
 * among them.
 */
public final class Processes implements Launcher {
  private static final int POLL_MILLIS = 100;

  private final int jobs;
  private final List<String> command;
  private final Path data;
  private final MachineOptions machine;
  private final boolean quiet;

  public Processes(int jobs, List<String> command, Path data, MachineOptions machine, boolean quiet) {
    this.jobs = jobs;
    this.command = command;
    this.data = data;
    this.machine = machine;
    this.quiet = quiet;
  }

  @Override
  public int launch(List<Run> missing) {
    int count = Math.min(jobs, missing.size());
    try (Interruption interruption = new Interruption()) {
      Turn turn = new Turn(missing, interruption);
      ExecutorService workers = Executors.newFixedThreadPool(count);
      try {
        List<? extends Future<?>> work =
            IntStream.range(0, count).mapToObj(i -> workers.submit(turn)).toList();
        for (Future<?> worker : work) worker.get();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
      } finally {
        workers.shutdownNow();
      }
      if (interruption.requested()) {
        turn.log.interrupted();
        return Main.INTERRUPTED;
      }
      return turn.worst.get();
    }
  }

  /** What each worker does: one run after the other, as long as there are any. */
  private final class Turn implements Runnable {
    final RunLog log;
    final AtomicInteger worst = new AtomicInteger();
    private final Queue<Run> waiting;
    private final Interruption interruption;

    Turn(List<Run> missing, Interruption interruption) {
      log = new RunLog(missing.size(), quiet);
      waiting = new ConcurrentLinkedQueue<>(missing);
      this.interruption = interruption;
    }

    @Override
    public void run() {
      for (Run run = waiting.poll(); run != null && !interruption.requested(); run = waiting.poll()) {
        log.starts(run);
        run.folder().create(run.config());
        int exit = train(run.folder());
        if (interruption.requested()) return;
        if (exit == 0) {
          log.ended(run);
          continue;
        }
        log.failed(
            run, "failed with exit code " + exit + ": " + reason(run.folder().log()));
        worst.accumulateAndGet(exit == Main.BAD_INPUT ? exit : 1, Math::max);
        if (exit == Main.BAD_INPUT) waiting.clear(); // the others would say the same
      }
    }

    private int train(RunFolder folder) {
      List<String> words = new ArrayList<>(command);
      words.addAll(TaskOptions.words(data, machine.device().name()));
      words.add(folder.path().toString());
      words.addAll(
          List.of("--threads", String.valueOf(Math.max(1, machine.threads() / jobs)), TaskOptions.withParent()));
      Redirect log = Redirect.appendTo(folder.log().toFile());
      try {
        Process process = new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
        while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) && !interruption.requested()) {}
        if (process.isAlive()) process.destroy(); // it saves a checkpoint first
        return process.waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The reason in the log of a script that failed: the last line that is not a stack trace's. */
  private static String reason(Path log) {
    try (var lines = Files.lines(log)) {
      return lines
          .filter(line -> line.matches("\\S.*"))
          .reduce((first, later) -> later)
          .orElse("see " + log);
    } catch (IOException e) {
      return "see " + log;
    }
  }
}
