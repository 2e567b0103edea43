package tensorbang.cli;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import tensorbang.Terminal;
import tensorbang.data.TestViews;
import tensorbang.tf.Environment;
import tensorbang.train.Epoch;
import tensorbang.train.Metrics;
import tensorbang.train.Progress;

/** A run's progress on standard error: a line an epoch and, on a terminal, a bar within it. */
public final class ConsoleProgress implements Progress {
  private final PrintStream err = System.err;
  private final boolean bars = Terminal.is(Terminal.Stream.ERROR);
  private ProgressBar bar;

  @Override
  public void computesOn(Environment environment) {
    err.println("device   " + environment.description());
  }

  @Override
  public void ended(Environment environment) {
    if (environment.gpuMemory() != null) err.println("device   " + environment.gpuMemory());
  }

  @Override
  public void started(Metrics.Model model, int epoch) {
    if (epoch > 1) err.println("going on with epoch " + epoch);
  }

  @Override
  public void step(int epoch, int done, int steps, double loss, double accuracy) {
    if (!bars) return;
    if (bar == null) bar = bar(epoch, steps);
    bar.stepTo(done);
    bar.setExtraMessage(String.format(Locale.ROOT, "loss %.4f  accuracy %.2f %%", loss, 100 * accuracy));
    if (done == steps) closeBar();
  }

  @Override
  public void epoch(Epoch e, int epochs, double secondsLeft) {
    closeBar();
    err.println(EpochLine.of(e, epochs, secondsLeft, bars ? Terminal.width(Terminal.Stream.ERROR) : Integer.MAX_VALUE));
  }

  @Override
  public void seen(Epoch e, TestViews views) {
    err.printf(
        Locale.ROOT,
        "views    %s, %d of each image: %stest loss %.4f  accuracy %.2f %%%n",
        views,
        views.views().size(),
        e.hasValidation()
            ? String.format(Locale.ROOT, "validation accuracy %.2f %%  ", 100 * e.validationAccuracy())
            : "",
        e.testLoss(),
        100 * e.testAccuracy());
  }

  /**
   * The consumer has its width from here: the library's own asks JLine, which opens the terminal and gives SIGINT back
   * its default action, and Ctrl-C would end the process at once.
   */
  private ProgressBar bar(int epoch, int steps) {
    return new ProgressBarBuilder()
        .setTaskName("epoch " + epoch)
        .setInitialMax(steps)
        .setUnit(" steps", 1)
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(new ConsoleProgressBarConsumer(err, Terminal.width(Terminal.Stream.ERROR)))
        .clearDisplayOnFinish()
        .build();
  }

  private void closeBar() {
    if (bar != null) bar.close();
    bar = null;
  }
}
