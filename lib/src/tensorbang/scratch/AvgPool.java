package tensorbang.scratch;

/**
 * The mean of each window. Every number of a window gets the same share of the gradient. A window as large as the image
 * is global average pooling (Lin, Chen and Yan, "Network In Network", 2014, section 3.2).
 */
public final class AvgPool extends Pool {
  /** Windows side by side. */
  public AvgPool(int window) {
    this(window, window);
  }

  /** A pool with windows of {@code window} pixels square, {@code stride} pixels apart. */
  public AvgPool(int window, int stride) {
    super(window, stride);
  }

  @Override
  public String kind() {
    return "avgpool";
  }

  @Override
  void forward(float[] x, int corner, int width, int channels, float[] y, int at) {
    float share = 1f / (window() * window());
    for (int c = 0; c < channels; c++) {
      float sum = 0;
      for (int ky = 0; ky < window(); ky++) {
        int i = corner + c + ky * width * channels;
        for (int kx = 0; kx < window(); kx++, i += channels) sum += x[i];
      }
      y[at + c] = sum * share;
    }
  }

  @Override
  void backward(float[] dy, int at, int corner, int width, int channels, float[] dx) {
    float share = 1f / (window() * window());
    for (int ky = 0; ky < window(); ky++) {
      int i = corner + ky * width * channels;
      for (int kx = 0; kx < window(); kx++, i += channels) {
        for (int c = 0; c < channels; c++) dx[i + c] += dy[at + c] * share;
      }
    }
  }
}
