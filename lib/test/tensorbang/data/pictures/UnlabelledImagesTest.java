package tensorbang.data.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tensorbang.InputException;

class UnlabelledImagesTest {
  @TempDir
  Path folder;

  private static String refusal(Path path) {
    return assertThrows(InputException.class, () -> UnlabelledImages.open(path, 1, 2, 3))
        .getMessage();
  }

  @Test
  void rawImagesAreReadPlaneByPlaneAsFarAsThereAreAny() throws IOException {
    byte[] bytes = new byte[3 * 6];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) i;
    Path file = Files.write(folder.resolve("raw"), bytes);
    try (UnlabelledImages images = UnlabelledImages.open(file, 1, 2, 3)) {
      assertEquals(3, images.size());
      UnlabelledImages.Chunk first = images.next(2);
      assertEquals(List.of("1", "2"), first.ids());
      // Red 0 and 1, green 2 and 3, blue 4 and 5.
      assertArrayEquals(new byte[] {0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11}, first.pixels());
      UnlabelledImages.Chunk rest = images.next(2);
      assertEquals(List.of("3"), rest.ids());
      assertArrayEquals(new byte[] {12, 14, 16, 13, 15, 17}, rest.pixels());
      assertEquals(List.of(), images.next(2).ids());
    }
  }

  @Test
  void forANetworkThatTakesGreyARawImageHasOnePlane() throws IOException {
    Path file = Files.write(folder.resolve("raw"), new byte[] {1, 2, 3, 4});
    try (UnlabelledImages images = UnlabelledImages.open(file, 1, 2, 1)) {
      assertEquals(2, images.size());
      assertArrayEquals(new byte[] {1, 2, 3, 4}, images.next(2).pixels());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10, is it a picture whose name lacks the ending?",
    "7, its size is that of images with 1 label byte each",
    "21, its size is that of images with 1 label byte each",
    "16, its size is that of images with 2 label bytes each",
    "0, is empty"
  })
  void aFileThatIsNoWholeNumberOfImagesIsRefusedWithWhatItMayBe(int size, String hint) throws IOException {
    String message = refusal(Files.write(folder.resolve("raw"), new byte[size]));
    assertTrue(message.endsWith(hint), message);
  }

  @Test
  void aFileThatIsCutOffWhileItIsReadIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("raw"), new byte[3 * 6]);
    try (UnlabelledImages images = UnlabelledImages.open(file, 1, 2, 3)) {
      Files.write(file, new byte[2 * 6 + 1]);
      String message = assertThrows(InputException.class, () -> images.next(3)).getMessage();
      assertTrue(message.endsWith("raw: it ends too early"), message);
    }
  }

  @Test
  void picturesAreInTheOrderOfTheNumbersInTheirNames() {
    for (String name : List.of("b10", "b9", "b010", "a11"))
      Pictures.plain(folder.resolve(name + ".png"), 3, 3, name.equals("b9") ? 0x010203 : 0x040506);
    try (UnlabelledImages images = UnlabelledImages.open(folder, 1, 2, 3)) {
      assertEquals(4, images.size());
      assertEquals(List.of("a11", "b9"), images.next(2).ids());
      UnlabelledImages.Chunk rest = images.next(3);
      assertEquals(List.of("b010", "b10"), rest.ids());
      assertArrayEquals(new byte[] {4, 5, 6, 4, 5, 6, 4, 5, 6, 4, 5, 6}, rest.pixels());
    }
  }

  @Test
  void foldersInAFolderCountOnlyWhereItHasNoPicturesItself() {
    Pictures.plain(folder.resolve("dog/2.png"), 3, 3, 0);
    Pictures.plain(folder.resolve("cat/12.png"), 3, 3, 0);
    Pictures.plain(folder.resolve(".hidden/3.png"), 3, 3, 0);
    Pictures.plain(folder.resolve("cat/.4.png"), 3, 3, 0);
    try (UnlabelledImages images = UnlabelledImages.open(folder, 1, 2, 3)) {
      assertEquals(List.of("cat/12", "dog/2"), images.next(9).ids());
    }
    Pictures.plain(folder.resolve("top.png"), 3, 3, 0);
    try (UnlabelledImages images = UnlabelledImages.open(folder, 1, 2, 3)) {
      assertEquals(List.of("top"), images.next(9).ids());
    }
  }

  @Test
  void onePictureIsCalledAfterItsFile() {
    Pictures.plain(folder.resolve("a.b.PNG"), 3, 3, 0x070809);
    try (UnlabelledImages images = UnlabelledImages.open(folder.resolve("a.b.PNG"), 1, 2, 3)) {
      UnlabelledImages.Chunk one = images.next(5);
      assertEquals(List.of("a.b"), one.ids());
      assertArrayEquals(new byte[] {7, 8, 9, 7, 8, 9}, one.pixels());
    }
    try (UnlabelledImages images = UnlabelledImages.open(folder.resolve("a.b.PNG"), 1, 2, 1)) {
      assertArrayEquals(new byte[] {8, 8}, images.next(5).pixels());
    }
  }

  @Test
  void whatHoldsNoPicturesAndTwoPicturesOfOneNameAreRefused() throws IOException {
    assertTrue(refusal(folder.resolve("none")).endsWith("no such file or folder"));
    Files.writeString(folder.resolve("notes.txt"), "no picture");
    assertTrue(refusal(folder).endsWith("holds no pictures (PNG, JPEG, GIF or BMP)"));
    Pictures.plain(folder.resolve("a.png"), 3, 3, 0);
    Files.copy(folder.resolve("a.png"), folder.resolve("a.jpg"));
    assertTrue(refusal(folder).endsWith("holds a.jpg and a.png: rename one, both would be a"), refusal(folder));
  }
}
