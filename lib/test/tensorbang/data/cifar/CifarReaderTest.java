package tensorbang.data.cifar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tensorbang.InputException;
import tensorbang.boot.Checkout;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;

class CifarReaderTest {
  private final Map<String, byte[]> files = TinyCifar.files();
  private final CifarFormat format = TinyCifar.format(new byte[0]);

  @TempDir
  private Path folder;

  private Dataset read() throws IOException {
    TinyCifar.write(folder, files);
    return CifarReader.read(format, folder);
  }

  private String refused() {
    String message = assertThrows(InputException.class, this::read).getMessage();
    assertTrue(message.endsWith("; delete the folder " + folder + " to have CIFAR-10 fetched again"), message);
    return message.substring(0, message.lastIndexOf("; delete"));
  }

  @Test
  void readsLabelsAndPixelsOfTheBinaryLayout() throws IOException {
    byte[] first = files.get("a.bin");
    first[1] = 100; // red of row 0, column 0
    first[1 + 1024 + 33] = 101; // green of row 1, column 1
    first[1 + 2048 + 1023] = 102; // blue of row 31, column 31
    Dataset tiny = read();
    assertEquals("cifar10", tiny.name());
    assertEquals(List.of("one", "two", "three"), tiny.classes());
    ImageSet train = tiny.train();
    assertArrayEquals(new int[] {0, 1, 2, 0}, train.labels());
    byte[] image = train.pixels(0);
    assertArrayEquals(new byte[] {100, 2, 3, 1, 2, 3}, Arrays.copyOf(image, 6));
    int second = (1 * 32 + 1) * 3;
    assertArrayEquals(new byte[] {1, 101, 3}, Arrays.copyOfRange(image, second, second + 3));
    assertArrayEquals(new byte[] {1, 2, 102}, Arrays.copyOfRange(image, 3069, 3072));
    assertArrayEquals(new byte[] {10, 11, 12}, Arrays.copyOf(train.pixels(3), 3));
    assertArrayEquals(new int[] {1}, tiny.test().labels());
    assertArrayEquals(new byte[] {-3, -2, -1}, Arrays.copyOf(tiny.test().pixels(), 3));
  }

  @Test
  void takesTheLastOfTwoLabels() throws IOException {
    CifarFormat fine = new CifarFormat(
        "cifar100",
        "CIFAR-100",
        "x",
        format.archive(),
        List.of("train.bin"),
        1,
        "test.bin",
        1,
        2,
        "fine.txt",
        List.of("x", "y", "z"));
    TinyCifar.write(
        folder,
        Map.of(
            "train.bin", TinyCifar.image(new int[] {9, 2}, 1, 2, 3),
            "test.bin", TinyCifar.image(new int[] {9, 1}, 4, 5, 6)));
    Dataset tiny = CifarReader.read(fine, folder);
    assertArrayEquals(new int[] {2}, tiny.train().labels());
    assertArrayEquals(new byte[] {1, 2, 3}, Arrays.copyOf(tiny.train().pixels(), 3));
    assertArrayEquals(new int[] {1}, tiny.test().labels());
  }

  @Test
  void knowsTheClassNamesWhereTheirFileIsMissing() throws IOException {
    files.remove("names.txt");
    assertEquals(List.of("x", "y", "z"), read().classes());
    assertEquals(10, CifarFormat.CIFAR10.classes().size());
    assertEquals(100, CifarFormat.CIFAR100.classes().size());
  }

  @Test
  void refusesAnotherNumberOfClassNames() {
    files.put("names.txt", "one\ntwo\n".getBytes());
    assertEquals(folder.resolve("names.txt") + " names 2 classes, not 3", refused());
  }

  @Test
  void refusesClassNamesThatAreNoText() {
    files.put("names.txt", new byte[] {-1, -2, -3});
    assertTrue(refused().startsWith("cannot read " + folder.resolve("names.txt")));
  }

  @Test
  void refusesATruncatedFile() {
    files.put("b.bin", Arrays.copyOf(files.get("b.bin"), 6145));
    assertEquals(folder.resolve("b.bin") + " has 6,145 bytes, not 6,146", refused());
  }

  @Test
  void refusesAnOversizedFile() {
    files.put("t.bin", Arrays.copyOf(files.get("t.bin"), 3074));
    assertEquals(folder.resolve("t.bin") + " has 3,074 bytes, not 3,073", refused());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 255})
  void refusesALabelThatIsNone(int label) {
    files.get("b.bin")[3073] = (byte) label;
    assertEquals(folder.resolve("b.bin") + " is corrupt: image 1 has label " + label + ", not 0..2", refused());
  }

  @Test
  void refusesAMissingFile() {
    files.remove("t.bin");
    assertEquals(folder.resolve("t.bin") + " is missing", refused());
  }

  @Test
  void refusesAFolderInPlaceOfAFile() throws IOException {
    files.remove("t.bin");
    Files.createDirectory(folder.resolve("t.bin"));
    assertEquals(folder.resolve("t.bin") + " is no file", refused());
  }

  @Test
  void readsCifar10() {
    Dataset cifar = real(CifarFormat.CIFAR10);
    assertEquals(50_000, cifar.train().size());
    assertEquals(10_000, cifar.test().size());
    assertBalanced(cifar.train(), 10, 5000);
    assertBalanced(cifar.test(), 10, 1000);
    assertTrue(hasTheFrog(cifar), "the frog that every reader of the set shows first");
  }

  /** The official set's first training image, wherever it stands in this copy: its first pixels, left to right. */
  private static boolean hasTheFrog(Dataset cifar) {
    byte[] frog = {59, 62, 63, 43, 46, 45, 50, 48, 43};
    ImageSet train = cifar.train();
    return IntStream.range(0, train.size())
        .filter(i -> cifar.classes().get(train.labels()[i]).equals("frog"))
        .anyMatch(i -> Arrays.equals(frog, 0, 9, train.pixels(), i * train.imageBytes(), i * train.imageBytes() + 9));
  }

  @Test
  void readsCifar100() {
    Dataset cifar = real(CifarFormat.CIFAR100);
    assertBalanced(cifar.train(), 100, 500);
    assertBalanced(cifar.test(), 100, 100);
    assertEquals(CifarFormat.CIFAR100.classes(), cifar.classes());
  }

  private static Dataset real(CifarFormat format) {
    Path folder = Checkout.root().resolve("data").resolve(format.folder());
    assumeTrue(Files.isDirectory(folder), format.title() + " is not in data/");
    return CifarReader.read(format, folder);
  }

  private static void assertBalanced(ImageSet set, int classes, int each) {
    int[] counts = new int[classes];
    for (int label : set.labels()) counts[label]++;
    int[] expected = new int[classes];
    Arrays.fill(expected, each);
    assertArrayEquals(expected, counts);
  }
}
