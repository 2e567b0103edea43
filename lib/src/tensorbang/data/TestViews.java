package tensorbang.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import tensorbang.InputException;

/**
 * The views of each test image whose logits are averaged (Jordan 2024, "94% on CIFAR-10 in 3.29 Seconds on a Single
 * GPU", section 3.5, "multi-crop evaluation").
 */
public enum TestViews {
  /** The image as it is. */
  @JsonProperty("one")
  ONE("one", List.of(new View(false, 0, 1))),
  /** The image and its mirror image. */
  @JsonProperty("mirrored")
  MIRRORED("mirrored", List.of(new View(false, 0, 0.5), new View(true, 0, 0.5))),
  /**
   * The image, moved one pixel up and left, and moved one pixel down and right, each of them with its mirror image; the
   * image in its own position counts twice.
   */
  @JsonProperty("mirrored-shifted")
  MIRRORED_SHIFTED(
      "mirrored-shifted",
      List.of(
          new View(false, 0, 0.25),
          new View(true, 0, 0.25),
          new View(false, -1, 0.125),
          new View(true, -1, 0.125),
          new View(false, 1, 0.125),
          new View(true, 1, 0.125)));

  /**
   * One view.
   *
   * @param mirrored left to right, after the shift
   * @param shift pixels down and right, with reflection padding; negative is up and left
   * @param share of the view in the mean; those of all views add up to 1
   */
  public record View(boolean mirrored, int shift, double share) {
    /**
     * The images in this view.
     *
     * @param pixels images x height x width x channels unsigned bytes, which stay as they are
     */
    public byte[] of(byte[] pixels, int height, int width, int channels) {
      if (!mirrored && shift == 0) return pixels;
      byte[] seen = pixels.clone();
      byte[] fill = new byte[channels];
      for (int start = 0; start < seen.length; start += height * width * channels) {
        TrainingImage image = new TrainingImage(seen, start, height, width, fill);
        Translate.move(image, shift, shift);
        if (mirrored) Flip.mirror(image);
      }
      return seen;
    }
  }

  private final String label;
  private final List<View> views;

  TestViews(String label, List<View> views) {
    this.label = label;
    this.views = views;
  }

  /** @throws InputException if there are no views of that name */
  public static TestViews parse(String label) {
    for (TestViews views : values()) if (views.label.equals(label)) return views;
    throw InputException.of("test_views", label, "expected one of one, mirrored, mirrored-shifted");
  }

  public List<View> views() {
    return views;
  }

  @Override
  public String toString() {
    return label;
  }
}
