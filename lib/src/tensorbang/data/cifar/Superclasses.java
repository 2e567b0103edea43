package tensorbang.data.cifar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The 20 superclasses of CIFAR-100, each of five classes, as its authors publish them (Krizhevsky, "Learning Multiple
 * Layers of Features from Tiny Images", 2009, section 3.1). They are numbered as the coarse labels in the files are.
 */
public final class Superclasses {
  private static final Map<String, Integer> OF_CLASS = new HashMap<>();

  /** The names in the order of the coarse labels. */
  public static final List<String> NAMES = names(
      """
          aquatic_mammals: beaver dolphin otter seal whale
          fish: aquarium_fish flatfish ray shark trout
          flowers: orchid poppy rose sunflower tulip
          food_containers: bottle bowl can cup plate
          fruit_and_vegetables: apple mushroom orange pear sweet_pepper
          household_electrical_devices: clock keyboard lamp telephone television
          household_furniture: bed chair couch table wardrobe
          insects: bee beetle butterfly caterpillar cockroach
          large_carnivores: bear leopard lion tiger wolf
          large_man-made_outdoor_things: bridge castle house road skyscraper
          large_natural_outdoor_scenes: cloud forest mountain plain sea
          large_omnivores_and_herbivores: camel cattle chimpanzee elephant kangaroo
          medium_mammals: fox porcupine possum raccoon skunk
          non-insect_invertebrates: crab lobster snail spider worm
          people: baby boy girl man woman
          reptiles: crocodile dinosaur lizard snake turtle
          small_mammals: hamster mouse rabbit shrew squirrel
          trees: maple_tree oak_tree palm_tree pine_tree willow_tree
          vehicles_1: bicycle bus motorcycle pickup_truck train
          vehicles_2: lawn_mower rocket streetcar tank tractor
          """);

  private Superclasses() {}

  private static List<String> names(String table) {
    List<String> names = new ArrayList<>();
    for (String line : table.lines().toList()) {
      String[] parts = line.split(": ");
      for (String fine : parts[1].split(" ")) OF_CLASS.put(fine, names.size());
      names.add(parts[0]);
    }
    return List.copyOf(names);
  }

  /** Whether all of {@code classes} are classes of CIFAR-100. */
  public static boolean know(List<String> classes) {
    return OF_CLASS.keySet().containsAll(classes);
  }

  /**
   * For each of {@code classes} the index of its superclass in {@link #NAMES}.
   *
   * @throws IllegalArgumentException where one is no class of CIFAR-100
   */
  public static int[] of(List<String> classes) {
    if (!know(classes)) throw new IllegalArgumentException("not all classes are of CIFAR-100: " + classes);
    return classes.stream().mapToInt(OF_CLASS::get).toArray();
  }
}
