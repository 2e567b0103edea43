package tensorbang.data.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.InputException;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;

class PictureDatasetTest {
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @TempDir
  private Path temp;

  private Path pets;

  /** 20 cats and 10 dogs. */
  private void oneTree() {
    pets = temp.resolve("pets");
    Pictures.fill(pets.resolve("dog"), 10);
    Pictures.fill(pets.resolve("cat"), 20);
  }

  private void divided() {
    pets = temp.resolve("pets");
    for (String part : List.of("train", "test", "val")) {
      Pictures.fill(pets.resolve(part + "/cat"), part.equals("train") ? 4 : 2);
      Pictures.fill(pets.resolve(part + "/dog"), part.equals("train") ? 3 : 1);
    }
  }

  private Dataset read(boolean skipUnreadable) {
    return PictureDataset.read(pets, 8, 0.2, skipUnreadable, new PrintStream(log));
  }

  private Dataset read() {
    return read(false);
  }

  private String refused() {
    String message = assertThrows(InputException.class, this::read).getMessage();
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.startsWith("dataset " + pets), message);
    return message.substring(("dataset " + pets).length());
  }

  /** The blue values, which tell the pictures of a class apart. */
  private static int[] blues(ImageSet set) {
    return IntStream.range(0, set.size()).map(i -> set.pixels(i)[2]).toArray();
  }

  @Test
  void oneTreeIsDividedByTheTestShareOfEveryClass() {
    oneTree();
    Dataset data = read();
    assertEquals(List.of("cat", "dog"), data.classes());
    assertArrayEquals(new int[] {16, 8}, data.train().classCounts());
    assertArrayEquals(new int[] {4, 2}, data.test().classCounts());
    assertFalse(data.hasValidation());
    assertEquals(8 * 8 * 3, data.train().imageBytes());
  }

  @Test
  void trainAndTestShareNoPictureAndLoseNone() {
    oneTree();
    Dataset data = read();
    int[] cats = IntStream.concat(
            IntStream.range(0, data.train().size())
                .filter(i -> data.train().label(i) == 0)
                .map(i -> data.train().pixels(i)[2]),
            IntStream.range(0, data.test().size())
                .filter(i -> data.test().label(i) == 0)
                .map(i -> data.test().pixels(i)[2]))
        .sorted()
        .toArray();
    assertArrayEquals(IntStream.range(0, 20).toArray(), cats);
  }

  @Test
  void theDivisionIsTheSameEachTime() {
    oneTree();
    Dataset data = read();
    // A change of these numbers tests models of earlier versions on pictures that they were trained on.
    assertArrayEquals(new int[] {1, 1, 0, 0, 0, 0}, data.test().labels());
    assertArrayEquals(new int[] {2, 6, 13, 8, 6, 0}, blues(data.test()));
    // A change of these makes earlier results irreproducible.
    assertArrayEquals(new int[] {1, 7, 17, 8, 9}, Arrays.copyOf(blues(data.train()), 5));
  }

  @Test
  void theImagesOfAPartAreMixedSoThatALimitHasAllClasses() {
    oneTree();
    assertEquals(2, Arrays.stream(read().train().first(12).labels()).distinct().count());
  }

  @Test
  void trainAndTestBesideOtherFoldersAreNoClasses() {
    divided();
    Pictures.fill(pets.resolve("unlabelled"), 3);
    assertEquals(
        ": has unlabelled beside train and test; move it elsewhere, or rename train and test if they are classes",
        refused());
  }

  @Test
  void foldersForTrainTestAndValidationAreTakenAsTheyAre() {
    divided();
    Dataset data = read();
    assertEquals(List.of("cat", "dog"), data.classes());
    assertArrayEquals(new int[] {4, 3}, data.train().classCounts());
    assertArrayEquals(new int[] {2, 1}, data.test().classCounts());
    assertArrayEquals(new int[] {2, 1}, data.validation().classCounts());
  }

  @Test
  void aClassMayBeCalledTrain() {
    oneTree();
    Pictures.fill(pets.resolve("train"), 5);
    assertEquals(List.of("cat", "dog", "train"), read().classes());
  }

  @Test
  void picturesAreStretchedToTheSquare() throws IOException {
    byte[] wide = new Png(4, 1, 8, Png.GREY).rows(new int[] {0, 10, 20, 30});
    Path divided = temp.resolve("divided");
    for (String part : List.of("train", "test")) {
      for (String name : List.of("cat", "dog")) {
        Files.createDirectories(divided.resolve(part + "/" + name));
        Files.write(divided.resolve(part + "/" + name + "/a.png"), wide);
      }
    }
    byte[] image =
        PictureDataset.read(divided, 2, 0.2, false, new PrintStream(log)).test().pixels(0);
    assertArrayEquals(new byte[] {5, 5, 5, 25, 25, 25, 5, 5, 5, 25, 25, 25}, image);
  }

  @Test
  void hiddenFilesAndThoseThatSystemsLeaveBehindDoNotCount() throws IOException {
    oneTree();
    String name = read().name();
    Files.writeString(pets.resolve("cat/.DS_Store"), "x");
    Files.writeString(pets.resolve("cat/Thumbs.db"), "x");
    Files.writeString(pets.resolve("readme.txt"), "x");
    Files.createDirectories(pets.resolve(".thumbnails"));
    Files.createDirectories(pets.resolve("__MACOSX/cat"));
    assertEquals(name, read().name());
  }

  @Test
  void foldersInAClassFolderCount() {
    oneTree();
    Pictures.fill(pets.resolve("cat/tabby"), 5);
    assertEquals(20 + 10 + 5, read().train().size() + read().test().size());
  }

  @Test
  void theNameTellsTheContentApart() throws IOException {
    oneTree();
    String name = read().name();
    assertTrue(name.matches("pets-[0-9a-f]{8}"), name);
    assertEquals(
        name, PictureDataset.read(pets, 16, 0.5, false, new PrintStream(log)).name());

    Path copy = temp.resolve("elsewhere/pets");
    Files.createDirectories(copy.getParent());
    Files.move(pets, copy);
    assertEquals(
        name, PictureDataset.read(copy, 8, 0.2, false, new PrintStream(log)).name());

    Files.move(copy.resolve("cat/3.png"), copy.resolve("dog/33.png"));
    String moved =
        PictureDataset.read(copy, 8, 0.2, false, new PrintStream(log)).name();
    assertNotEquals(name, moved);
    Pictures.plain(copy.resolve("dog/33.png"), 9, 9, 0xabcdef);
    assertNotEquals(
        moved, PictureDataset.read(copy, 8, 0.2, false, new PrintStream(log)).name());
  }

  @Test
  void theSamePicturesHaveTheSameNameOnEveryMachine() throws IOException {
    // A bitmap of one pixel by its bytes: what an encoder makes of a picture differs from one Java to the next.
    String bitmap = "424d3a0000000000000036000000280000000100000001000000"
        + "0100180000000000040000000000000000000000000000000000000011223300";
    pets = temp.resolve("pets");
    for (String file : List.of("cat/0.bmp", "cat/1.bmp", "dog/0.bmp", "dog/1.bmp")) {
      Files.createDirectories(pets.resolve(file).getParent());
      Files.write(pets.resolve(file), HexFormat.of().parseHex(bitmap));
    }
    // A change of this name hides the pictures from models that were trained on them.
    assertEquals("pets-08f41058", read().name());
  }

  @Test
  void unreadableFilesAreListedAndRefused() throws IOException {
    oneTree();
    Files.write(pets.resolve("cat/5.png"), new byte[0]);
    for (int i = 0; i < 4; i++) Files.writeString(pets.resolve("dog/note" + i + ".txt"), "no picture");
    assertEquals(
        ": 5 of 34 files cannot be read: cat/5.png (is empty), dog/note0.txt (is no picture: what it holds is none of"
            + " PNG, JPEG, GIF, BMP), dog/note1.txt (is no picture: what it holds is none of PNG, JPEG, GIF, BMP) and"
            + " 2 more; repair or remove them, or leave them out with the setting skip_unreadable",
        refused());
  }

  @Test
  void unreadableFilesCanBeLeftOut() throws IOException {
    oneTree();
    String name = read().name();
    Files.writeString(pets.resolve("dog/note.txt"), "no picture");
    Dataset data = read(true);
    assertEquals(name, data.name());
    assertEquals(30, data.train().size() + data.test().size());
    assertTrue(log.toString().contains("left out: 1 of 31 files cannot be read: dog/note.txt (is no picture"));
  }

  @Test
  void aClassOfWhichNothingCanBeReadIsRefused() throws IOException {
    oneTree();
    Files.createDirectories(pets.resolve("eel"));
    Files.writeString(pets.resolve("eel/note.txt"), "no picture");
    InputException e = assertThrows(InputException.class, () -> read(true));
    assertEquals("dataset " + pets + ": no training picture of the class eel", e.getMessage());
  }

  @Test
  void refusesFoldersThatAreNoDataSet() throws IOException {
    pets = temp.resolve("pets");
    assertEquals(": no such folder", refused());
    Files.writeString(pets, "x");
    assertEquals(": is a file; give a folder of class folders", refused());
    Files.delete(pets);
    Files.createDirectories(pets);
    String two = "; expected a folder of pictures for each of two classes or more";
    assertEquals(": holds no class folders" + two, refused());
    Pictures.fill(pets.resolve("cat"), 3);
    assertEquals(": holds one class folder, cat" + two, refused());
    Files.createDirectories(pets.resolve("dog"));
    assertEquals("/dog: a class folder without pictures; fill it or remove it", refused());
  }

  @Test
  void refusesPartsThatDoNotFitTogether() throws IOException {
    pets = temp.resolve("pets");
    Pictures.fill(pets.resolve("train/cat"), 3);
    Pictures.fill(pets.resolve("train/dog"), 3);
    assertEquals(
        ": holds train but no test; add it, or put the class folders of all pictures into one folder to have them"
            + " divided",
        refused());
    Pictures.plain(pets.resolve("test/1.png"), 5, 5, 0);
    assertEquals(": test holds no pictures in class folders", refused());
    Pictures.fill(pets.resolve("test/eel"), 3);
    assertEquals(": test has the class eel, which train lacks", refused());
  }

  @Test
  void refusesTwoFoldersOfValidationPictures() {
    divided();
    Pictures.fill(pets.resolve("valid/cat"), 1);
    assertEquals(": holds more than one folder of validation pictures", refused());
  }

  @Test
  void refusesATestShareThatLeavesNothing() {
    pets = temp.resolve("pets");
    Pictures.fill(pets.resolve("cat"), 1);
    Pictures.fill(pets.resolve("dog"), 2);
    String message = assertThrows(
            InputException.class, () -> PictureDataset.read(pets, 8, 0.1, false, new PrintStream(log)))
        .getMessage();
    assertTrue(message.startsWith("test_share 0.1: of 3 pictures leaves none for testing"), message);
    message = assertThrows(InputException.class, () -> PictureDataset.read(pets, 8, 0.9, false, new PrintStream(log)))
        .getMessage();
    assertTrue(message.endsWith("or a class without training pictures"), message);
  }

  @Test
  void theNumberOfTestPicturesIsTheNearestToTheShare() {
    pets = temp.resolve("pets");
    Pictures.fill(pets.resolve("cat"), 4);
    Pictures.fill(pets.resolve("dog"), 4);
    // 0.2 * 8 = 1.6
    assertEquals(2, read().test().size());
  }

  @Test
  void refusesPartsOfWhichNoTestPictureCanBeRead() throws IOException {
    divided();
    for (String name : List.of("cat/0", "cat/1", "dog/0"))
      Files.writeString(pets.resolve("test/" + name + ".png"), "no picture");
    String message = assertThrows(InputException.class, () -> read(true)).getMessage();
    assertTrue(message.endsWith("no test picture can be read"), message);
  }

  @Test
  void theNameIsThatOfTheFolderHoweverItsPathIsWritten() {
    oneTree();
    String name = read().name();
    pets = pets.resolve("cat/..");
    assertEquals(name, read().name());
  }
}
