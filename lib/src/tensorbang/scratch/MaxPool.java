package tensorbang.scratch;

/**
 * The largest number of each window. The gradient goes to the number that was the largest, the first of equals
 * (Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 9.3).
 */
public final class MaxPool extends Pool {
  /** For each result of the last forward pass the index of the number that was the largest. */
  private int[] winners = {};

  /** Windows side by side. */
  public MaxPool(int window) {
    this(window, window);
  }

  /** A pool with windows of {@code window} pixels square, {@code stride} pixels apart. */
  public MaxPool(int window, int stride) {
    super(window, stride);
  }

  @Override
  public String kind() {
    return "pool";
  }

  @Override
  void prepare(int results) {
    if (winners.length != results) winners = new int[results];
  }

  @Override
  void forward(float[] x, int corner, int width, int channels, float[] y, int at) {
    if (window() == 2) ofFour(x, corner, channels, width * channels, y, at);
    else ofWindow(x, corner, channels, width, y, at);
  }

  /** The usual window of 2x2. Each choice compiles to a conditional move, not to a branch. */
  private void ofFour(float[] x, int corner, int channels, int down, float[] y, int at) {
    for (int c = 0; c < channels; c++) {
      int first = corner + c;
      float a = x[first];
      float b = x[first + channels];
      float d = x[first + down];
      float e = x[first + down + channels];
      int upper = b > a ? first + channels : first;
      int lower = e > d ? first + down + channels : first + down;
      float upperBest = Math.max(a, b);
      float lowerBest = Math.max(d, e);
      winners[at + c] = lowerBest > upperBest ? lower : upper;
      y[at + c] = Math.max(upperBest, lowerBest);
    }
  }

  private void ofWindow(float[] x, int corner, int channels, int width, float[] y, int at) {
    for (int c = 0; c < channels; c++) {
      int winner = corner + c;
      float best = x[winner];
      for (int ky = 0; ky < window(); ky++) {
        int i = corner + c + ky * width * channels;
        for (int kx = 0; kx < window(); kx++, i += channels) {
          winner = x[i] > best ? i : winner;
          best = Math.max(best, x[i]);
        }
      }
      winners[at + c] = winner;
      y[at + c] = best;
    }
  }

  @Override
  void backward(float[] dy, int at, int corner, int width, int channels, float[] dx) {
    for (int i = at; i < at + channels; i++) dx[winners[i]] += dy[i];
  }
}
