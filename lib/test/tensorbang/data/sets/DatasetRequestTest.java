package tensorbang.data.sets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.InputException;
import tensorbang.data.Dataset;
import tensorbang.data.cifar.Download;
import tensorbang.data.pictures.Pictures;
import tensorbang.data.shapes.Shapes10;

class DatasetRequestTest {
  private static final Datasets.Sources SMALL = new Datasets.Sources(
      List.of(), Download.Patience.USUAL, limit -> Shapes10.dataset(limit == 0 ? 200 : limit, 50, 1));

  @TempDir
  private Path temp;

  private Dataset load(DatasetRequest request) {
    return Datasets.load(request, temp, new PrintStream(new ByteArrayOutputStream()), SMALL);
  }

  private static DatasetRequest shapes() {
    return DatasetRequest.of("shapes10");
  }

  private static void assertRefused(String message, Function<DatasetRequest, DatasetRequest> change) {
    InputException e = assertThrows(InputException.class, () -> change.apply(shapes()));
    assertEquals(message, e.getMessage());
  }

  @Test
  void theDefaultIsTheDataSetAsItIs() {
    Dataset data = load(shapes());
    assertEquals(200, data.train().size());
    assertEquals(32, data.train().height());
    assertTrue(!data.hasValidation());
  }

  @Test
  void limitsThenUnbalancesThenHoldsOutThenResizes() {
    Dataset data =
        load(shapes().withLimit(100).withImbalance(2, 7).withValidation(7).withSize(16));
    // 10 a class, times 2^(-i/9), truncated: 10 9 8 7 7 6 6 5 5 5, in all 68.
    assertEquals(68 - 7, data.train().size());
    assertEquals(7, data.validation().size());
    assertEquals(50, data.test().size());
    assertEquals(16, data.test().height());
  }

  @Test
  void theImbalanceSeedDecidesWhichImagesStay() {
    byte[] one = load(shapes().withImbalance(4, 1)).train().pixels();
    assertArrayEquals(one, load(shapes().withImbalance(4, 1)).train().pixels());
    assertThrows(
        AssertionError.class,
        () -> assertArrayEquals(one, load(shapes().withImbalance(4, 2)).train().pixels()));
  }

  @Test
  void settingsOutOfRangeAreRefusedByTheirNames() {
    assertRefused("limit -1: must be at least 0", r -> r.withLimit(-1));
    assertRefused("imbalance 0.0: must be a number from 1 on", r -> r.withImbalance(0, 0));
    assertRefused("validation -5: must be at least 0", r -> r.withValidation(-5));
    assertRefused("size 7: must be from 8 to 1024", r -> r.withSize(7));
    assertRefused("size 1025: must be from 8 to 1024", r -> r.withSize(1025));
    assertRefused("test_share 1.0: must be between 0 and 1", r -> r.withTestShare(1));
  }

  @Test
  void aUsersOwnDataSetIsFoundByItsName() {
    Datasets.register("own-test", folder -> Shapes10.dataset(folder.equals(temp) ? 30 : 0, 10, 1));
    Dataset data = load(DatasetRequest.of("own-test").withLimit(20).withSize(8));
    assertEquals("own-test", data.name());
    assertEquals(20, data.train().size());
    assertEquals(8, data.train().height());
    assertTrue(Datasets.names().contains("own-test"));
    for (String name : List.of("own-test", "cifar10", "auto", "with space", "a/b"))
      assertThrows(IllegalArgumentException.class, () -> Datasets.register(name, folder -> data), name);
  }

  @Test
  void aFolderOfPicturesIsFoundByItsPathAndThenByItsName() {
    Path pets = temp.resolve("pets");
    Pictures.fill(pets.resolve("cat"), 10);
    Pictures.fill(pets.resolve("dog"), 10);
    Dataset byPath = load(DatasetRequest.of(pets.toString()));
    assertEquals(32, byPath.train().height());
    assertEquals(
        64, load(DatasetRequest.of(pets.toString()).withSize(64)).test().width());
    Dataset byName = load(DatasetRequest.of(byPath.name()));
    assertArrayEquals(byPath.train().pixels(), byName.train().pixels());
    assertEquals(List.of("cat", "dog"), Datasets.classes(pets.toString()));
  }

  @Test
  void picturesThatWereLeftOutAreLeftOutWhenTheNameIsGiven() throws Exception {
    Path pets = temp.resolve("pets");
    Pictures.fill(pets.resolve("cat"), 10);
    Pictures.fill(pets.resolve("dog"), 10);
    Files.writeString(pets.resolve("dog/note.txt"), "no picture");
    Dataset byPath = load(DatasetRequest.of(pets.toString()).withSkipUnreadable(true));
    assertEquals(
        byPath.train().size(), load(DatasetRequest.of(byPath.name())).train().size());
  }

  @Test
  void picturesThatHaveChangedAreNotTakenForTheOldOnes() {
    Path pets = temp.resolve("pets");
    Pictures.fill(pets.resolve("cat"), 10);
    Pictures.fill(pets.resolve("dog"), 10);
    String name = load(DatasetRequest.of(pets.toString())).name();
    Pictures.plain(pets.resolve("dog/99.png"), 5, 5, 0);
    String now = load(DatasetRequest.of(pets.toString())).name();
    assertEquals(
        "dataset " + name + ": the pictures in " + pets + " have changed: they are now " + now
            + "; put the old ones back, or start anew with the path of the folder",
        assertThrows(InputException.class, () -> load(DatasetRequest.of(name))).getMessage());
    assertEquals(
        "dataset gone-12345678: there is no folder of pictures " + temp.resolve("gone")
            + "; give the path of the folder instead",
        assertThrows(InputException.class, () -> load(DatasetRequest.of("gone-12345678")))
            .getMessage());
  }

  @Test
  void theCacheReadsAgainOnlyWhatItDoesNotHave() {
    DatasetCache cache = new DatasetCache(temp, SMALL);
    Dataset hundred = cache.get(shapes().withLimit(100));
    assertSame(
        hundred.train().pixels(), cache.get(shapes().withLimit(100)).train().pixels());
    assertEquals(50, cache.get(shapes().withLimit(50)).train().size());
    assertEquals(
        90, cache.get(shapes().withLimit(100).withValidation(10)).train().size());
    assertEquals(200, cache.get(shapes()).train().size());
    assertNotSame(
        hundred.train().pixels(), cache.get(shapes().withLimit(100)).train().pixels());
  }

  @Test
  void theCacheResolvesAPathToTheNameAndKeepsTheImages() {
    Path pets = temp.resolve("pets");
    Pictures.fill(pets.resolve("cat"), 10);
    Pictures.fill(pets.resolve("dog"), 10);
    DatasetCache cache = new DatasetCache(temp, SMALL);
    DatasetRequest request = DatasetRequest.of(pets.toString()).withSize(16);
    String name = cache.resolve(request);
    Dataset data = cache.get(request.withDataset(name));
    assertSame(
        data.train().pixels(), cache.get(request.withDataset(name)).train().pixels());
    assertEquals(16, data.train().height());
    assertEquals(8, cache.get(request.withDataset(name).withSize(8)).train().height());
    assertEquals("shapes10", cache.resolve("shapes10"));
  }

  @Test
  void theCacheReadsPicturesAgainForAnotherSizeOrTestShare() throws IOException {
    Path stripes = temp.resolve("stripes");
    Pictures.fill(stripes.resolve("dog"), 10);
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 16; y++) for (int x = 1; x < 16; x += 2) image.setRGB(x, y, 0xffffff);
    Files.createDirectories(stripes.resolve("cat"));
    for (int i = 0; i < 10; i++)
      ImageIO.write(image, "png", stripes.resolve("cat/" + i + ".png").toFile());
    DatasetCache cache = new DatasetCache(temp, SMALL);
    DatasetRequest small = DatasetRequest.of(stripes.toString()).withSize(8);
    DatasetRequest named = small.withDataset(cache.resolve(small));
    assertEquals(4, cache.get(named).test().size());
    assertEquals(10, cache.get(named.withTestShare(0.5)).test().size());
    // In 8 columns the stripes are all grey; in 16 columns a cat's second pixel is white.
    Dataset large = cache.get(named.withTestShare(0.5).withSize(16));
    int cat = 0;
    while (large.train().label(cat) != 0) cat++;
    assertEquals(-1, large.train().pixels(cat)[3]);
  }
}
