package tensorbang.data.sets;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.InputException;
import tensorbang.data.Dataset;
import tensorbang.data.cifar.Archive;
import tensorbang.data.cifar.CifarFormat;
import tensorbang.data.cifar.Download;
import tensorbang.data.cifar.LocalServer;
import tensorbang.data.cifar.TinyCifar;
import tensorbang.data.shapes.Shapes10;

@Timeout(60)
class DatasetsTest {
  private static final Download.Patience PATIENCE =
      new Download.Patience(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));
  private static final int[] LABELS = {0, 1, 2, 0};

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final Map<String, byte[]> files = TinyCifar.files();

  @TempDir
  private Path temp;

  private Path data() {
    return temp.resolve("data");
  }

  private Dataset load(String name, byte[] archive, URI... addresses) {
    return load(name, TinyCifar.format(archive, addresses));
  }

  private Dataset load(String name, CifarFormat format) {
    return Datasets.load(
        DatasetRequest.of(name), data(), new PrintStream(log, true, StandardCharsets.UTF_8), sources(format));
  }

  private static Datasets.Sources sources(CifarFormat format) {
    return new Datasets.Sources(List.of(format), PATIENCE, limit -> Shapes10.dataset(20, 10, 1));
  }

  private Dataset loadOffline(String name) throws IOException {
    return load(name, TinyCifar.archive(files), LocalServer.dead(), LocalServer.dead());
  }

  private String refused(String name, byte[] archive, URI... addresses) {
    String message =
        assertThrows(InputException.class, () -> load(name, archive, addresses)).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  /** Without the lock's file, which stays. */
  private List<String> dataFiles() throws IOException {
    try (var list = Files.list(data())) {
      return list.map(file -> file.getFileName().toString())
          .filter(name -> !name.equals(".lock"))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  @Test
  void knowsTheNamesOfTheLibrarysSets() {
    assertEquals(
        List.of("auto", "cifar10", "cifar100", "shapes10", "arrows"),
        Datasets.names().subList(0, 5));
  }

  @Test
  void refusesAnotherNameAndSuggestsOne() {
    InputException e = assertThrows(InputException.class, () -> Datasets.load("cifar11", data(), new PrintStream(log)));
    String message = e.getMessage();
    assertTrue(message.startsWith("dataset cifar11: expected one of auto, cifar10, cifar100, shapes10, "), message);
    assertTrue(message.endsWith("or the path of a folder of pictures; did you mean cifar10?"), message);
  }

  @Test
  void findsTheFolderOfASet() throws IOException {
    TinyCifar.write(data().resolve("tiny-bin"), files);
    assertArrayEquals(LABELS, loadOffline("cifar10").train().labels());
    assertArrayEquals(LABELS, loadOffline("auto").train().labels());
    assertEquals("", log.toString());
  }

  @Test
  void takesTheFolderOfASetAsTheDataFolder() throws IOException {
    TinyCifar.write(data(), files);
    assertArrayEquals(LABELS, loadOffline("cifar10").train().labels());
  }

  @Test
  void unpacksAnArchiveThatLiesThereAndLeavesIt() throws IOException {
    byte[] archive = TinyCifar.archive(files);
    Files.createDirectories(data());
    Files.write(data().resolve("tiny.tar.gz"), archive);
    assertArrayEquals(LABELS, loadOffline("cifar10").train().labels());
    assertEquals(List.of("tiny-bin", "tiny.tar.gz"), dataFiles());
  }

  @Test
  void unpacksAnArchiveOnceWhereSeveralAskForItAtATime() throws Exception {
    byte[] archive = TinyCifar.archive(files);
    Files.createDirectories(data());
    Files.write(data().resolve("tiny.tar.gz"), archive);
    ExecutorService programs = Executors.newFixedThreadPool(4);
    try {
      Callable<Dataset> load = () -> load("cifar10", archive);
      for (Future<Dataset> loaded : programs.invokeAll(Collections.nCopies(4, load)))
        assertArrayEquals(LABELS, loaded.get().train().labels());
    } finally {
      programs.shutdownNow();
    }
    assertEquals(1, log.toString().lines().count(), log.toString());
    assertEquals(List.of("tiny-bin", "tiny.tar.gz"), dataFiles());
  }

  @Test
  void refusesADamagedArchiveThatLiesThere() throws IOException {
    byte[] archive = TinyCifar.archive(files);
    Files.createDirectories(data());
    Path given = data().resolve("tiny.tar.gz");
    Files.write(given, Arrays.copyOf(archive, 100));
    String size = String.format("%,d", archive.length);
    assertEquals(
        given + " is corrupt: 100 bytes instead of " + size + "; delete it to have CIFAR-10 fetched again",
        refused("auto", archive));
    archive[50]++;
    Files.write(given, archive);
    archive[50]--;
    assertTrue(refused("cifar10", archive).startsWith(given + " is corrupt: SHA-256 "));
    assertEquals(List.of("tiny.tar.gz"), dataFiles());
  }

  @Test
  void downloadsAndUnpacksAndLeavesNothingElse() throws IOException {
    byte[] archive = TinyCifar.archive(files);
    try (LocalServer server = new LocalServer(LocalServer.whole(archive))) {
      assertArrayEquals(
          LABELS, load("cifar10", archive, server.address()).train().labels());
      assertEquals(List.of("tiny-bin"), dataFiles());
      load("cifar10", archive, server.address());
      assertEquals(1, server.ranges().size());
    }
  }

  @Test
  void downloadsIntoAnEmptyFolderAndOverTheRemainsOfAnUnpacking() throws IOException {
    byte[] archive = TinyCifar.archive(files);
    Files.createDirectories(data().resolve("tiny-bin"));
    TinyCifar.write(data().resolve("tiny-bin.part"), Map.of("a.bin", new byte[1]));
    try (LocalServer server = new LocalServer(LocalServer.whole(archive))) {
      assertArrayEquals(LABELS, load("auto", archive, server.address()).train().labels());
      assertEquals(List.of("tiny-bin"), dataFiles());
    }
  }

  @Test
  void goesOnWithADownloadThatWasBroken() throws IOException {
    byte[] archive = TinyCifar.archive(files);
    Files.createDirectories(data());
    Files.write(data().resolve("tiny.tar.gz.part"), Arrays.copyOf(archive, 100));
    try (LocalServer server = new LocalServer(LocalServer.ranged(archive))) {
      assertArrayEquals(
          LABELS, load("cifar10", archive, server.address()).train().labels());
      assertEquals(List.of("bytes=100-"), server.ranges());
    }
  }

  @Test
  void autoFallsBackToTheBuiltInSetAndSaysSo() throws IOException {
    Dataset dataset = loadOffline("auto");
    assertEquals("shapes10", dataset.name());
    String banner = log.toString(StandardCharsets.UTF_8);
    assertTrue(banner.contains("CIFAR-10 is not in " + data() + ", and could not be downloaded:"), banner);
    assertEquals(
        2,
        banner.lines().filter(line -> line.equals("  127.0.0.1: no connection")).count(),
        banner);
    assertTrue(banner.contains("Using the built-in data set shapes10 instead"), banner);
    assertEquals(List.of(), dataFiles());
  }

  @Test
  void theCacheKnowsWhichSetAutoIs() throws IOException {
    CifarFormat format = TinyCifar.format(TinyCifar.archive(files), LocalServer.dead());
    DatasetCache cache = new DatasetCache(data(), sources(format));
    assertEquals("shapes10", cache.resolve("auto"));
    assertEquals(20, cache.get(DatasetRequest.of("shapes10")).train().size());
  }

  @Test
  void aNamedSetNeverFallsBack() throws IOException {
    URI dead = LocalServer.dead();
    assertEquals(
        "dataset cifar10: not in " + data() + ", and cannot be downloaded (127.0.0.1: no connection); download " + dead
            + " and put it, or the folder in it, into " + data(),
        refused("cifar10", TinyCifar.archive(files), dead));
  }

  @Test
  void autoDoesNotFallBackFromDamagedFiles() throws IOException {
    files.put("b.bin", new byte[5]);
    TinyCifar.write(data().resolve("tiny-bin"), files);
    assertTrue(refused("auto", new byte[0]).startsWith(data().resolve("tiny-bin/b.bin") + " has 5 bytes, not 6,146"));
  }

  @Test
  void unpacksNothingOfAnArchiveThatIsNotRight() throws IOException {
    files.remove("b.bin");
    byte[] archive = TinyCifar.archive(files);
    try (LocalServer server = new LocalServer(LocalServer.whole(archive))) {
      String message = refused("auto", archive, server.address());
      assertEquals("cannot unpack tiny.tar.gz into " + data().resolve("tiny-bin") + ": lacks tiny-bin/b.bin", message);
    }
    assertEquals(List.of("tiny.tar.gz.part"), dataFiles());
  }

  @Test
  void refusesAFileAsTheDataFolder() throws IOException {
    Files.write(data(), new byte[1]);
    assertEquals("data " + data() + ": is a file, not a folder", refused("auto", new byte[0]));
  }

  @Test
  void refusesADataFolderThatCannotBeMade() throws IOException {
    Files.write(temp.resolve("file"), new byte[1]);
    InputException e = assertThrows(
        InputException.class,
        () -> Datasets.load(
            DatasetRequest.of("cifar10"),
            temp.resolve("file/data"),
            new PrintStream(log),
            sources(TinyCifar.format(new byte[0]))));
    assertTrue(e.getMessage().startsWith("cannot create the folder " + temp.resolve("file/data")), e.getMessage());
  }

  @Test
  void refusesADiskWithoutRoomBeforeItFetchesAnything() throws IOException {
    try (LocalServer server = new LocalServer(LocalServer.status(200))) {
      Archive huge = new Archive("tiny.tar.gz", 1L << 60, "", List.of(server.address()));
      InputException e = assertThrows(InputException.class, () -> load("auto", TinyCifar.format(huge)));
      assertTrue(e.getMessage().contains("CIFAR-10 needs 1,152,921,504,606 MB there"), e.getMessage());
      assertEquals(List.of(), server.ranges());
      assertEquals(List.of(), dataFiles());
    }
  }

  @Test
  void leavesADownloadOfAnotherProgramAlone() throws IOException {
    Files.createDirectories(data());
    Path part = data().resolve("tiny.tar.gz.part");
    try (FileChannel other = FileChannel.open(part, CREATE, WRITE);
        var lock = other.lock()) {
      assertEquals(
          part + " is being downloaded by another program; start again when that is done",
          refused("auto", TinyCifar.archive(files)));
      assertTrue(lock.isValid());
      assertTrue(Files.exists(part));
    }
  }

  @Test
  void makesTheBuiltInSetWithoutLookingAtTheDataFolder() {
    Dataset shapes = load("shapes10", new byte[0]);
    assertEquals("shapes10", shapes.name());
    assertEquals(20, shapes.train().size());
    assertFalse(Files.exists(data()));
  }
}
