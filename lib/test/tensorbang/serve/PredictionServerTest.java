package tensorbang.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.InputException;
import tensorbang.boot.Browser;
import tensorbang.cli.UntrainedModel;
import tensorbang.data.ImageSet;
import tensorbang.data.shapes.Shapes10;
import tensorbang.model.Inspector;
import tensorbang.model.Prediction;
import tensorbang.tf.Device;

class PredictionServerTest {
  private static final ImageSet IMAGES = Shapes10.first(1).test();

  @TempDir
  static Path folder;

  private static Inspector network;
  private static PredictionServer server;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    network = untrained("resnet20");
    server = new PredictionServer(0, "a model", network);
  }

  private static Inspector untrained(String net) {
    Path model = UntrainedModel.write(folder.resolve(net), net, "shapes10");
    return Inspector.load(model, "last", Device.CPU, 1);
  }

  @AfterAll
  static void stop() {
    server.close();
    network.close();
  }

  private static byte[] png() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(IMAGES.image(0), "png", bytes);
    return bytes.toByteArray();
  }

  private static HttpResponse<String> send(String method, String path, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path))
        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    assertEquals(
        "application/json", response.headers().firstValue("Content-Type").orElseThrow());
    return new ObjectMapper().readTree(response.body());
  }

  @Test
  void aPictureIsAnsweredWithWhatTheNetworkSays() throws IOException, InterruptedException {
    HttpResponse<String> response = send("POST", "predict", png());
    assertEquals(200, response.statusCode());
    JsonNode answer = json(response);
    assertEquals("a model", answer.get("model").asText());
    List<Prediction> expected = network.predict(IMAGES.pixels(0), 5);
    assertEquals(5, answer.get("predictions").size());
    for (int i = 0; i < 5; i++) {
      assertEquals(
          expected.get(i).name(), answer.get("predictions").get(i).get("name").asText());
      assertEquals(
          expected.get(i).probability(),
          answer.get("predictions").get(i).get("probability").asDouble(),
          1e-6);
    }
    assertFalse(answer.has("maps"));
  }

  @Test
  void picturesComeWhereTheyAreAskedFor() throws IOException, InterruptedException {
    JsonNode answer = json(send("POST", "predict?pictures=true", png()));
    assertEquals(16, answer.get("maps").size());
    assertEquals(3, answer.get("grad_cam").size());
    assertEquals(
        answer.get("predictions").get(0).get("name"),
        answer.get("grad_cam").get(0).get("name"));
    String uri = answer.get("input").asText();
    byte[] bytes = Base64.getDecoder().decode(uri.substring("data:image/png;base64,".length()));
    BufferedImage input = ImageIO.read(new ByteArrayInputStream(bytes));
    assertEquals(IMAGES.image(0).getRGB(5, 9), input.getRGB(5, 9));
  }

  @Test
  void aNetworkWithoutConvolutionAnswersWithoutMaps() throws IOException, InterruptedException {
    try (Inspector twoLayer = untrained("twolayer");
        PredictionServer other = new PredictionServer(0, "dense", twoLayer)) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(other.address() + "predict?pictures=true"))
          .POST(HttpRequest.BodyPublishers.ofByteArray(png()))
          .build();
      JsonNode answer = json(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()));
      assertTrue(answer.has("input"));
      assertFalse(answer.has("maps"));
    }
  }

  @Test
  void thePageIsOneFileThatAsksNoOtherSite() throws IOException, InterruptedException {
    HttpResponse<String> page = send("GET", "", new byte[0]);
    assertEquals(200, page.statusCode());
    assertTrue(page.body().startsWith("<!DOCTYPE html>"));
    assertFalse(page.body().contains("http://") || page.body().contains("https://"));
  }

  /** Draws a line on the page, asks, and leaves in the page what came of it. */
  private static final String PROBE =
      """
      <script>
      (() => {
        const errors = [];
        addEventListener("error", e => errors.push(String(e.message)));
        addEventListener("securitypolicyviolation", e => errors.push(e.blockedURI));
        addEventListener("load", async () => {
          const canvas = document.getElementById("canvas"), box = canvas.getBoundingClientRect();
          canvas.setPointerCapture = () => {};
          for (const [type, x] of [["pointerdown", 50], ["pointermove", 200], ["pointerup", 200]])
            canvas.dispatchEvent(new PointerEvent(type, {clientX: box.left + x, clientY: box.top + 90}));
          const blue = canvas.getContext("2d").getImageData(125, 90, 1, 1).data[2];
          document.getElementById("ask").click();
          while (document.getElementById("result").hidden && !document.getElementById("error").textContent)
            await new Promise(done => setTimeout(done, 50));
          const drawn = id => [...document.querySelectorAll(id + " img")].filter(i => i.src.startsWith("data:image/png")).length;
          const found = {errors, blue, message: document.getElementById("error").textContent,
            bars: document.querySelectorAll(".bar").length, maps: drawn("#maps"), heats: drawn("#heats"),
            width: innerWidth, wide: document.scrollingElement.scrollWidth};
          const result = document.createElement("pre");
          result.id = "probe";
          result.textContent = JSON.stringify(found);
          document.body.append(result);
        });
      })();
      </script>""";

  /** The server behind another one, which adds the probe to the page. */
  private static HttpServer withProbe() throws IOException {
    HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext("/", exchange -> {
      try (exchange) {
        String path = exchange.getRequestURI().toString().substring(1);
        HttpResponse<String> answer =
            send(exchange.getRequestMethod(), path, exchange.getRequestBody().readAllBytes());
        String body = path.isEmpty() ? answer.body().replace("</html>", PROBE + "</html>") : answer.body();
        for (String header : List.of("Content-Type", "Content-Security-Policy"))
          exchange
              .getResponseHeaders()
              .set(header, answer.headers().firstValue(header).orElseThrow());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.statusCode(), bytes.length);
        exchange.getResponseBody().write(bytes);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    proxy.start();
    return proxy;
  }

  @Test
  void inABrowserADrawingIsAnswered() throws IOException {
    assumeTrue(Browser.isThere(), "no Chromium on PATH");
    HttpServer proxy = withProbe();
    JsonNode found;
    try {
      URI page = URI.create("http://127.0.0.1:" + proxy.getAddress().getPort() + "/");
      found = Browser.probe(page, 400, folder.resolve("browser"));
    } finally {
      proxy.stop(0);
    }
    assertEquals("[]", found.get("errors").toString());
    assertEquals("", found.get("message").asText());
    assertTrue(found.get("blue").asInt() < 255, "the canvas is drawn on");
    assertEquals(5, found.get("bars").asInt());
    assertEquals(16, found.get("maps").asInt());
    assertEquals(3, found.get("heats").asInt());
    assertTrue(found.get("wide").asInt() <= found.get("width").asInt(), found.toString());
  }

  @Test
  void whatIsNoPictureIsOneClearError() throws IOException, InterruptedException {
    HttpResponse<String> text = send("POST", "predict", "hello".getBytes(StandardCharsets.UTF_8));
    assertEquals(400, text.statusCode());
    assertEquals(
        "what was sent is no picture: what it holds is none of PNG, JPEG, GIF, BMP",
        json(text).get("error").asText());
    assertEquals(400, send("POST", "predict", new byte[0]).statusCode());
  }

  @Test
  void moreThanTheLimitIsRefused() throws IOException, InterruptedException {
    assertEquals(
        413, send("POST", "predict", new byte[PredictionServer.MOST_BYTES + 1]).statusCode());
  }

  @Test
  void otherPathsAndMethodsAreNamed() throws IOException, InterruptedException {
    assertEquals(404, send("GET", "favicon.ico", new byte[0]).statusCode());
    assertEquals(405, send("GET", "predict", new byte[0]).statusCode());
    assertEquals(405, send("POST", "", png()).statusCode());
  }

  /** A site whose name was made to lead to this computer must not use the browser to ask. */
  @Test
  void aForeignHostNameIsRefused() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", URI.create(server.address()).getPort())) {
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
    }
  }

  @Test
  void aPortThatIsTakenIsSaid() {
    int port = URI.create(server.address()).getPort();
    String message = assertThrows(InputException.class, () -> new PredictionServer(port, "x", network))
        .getMessage();
    assertTrue(message.startsWith("port " + port), message);
  }
}
