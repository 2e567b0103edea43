package tensorbang.data.cifar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tensorbang.boot.Checkout;

class SuperclassesTest {
  private static final Path FOLDER = Checkout.root().resolve("data").resolve(CifarFormat.CIFAR100.folder());

  @Test
  void eachOfTwentyHasFiveClasses() {
    int[] sizes = new int[20];
    for (int superclass : Superclasses.of(CifarFormat.CIFAR100.classes())) sizes[superclass]++;
    int[] five = new int[20];
    Arrays.fill(five, 5);
    assertArrayEquals(five, sizes);
    assertEquals(20, Superclasses.NAMES.stream().distinct().count());
  }

  /** The first byte of a record is the coarse label, the second the fine one. */
  @Test
  void theyAreTheCoarseLabelsOfTheFiles() throws IOException {
    int[] superclasses = Superclasses.of(CifarFormat.CIFAR100.classes());
    for (String name : CifarFormat.CIFAR100.imageFiles()) {
      assumeTrue(Files.exists(FOLDER.resolve(name)), "CIFAR-100 is not here");
      byte[] file = Files.readAllBytes(FOLDER.resolve(name));
      for (int i = 0; i < file.length; i += CifarFormat.CIFAR100.recordBytes())
        assertEquals(file[i], superclasses[file[i + 1]], name + ", byte " + i);
    }
  }

  @Test
  void theNamesAreThoseOfTheFileOfNames() throws IOException {
    Path names = FOLDER.resolve("coarse_label_names.txt");
    assumeTrue(Files.exists(names), "CIFAR-100 is not here");
    assertEquals(
        Files.readAllLines(names).stream().filter(line -> !line.isBlank()).toList(), Superclasses.NAMES);
  }

  @Test
  void otherClassesHaveNone() {
    assertFalse(Superclasses.know(List.of("apple", "cat")));
    assertThrows(IllegalArgumentException.class, () -> Superclasses.of(List.of("cat")));
  }
}
