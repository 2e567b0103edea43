package tensorbang.report;

import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;
import tensorbang.data.TestViews;
import tensorbang.tf.Environment;
import tensorbang.train.Epoch;
import tensorbang.train.Metrics;
import tensorbang.train.Progress;

/**
 * A window with the curves of a training as they grow, beside another way to show its progress. Closing the window does
 * not end the training.
 */
public final class LiveCurves implements Progress {
  private final Progress beside;
  private final String title;
  private final String name;
  private final String trainingLoss;
  private final List<Epoch> epochs;
  private final JFrame window;

  /**
   * Opens the window; {@link Display#allowWindows} must have found a display.
   *
   * @param beside is informed of everything, too
   * @param done epochs that were trained before, of a run that goes on
   */
  public LiveCurves(Progress beside, String title, String name, String trainingLoss, List<Epoch> done) {
    this.beside = beside;
    this.title = title;
    this.name = name;
    this.trainingLoss = trainingLoss;
    epochs = new ArrayList<>(done);
    Fonts.load();
    window = new JFrame(title);
    SwingUtilities.invokeLater(this::open);
  }

  private void open() {
    JComponent canvas = new JComponent() {
      @Override
      protected void paintComponent(Graphics g) {
        Drawing curves = curves();
        ChartFile.draw(curves, (Graphics2D) g, getWidth(), getHeight());
      }
    };
    canvas.setPreferredSize(new Dimension(TrainingCurves.WIDTH, TrainingCurves.HEIGHT));
    window.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
    window.add(canvas);
    window.pack();
    window.setLocationByPlatform(true);
    window.setVisible(true);
  }

  private synchronized Drawing curves() {
    return TrainingCurves.drawing(title, List.of(new TrainingCurves.Run(name, List.copyOf(epochs), trainingLoss)));
  }

  @Override
  public void epoch(Epoch epoch, int epochs, double secondsLeft) {
    synchronized (this) {
      this.epochs.add(epoch);
    }
    window.repaint();
    beside.epoch(epoch, epochs, secondsLeft);
  }

  @Override
  public void started(Metrics.Model model, int epoch) {
    beside.started(model, epoch);
  }

  @Override
  public void computesOn(Environment environment) {
    beside.computesOn(environment);
  }

  @Override
  public void step(int epoch, int done, int steps, double loss, double accuracy) {
    beside.step(epoch, done, steps, loss, accuracy);
  }

  @Override
  public void seen(Epoch epoch, TestViews views) {
    beside.seen(epoch, views);
  }

  @Override
  public void ended(Environment environment) {
    beside.ended(environment);
    window.dispose();
  }
}
