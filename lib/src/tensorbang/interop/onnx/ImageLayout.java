package tensorbang.interop.onnx;

import java.util.Locale;
import tensorbang.InputException;

/** The order of the axes of a batch of images. */
public enum ImageLayout {
  /** [batch, channels, height, width], the order of PyTorch and of most ONNX models. */
  NCHW,
  /** [batch, height, width, channels], the order of TensorFlow and of a decoded picture. */
  NHWC;

  /** @throws InputException if {@code name} is neither {@code nchw} nor {@code nhwc} */
  public static ImageLayout parse(String name) {
    for (ImageLayout layout : values()) if (layout.toString().equals(name)) return layout;
    throw InputException.of("layout", name, "expected nchw or nhwc");
  }

  /** The shape of one image in this order. */
  public int[] shape(int height, int width, int channels) {
    return this == NCHW ? new int[] {channels, height, width} : new int[] {height, width, channels};
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
