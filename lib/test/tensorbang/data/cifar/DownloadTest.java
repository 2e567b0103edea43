package tensorbang.data.cifar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.InputException;

@Timeout(60)
class DownloadTest {
  private static final Download.Patience PATIENCE =
      new Download.Patience(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));

  private final byte[] content = new byte[300_000];
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @TempDir
  private Path folder;

  private Path part;

  DownloadTest() {
    new Random(1).nextBytes(content);
  }

  private void download(URI... addresses) throws Exception {
    download(PATIENCE, addresses);
  }

  private void download(Download.Patience patience, URI... addresses) throws Exception {
    Archive archive = new Archive("file.tar.gz", content.length, TinyCifar.sha256(content), List.of(addresses));
    part = folder.resolve("file.tar.gz.part");
    try (PartFile file = new PartFile(part)) {
      new Download(archive, patience, new PrintStream(log, true, StandardCharsets.UTF_8)).into(file);
    }
  }

  private void has(byte[] start) throws IOException {
    Files.write(folder.resolve("file.tar.gz.part"), start);
  }

  private void assertComplete() throws IOException {
    assertArrayEquals(content, Files.readAllBytes(part));
  }

  private String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  @Test
  void fetchesAFileAndSaysWhatAndFromWhere() throws Exception {
    try (LocalServer server = new LocalServer(LocalServer.whole(content))) {
      download(server.address());
      assertComplete();
      assertEquals(List.of("null"), server.ranges());
      assertEquals(
          "file.tar.gz: 300,000 of 300,000 bytes to fetch from 127.0.0.1", log().strip());
    }
  }

  @Test
  void goesOnWhereAnEarlierTryEnded() throws Exception {
    has(Arrays.copyOf(content, 100_000));
    try (LocalServer server = new LocalServer(LocalServer.ranged(content))) {
      download(server.address());
      assertComplete();
      assertEquals(List.of("bytes=100000-"), server.ranges());
    }
  }

  @Test
  void goesOnByItselfAfterABreak() throws Exception {
    try (LocalServer server =
        new LocalServer(LocalServer.inTurn(LocalServer.brokenAfter(content, 200_000), LocalServer.ranged(content)))) {
      download(server.address());
      assertComplete();
      assertEquals("null", server.ranges().get(0));
      assertTrue(server.ranges().get(1).matches("bytes=\\d+-"), server.ranges().toString());
    }
  }

  @Test
  void startsOverWhereTheServerIgnoresTheRange() throws Exception {
    has(Arrays.copyOf(content, 100_000));
    try (LocalServer server = new LocalServer(LocalServer.whole(content))) {
      download(server.address());
      assertComplete();
    }
  }

  @Test
  void startsOverWhereTheServerRefusesTheRange() throws Exception {
    has(Arrays.copyOf(content, 100_000));
    try (LocalServer server =
        new LocalServer(LocalServer.inTurn(LocalServer.status(416), LocalServer.whole(content)))) {
      download(server.address());
      assertComplete();
      assertEquals(List.of("bytes=100000-", "null"), server.ranges());
    }
  }

  @Test
  void asksForNothingWhereAllIsThere() throws Exception {
    has(content);
    try (LocalServer server = new LocalServer(LocalServer.status(500))) {
      download(server.address());
      assertEquals(List.of(), server.ranges());
    }
  }

  @Test
  void startsOverWhereWhatWasThereIsWrong() throws Exception {
    has(new byte[100_000]);
    try (LocalServer server = new LocalServer(LocalServer.ranged(content))) {
      download(server.address());
      assertComplete();
      assertEquals(List.of("bytes=100000-", "null"), server.ranges());
      assertTrue(log().contains("corrupt: SHA-256 "), log());
    }
  }

  @Test
  void startsOverWhereMoreWasThereThanThereShouldBe() throws Exception {
    has(Arrays.copyOf(content, content.length + 1));
    try (LocalServer server = new LocalServer(LocalServer.ranged(content))) {
      download(server.address());
      assertComplete();
      assertTrue(log().contains("300,001 bytes instead of 300,000"), log());
    }
  }

  @Test
  void takesTheSecondAddressWhereTheFirstIsDead() throws Exception {
    try (LocalServer server = new LocalServer(LocalServer.whole(content))) {
      download(LocalServer.dead(), server.address());
      assertComplete();
    }
  }

  @Test
  void takesTheSecondAddressWhereTheFirstSendsCorruptBytes() throws Exception {
    byte[] corrupt = content.clone();
    corrupt[299_999]++;
    try (LocalServer bad = new LocalServer(LocalServer.whole(corrupt));
        LocalServer good = new LocalServer(LocalServer.whole(content))) {
      download(bad.address(), good.address());
      assertComplete();
      assertEquals(1, bad.ranges().size());
      assertTrue(log().contains("deleted what came from 127.0.0.1, it is corrupt: SHA-256 "), log());
    }
  }

  @Test
  void keepsNothingOfACorruptDownload() throws Exception {
    try (LocalServer bad = new LocalServer(LocalServer.whole(new byte[content.length]))) {
      Exception e = assertThrows(UnavailableException.class, () -> download(bad.address()));
      assertTrue(e.getMessage().contains("sent a corrupt file, SHA-256 "), e.getMessage());
      assertFalse(Files.exists(part));
    }
  }

  @Test
  void keepsWhatCameBeforeABreak() throws Exception {
    has(Arrays.copyOf(content, 100_000));
    try (LocalServer server = new LocalServer(LocalServer.status(503))) {
      Exception e = assertThrows(UnavailableException.class, () -> download(server.address()));
      assertEquals("127.0.0.1: HTTP status 503", e.getMessage());
      assertArrayEquals(Arrays.copyOf(content, 100_000), Files.readAllBytes(part));
    }
  }

  @Test
  void takesNoPageInPlaceOfTheFile() throws Exception {
    has(Arrays.copyOf(content, 100_000));
    try (LocalServer server = new LocalServer(LocalServer.whole("<html>log in first</html>".getBytes()))) {
      Exception e = assertThrows(UnavailableException.class, () -> download(server.address()));
      assertEquals("127.0.0.1: offers 25 bytes instead of 300,000", e.getMessage());
      assertEquals(100_000, Files.size(part));
    }
  }

  @Test
  void takesNoMoreThanTheFileShouldHave() throws Exception {
    LocalServer.Answer endless = exchange -> {
      exchange.sendResponseHeaders(200, 0); // chunked, of unknown length
      exchange.getResponseBody().write(content);
      exchange.getResponseBody().write(1);
    };
    try (LocalServer server = new LocalServer(endless)) {
      Exception e = assertThrows(UnavailableException.class, () -> download(server.address()));
      assertTrue(e.getMessage().contains("more than the 300,000 bytes"), e.getMessage());
      assertFalse(Files.exists(part));
    }
  }

  @Test
  void takesNoOtherRangeThanTheOneAskedFor() throws Exception {
    has(Arrays.copyOf(content, 100_000));
    LocalServer.Answer other = exchange -> {
      exchange.getResponseHeaders().set("Content-Range", "bytes 0-9/300000");
      exchange.sendResponseHeaders(206, 10);
      exchange.getResponseBody().write(content, 0, 10);
    };
    try (LocalServer server = new LocalServer(other)) {
      Exception e = assertThrows(UnavailableException.class, () -> download(server.address()));
      assertTrue(e.getMessage().contains("sent the range \"bytes 0-9/300000\""), e.getMessage());
      assertEquals(100_000, Files.size(part));
    }
  }

  @Test
  void givesUpAServerThatNeverAnswers() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (LocalServer server = new LocalServer(exchange -> await(over))) {
      Download.Patience little =
          new Download.Patience(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(5));
      Exception e = assertThrows(UnavailableException.class, () -> download(little, server.address()));
      assertEquals("127.0.0.1: no answer within 1 s", e.getMessage());
      over.countDown();
    }
  }

  @Test
  void givesUpAServerThatStopsSending() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    LocalServer.Answer stalling = exchange -> {
      LocalServer.brokenAfter(content, 100_000).to(exchange);
      await(over);
    };
    LocalServer.Answer silent = exchange -> {
      String range = exchange.getRequestHeaders().getFirst("Range").replaceAll("\\D", "");
      exchange.getResponseHeaders().set("Content-Range", "bytes " + range + "-299999/300000");
      exchange.sendResponseHeaders(206, content.length - Integer.parseInt(range));
      exchange.getResponseBody().flush();
      await(over);
    };
    try (LocalServer server = new LocalServer(LocalServer.inTurn(stalling, silent))) {
      Download.Patience little =
          new Download.Patience(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(1));
      Exception e = assertThrows(UnavailableException.class, () -> download(little, server.address()));
      assertEquals("127.0.0.1: sent nothing for 1 s", e.getMessage());
      assertTrue(Files.size(part) > 0);
      over.countDown();
    }
  }

  @Test
  void givesUpAServerThatSendsByteByByte() throws Exception {
    LocalServer.Answer dripping = exchange -> {
      exchange.sendResponseHeaders(200, content.length);
      for (byte b : content) {
        exchange.getResponseBody().write(b);
        exchange.getResponseBody().flush();
        pause();
      }
    };
    try (LocalServer server = new LocalServer(LocalServer.inTurn(dripping, LocalServer.status(404)))) {
      Download.Patience little =
          new Download.Patience(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(1));
      Exception e = assertThrows(UnavailableException.class, () -> download(little, server.address()));
      assertEquals("127.0.0.1: HTTP status 404", e.getMessage());
      assertEquals(2, server.ranges().size());
      assertTrue(Files.size(part) < 1000);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void goesThroughTheProxyOfTheEnvironment() throws Exception {
    try (LocalServer proxy = new LocalServer(LocalServer.whole(content))) {
      URI elsewhere = URI.create("http://no-such-host.invalid/file");
      String here = "http://127.0.0.1:" + proxy.address().getPort();
      Archive archive = new Archive("f", content.length, TinyCifar.sha256(content), List.of(elsewhere));
      part = folder.resolve("f.part");
      try (PartFile file = new PartFile(part)) {
        new Download(archive, PATIENCE, new PrintStream(log), new EnvironmentProxy(Map.of("http_proxy", here)))
            .into(file);
      }
      assertComplete();
    }
  }

  @Test
  void takesTheProxyOfTheSchemeUnlessTheHostIsExempt() {
    Map<String, String> environment =
        Map.of("HTTPS_PROXY", "proxy.example:3128", "NO_PROXY", "localhost, .example.org");
    EnvironmentProxy proxies = new EnvironmentProxy(environment);
    Proxy proxy = proxies.select(URI.create("https://www.example.com/file")).get(0);
    assertEquals(
        "proxy.example:3128",
        ((InetSocketAddress) proxy.address()).getHostString() + ":" + ((InetSocketAddress) proxy.address()).getPort());
    for (String direct : List.of("https://www.example.org/f", "https://example.org/f", "https://localhost/f"))
      assertEquals(List.of(Proxy.NO_PROXY), proxies.select(URI.create(direct)), direct);
  }

  @Test
  void aProxyThatIsNoneIsTheUsersToMendAndItsPasswordIsNotShown() {
    for (String value : List.of("socks5://127.0.0.1:1", "http://me:secret@127.0.0.1:1", "http://", "a b")) {
      EnvironmentProxy proxies = new EnvironmentProxy(Map.of("https_proxy", value));
      URI address = URI.create("https://www.example.com/file");
      String message =
          assertThrows(InputException.class, () -> proxies.select(address)).getMessage();
      assertTrue(message.startsWith("https_proxy: expected http://HOST:PORT"), message);
      assertFalse(message.contains("secret"), message);
    }
  }

  @Test
  void whatAServerSaysCannotMoveTheCursor() throws Exception {
    has(Arrays.copyOf(content, 100_000));
    LocalServer.Answer other = exchange -> {
      exchange.getResponseHeaders().set("Content-Range", "bytes \u0085\u009b2J" + "x".repeat(10_000));
      exchange.sendResponseHeaders(206, 10);
      exchange.getResponseBody().write(content, 0, 10);
    };
    try (LocalServer server = new LocalServer(other)) {
      String message = assertThrows(UnavailableException.class, () -> download(server.address()))
          .getMessage();
      assertFalse(message.chars().anyMatch(Character::isISOControl), message);
      assertTrue(message.length() < 500, message);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      // The server is being stopped.
    }
  }

  @Test
  void tellsTheReasonOfEachAddress() throws Exception {
    try (LocalServer server = new LocalServer(LocalServer.status(404))) {
      Exception e = assertThrows(
          UnavailableException.class,
          () -> download(LocalServer.dead(), URI.create("http://no-such-host.invalid/file"), server.address()));
      assertEquals(
          "127.0.0.1: no connection; no-such-host.invalid: host not found; 127.0.0.1: HTTP status 404", e.getMessage());
    }
  }

  @Test
  void followsARedirection() throws Exception {
    try (LocalServer target = new LocalServer(LocalServer.whole(content));
        LocalServer server = new LocalServer(exchange -> {
          exchange.getResponseHeaders().set("Location", target.address().toString());
          exchange.sendResponseHeaders(302, -1);
        })) {
      download(server.address());
      assertComplete();
    }
  }

  @Test
  void aFullDiskIsTheUsersToMend() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full on this system");
    // By a link, for an empty file is deleted in the end.
    Path link = Files.createSymbolicLink(folder.resolve("file.tar.gz.part"), full);
    try (LocalServer server = new LocalServer(LocalServer.whole(content))) {
      InputException e = assertThrows(InputException.class, () -> download(server.address()));
      assertEquals(
          "cannot write " + link + ": No space left on device; start again to go on from there", e.getMessage());
    }
  }
}
