package tensorbang.data.cifar;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A CIFAR set (Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009) in its "binary version": each
 * image is {@code labelBytes} bytes of labels, of which the last counts, and 32x32 red, then green, then blue bytes.
 *
 * @param name that the setting {@code dataset} knows it by
 * @param title for messages
 * @param folder that the archive unpacks to
 * @param trainFiles in this order, with {@code imagesPerTrainFile} images each
 * @param labelBytes 1 for CIFAR-10; 2 for CIFAR-100, whose first is the coarse label
 * @param classFile one class name a line
 * @param classes the names where {@code classFile} is missing
 */
public record CifarFormat(
    String name,
    String title,
    String folder,
    Archive archive,
    List<String> trainFiles,
    int imagesPerTrainFile,
    String testFile,
    int testImages,
    int labelBytes,
    String classFile,
    List<String> classes) {
  static final int SIDE = 32;
  static final int CHANNELS = 3;

  public static final CifarFormat CIFAR10 = new CifarFormat(
      "cifar10",
      "CIFAR-10",
      "cifar-10-batches-bin",
      new Archive(
          "cifar-10-binary.tar.gz",
          170_052_171,
          "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
          addresses("cifar-10-binary.tar.gz")),
      List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"),
      10_000,
      "test_batch.bin",
      10_000,
      1,
      "batches.meta.txt",
      words("airplane automobile bird cat deer dog frog horse ship truck"));

  public static final CifarFormat CIFAR100 = new CifarFormat(
      "cifar100",
      "CIFAR-100",
      "cifar-100-binary",
      new Archive(
          "cifar-100-binary.tar.gz",
          168_513_733,
          "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec",
          addresses("cifar-100-binary.tar.gz")),
      List.of("train.bin"),
      50_000,
      "test.bin",
      10_000,
      2,
      "fine_label_names.txt",
      words(
          """
              apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus butterfly camel
              can castle caterpillar cattle chair chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur
              dolphin elephant flatfish forest fox girl hamster house kangaroo keyboard lamp lawn_mower leopard lion
              lizard lobster man maple_tree motorcycle mountain mouse mushroom oak_tree orange orchid otter palm_tree
              pear pickup_truck pine_tree plain plate poppy porcupine possum rabbit raccoon ray road rocket rose sea
              seal shark shrew skunk skyscraper snail snake spider squirrel streetcar sunflower sweet_pepper table
              tank telephone television tiger tractor train trout tulip turtle wardrobe whale willow_tree wolf woman
              worm"""));

  /** Bytes of one image with its labels. */
  int recordBytes() {
    return labelBytes + SIDE * SIDE * CHANNELS;
  }

  int trainImages() {
    return trainFiles.size() * imagesPerTrainFile;
  }

  /** Bytes of all images with their labels. */
  long bytes() {
    return (long) (trainImages() + testImages) * recordBytes();
  }

  /** The files with images. */
  List<String> imageFiles() {
    return Stream.concat(trainFiles.stream(), Stream.of(testFile)).toList();
  }

  /** The files to take out of the archive. */
  Set<String> files() {
    return Set.copyOf(Stream.concat(imageFiles().stream(), Stream.of(classFile)).toList());
  }

  private static List<URI> addresses(String file) {
    return List.of(
        URI.create("https://www.cs.toronto.edu/~kriz/" + file), URI.create("https://cave.cs.toronto.edu/kriz/" + file));
  }

  private static List<String> words(String text) {
    return List.of(text.split("\\s+"));
  }
}
