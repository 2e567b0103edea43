package tensorbang.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import tensorbang.InputException;
import tensorbang.registry.Registry;

/** Augmentations applied one after the other, and the names they are known by. */
final class AugmentationList implements Augmentation {
  private static final String SETTING = "augment";
  private static final String NONE_LABEL = "none";

  /** In the order in which they are applied. */
  private static final Registry<Augmentation> REGISTRY = new Registry<Augmentation>(SETTING)
      .register("color-jitter[:BRIGHTNESS,CONTRAST,SATURATION,HUE]", ColorJitter::of)
      .register("crop[:PADDING]", Crop::of)
      .register("translate[:PIXELS]", Translate::of)
      .register("flip", arguments -> new Flip())
      .register("alternating-flip", arguments -> new AlternatingFlip())
      .register("rotate[:DEGREES]", Rotate::of)
      .register("cutout[:SIZE]", Cutout::of)
      .register("erase[:PROBABILITY]", RandomErasing::of)
      .register("mixup[:ALPHA]", Mixup::of)
      .register("cutmix[:ALPHA]", Cutmix::of);

  private record Part(String name, String label, Augmentation augmentation) {}

  private final List<Part> parts;

  private AugmentationList(List<Part> parts) {
    this.parts = parts;
  }

  static void register(String usage, Registry.Factory<Augmentation> factory) {
    if (usage.matches("none\\b.*") || !usage.matches("\\p{L}.*"))
      throw new IllegalArgumentException(usage + " cannot name an augmentation");
    REGISTRY.register(usage, factory);
  }

  static String usage() {
    return REGISTRY.usage();
  }

  static Augmentation parse(String text) {
    if (text.strip().equals(NONE_LABEL)) return NONE;
    List<Part> parts = new ArrayList<>();
    for (String label : labels(text)) {
      String name = label.split(":", 2)[0];
      if (name.equals(NONE_LABEL)) throw InputException.of(SETTING, text, "none stands alone");
      if (name.isEmpty())
        throw InputException.of(SETTING, text, "expected none, or a comma list of " + REGISTRY.usage());
      if (parts.stream().anyMatch(part -> part.name.equals(name)))
        throw InputException.of(SETTING, text, name + " is given twice");
      Augmentation augmentation = REGISTRY.parse(label);
      parts.add(new Part(name, augmentation.label(label), augmentation));
    }
    if (parts.stream().filter(part -> part.augmentation.mixesLabels()).count() > 1)
      throw InputException.of(SETTING, text, "labels can be mixed only once");
    List<String> order = REGISTRY.names();
    parts.sort(Comparator.comparingInt(part -> order.indexOf(part.name)));
    return new AugmentationList(List.copyOf(parts));
  }

  /** The labels of a comma list; a number after a comma is one more argument of the label before it. */
  private static List<String> labels(String text) {
    List<String> labels = new ArrayList<>();
    for (String piece : text.split(",", -1)) {
      String word = piece.strip();
      int last = labels.size() - 1;
      boolean isArgument = last >= 0 && labels.get(last).contains(":") && word.matches("[-+.]?\\d.*");
      if (isArgument) labels.set(last, labels.get(last) + "," + word);
      else labels.add(word);
    }
    return labels;
  }

  @Override
  public void apply(TrainingImage image, SplittableRandom random) {
    for (Part part : parts) part.augmentation.apply(image, random);
  }

  /** Each part draws from the stream of its own name. */
  @Override
  public void apply(AugmentedBatch batch, String stream) {
    for (Part part : parts) part.augmentation.apply(batch, stream + "/" + part.name);
  }

  @Override
  public boolean mixesLabels() {
    return parts.stream().anyMatch(part -> part.augmentation.mixesLabels());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AugmentationList list && toString().equals(list.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    return parts.stream().map(Part::label).collect(Collectors.joining(","));
  }
}
