package tensorbang.data;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tensorbang.InputException;

/**
 * Progressive resizing: the first epochs train on smaller images, which take less time (Howard 2018, "Training Imagenet
 * in 3 hours for $25; and CIFAR10 for $0.26"; Touvron et al. 2019, section 3). The label {@code 20:2,26:3} is two epochs
 * with images 20 pixels high, then three with 26, then all others as they are; {@code none} is no such epochs.
 *
 * @param stages one after the other, from the first epoch on
 */
public record ProgressiveSize(List<Stage> stages) {
  public static final ProgressiveSize NONE = new ProgressiveSize(List.of());

  private static final String SETTING = "progressive_size";
  private static final String USAGE = "expected none, or a comma list of PIXELS:EPOCHS such as 20:2,26:3";

  /**
   * Some epochs of one size.
   *
   * @param height of the images, in pixels; their width is in proportion
   */
  public record Stage(int height, int epochs) {}

  public ProgressiveSize {
    stages = List.copyOf(stages);
  }

  /** @throws InputException if the label is of another form, or a number is not positive */
  public static ProgressiveSize parse(String label) {
    if (label.strip().equals("none")) return NONE;
    List<Stage> stages = new ArrayList<>();
    for (String stage : label.split(",", -1)) {
      if (!stage.strip().matches("[1-9]\\d{0,3}:[1-9]\\d{0,5}")) throw InputException.of(SETTING, label, USAGE);
      String[] numbers = stage.strip().split(":");
      stages.add(new Stage(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])));
    }
    return new ProgressiveSize(stages);
  }

  /**
   * The height of an epoch's images.
   *
   * @param epoch counted from 1
   * @param full the images' own height
   */
  public int heightAt(int epoch, int full) {
    int first = 1;
    for (Stage stage : stages) {
      first += stage.epochs;
      if (epoch < first) return stage.height;
    }
    return full;
  }

  /** The heights of all stages, each once, without {@code full}. */
  public List<Integer> heights(int full) {
    return stages.stream().map(Stage::height).filter(h -> h != full).distinct().toList();
  }

  /** The width of images of that height, in proportion, at least 1. */
  public static int width(int height, int fullHeight, int fullWidth) {
    return Math.max(1, (int) Math.round((double) height * fullWidth / fullHeight));
  }

  /**
   * Makes sure that no stage enlarges images.
   *
   * @throws InputException if one does
   */
  public void check(int fullHeight) {
    for (Stage stage : stages)
      if (stage.height > fullHeight)
        throw InputException.of(SETTING, this, "the images are no more than " + fullHeight + " pixels high");
  }

  @JsonValue
  @Override
  public String toString() {
    if (stages.isEmpty()) return "none";
    return stages.stream().map(s -> s.height + ":" + s.epochs).collect(Collectors.joining(","));
  }
}
