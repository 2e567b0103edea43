package tensorbang.cli;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import tensorbang.Terminal;
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
    err.println(String.format(
            Locale.ROOT,
            "epoch %" + String.valueOf(epochs).length() + "d/%d   train loss %.4f  accuracy %5.2f %%",
            e.epoch(),
            epochs,
            e.trainLoss(),
            100 * e.trainAccuracy())
        + (e.hasValidation() ? measured("validation", e.validationLoss(), e.validationAccuracy()) : "")
        + measured("test", e.testLoss(), e.testAccuracy())
        + (Double.isNaN(e.testTop5Accuracy()) ? "" : percent("  top-5", e.testTop5Accuracy()))
        + String.format(
            Locale.ROOT,
            "   rate %.2g   %,.0f images/s   %s left",
            e.learningRate(),
            e.imagesPerSecond(),
            time(secondsLeft)));
  }

  private static String measured(String part, double loss, double accuracy) {
    return String.format(Locale.ROOT, "   %s loss %.4f", part, loss) + percent("  accuracy", accuracy);
  }

  private static String percent(String what, double share) {
    return String.format(Locale.ROOT, "%s %5.2f %%", what, 100 * share);
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

  private static String time(double seconds) {
    long s = Math.round(seconds);
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }
}
