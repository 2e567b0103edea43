//FILES tensorbang/serve/page.html=page.html
package tensorbang.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.data.pictures.ImageFile;
import tensorbang.model.Inspector;
import tensorbang.model.ModelCard;

/**
 * Answers on this computer's loopback address alone: {@code GET /} is a page to drop or draw a picture on, {@code POST
 * /predict} takes the bytes of a PNG, JPEG, GIF or BMP and gives JSON, with pictures of what the network saw where the
 * query is {@code pictures=true}. Errors are JSON with the one key {@code error}: 400 for what is no picture, 413 for
 * more than {@link #MOST_BYTES}, 403 for a request under a foreign host name.
 */
public final class PredictionServer implements AutoCloseable {
  /** What a picture may have. */
  public static final int MOST_BYTES = 10_000_000;

  private static final int THREADS = 8;
  private static final String SECONDS_FOR_A_REQUEST = "30";
  private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final PictureReader reader;
  private final byte[] page;

  /**
   * Starts to answer.
   *
   * @param port 0 for one that is free
   * @param model what to call the network
   * @param network is not closed with the server
   * @throws InputException if the port is taken or may not be used
   */
  public PredictionServer(int port, String model, Inspector network) {
    System.setProperty("sun.net.httpserver.maxReqTime", SECONDS_FOR_A_REQUEST);
    System.setProperty("sun.net.httpserver.maxRspTime", SECONDS_FOR_A_REQUEST);
    reader = new PictureReader(model, network);
    page = page();
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (BindException e) {
      throw InputException.of("port", port, "cannot be used (" + e.getMessage() + "); choose another");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  private static byte[] page() {
    try (InputStream in = PredictionServer.class.getResourceAsStream("page.html")) {
      if (in == null) throw new IllegalStateException("page.html is not on the class path");
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the page is. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String method = exchange.getRequestMethod();
      if (!isLocal(exchange.getRequestHeaders().getFirst("Host"))) {
        error(exchange, 403, "ask for http://127.0.0.1");
      } else if (path.equals("/predict")) {
        if (method.equals("POST")) predict(exchange);
        else error(exchange, 405, "POST a picture here");
      } else if (path.equals("/")) {
        if (method.equals("GET")) send(exchange, 200, "text/html; charset=utf-8", page);
        else error(exchange, 405, "GET this page, or POST a picture to /predict");
      } else {
        error(exchange, 404, "there is / and /predict");
      }
    }
  }

  /** Whether a page of another site, whose name was made to lead here, is kept out. */
  private static boolean isLocal(String host) {
    return host != null && HOSTS.contains(host.replaceFirst(":\\d+$", ""));
  }

  private void predict(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      error(exchange, 413, String.format("the picture has more than %,d bytes", MOST_BYTES));
      return;
    }
    String query = exchange.getRequestURI().getQuery();
    try {
      byte[] pixels = pixels(body);
      Answer answer = reader.answer(pixels, "pictures=true".equals(query));
      send(exchange, 200, "application/json", Json.write(answer).getBytes(StandardCharsets.UTF_8));
    } catch (InputException e) {
      error(exchange, 400, e.getMessage());
    } catch (RuntimeException | Error e) {
      e.printStackTrace();
      error(exchange, 500, "the network failed; the console says why");
    }
  }

  private byte[] pixels(byte[] body) throws IOException {
    Path file = Files.createTempFile("tensorbang-picture", "");
    try {
      Files.write(file, body);
      ModelCard card = reader.card();
      return ImageFile.read(file, card.height(), card.width(), card.mean().length);
    } catch (InputException e) {
      throw new InputException(e.getMessage().replace(file.toString(), "what was sent"), e);
    } finally {
      Files.delete(file);
    }
  }

  private static void error(HttpExchange exchange, int status, String message) throws IOException {
    send(
        exchange,
        status,
        "application/json",
        Json.write(Map.of("error", message)).getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange
        .getResponseHeaders()
        .set(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:;"
                + " connect-src 'self'");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
