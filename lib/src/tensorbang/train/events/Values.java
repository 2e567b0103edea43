package tensorbang.train.events;

import com.google.protobuf.ByteString;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.tensorflow.proto.HistogramProto;
import org.tensorflow.proto.Summary;

/** The values of one step, under tags such as {@code loss/test}: TensorBoard groups them by what stands before the slash. */
public final class Values {
  private static final int BINS = 30;

  private final Summary.Builder summary = Summary.newBuilder();

  /** Adds a number; one that is not finite is left out. */
  public Values scalar(String tag, double value) {
    if (Double.isFinite(value))
      summary.addValue(Summary.Value.newBuilder().setTag(tag).setSimpleValue((float) value));
    return this;
  }

  /** Adds the distribution of numbers in 30 bins of equal width; those that are not finite are left out. */
  public Values histogram(String tag, float[] numbers) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    long count = 0;
    for (float number : numbers) {
      if (!Float.isFinite(number)) continue;
      min = Math.min(min, number);
      max = Math.max(max, number);
      sum += number;
      squares += (double) number * number;
      count++;
    }
    if (count == 0) return this;
    int bins = max > min ? BINS : 1;
    long[] counts = new long[bins];
    for (float number : numbers)
      if (Float.isFinite(number))
        counts[max > min ? Math.min(BINS - 1, (int) (BINS * (number - min) / (max - min))) : 0]++;
    HistogramProto.Builder histogram = HistogramProto.newBuilder()
        .setMin(min)
        .setMax(max)
        .setNum(count)
        .setSum(sum)
        .setSumSquares(squares);
    for (int i = 0; i < bins; i++) {
      histogram.addBucketLimit(i == bins - 1 ? max : min + (i + 1) * (max - min) / bins);
      histogram.addBucket(counts[i]);
    }
    summary.addValue(Summary.Value.newBuilder().setTag(tag).setHisto(histogram));
    return this;
  }

  /** Adds a picture. */
  public Values image(String tag, BufferedImage image) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Summary.Image encoded = Summary.Image.newBuilder()
        .setHeight(image.getHeight())
        .setWidth(image.getWidth())
        .setColorspace(image.getColorModel().getNumComponents())
        .setEncodedImageString(ByteString.copyFrom(png.toByteArray()))
        .build();
    summary.addValue(Summary.Value.newBuilder().setTag(tag).setImage(encoded));
    return this;
  }

  /** Adds a value of a plugin of TensorBoard's. */
  Values add(Summary.Value value) {
    summary.addValue(value);
    return this;
  }

  /** What {@link EventFile#write} takes. */
  public Summary summary() {
    return summary.build();
  }
}
