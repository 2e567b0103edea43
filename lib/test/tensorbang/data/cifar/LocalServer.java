package tensorbang.data.cifar;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on the loopback address, one path {@code /file}, that answers as a test wants. */
public final class LocalServer implements AutoCloseable {
  /** Answers one request. */
  @FunctionalInterface
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> ranges = new CopyOnWriteArrayList<>();

  public LocalServer(Answer answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> {
      ranges.add(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
      try (exchange) {
        answer.to(exchange);
      }
    });
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/file");
  }

  /** The Range header of each request so far, or "null". */
  public List<String> ranges() {
    return ranges;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** An address where nothing listens. */
  public static URI dead() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/file");
    }
  }

  /** The whole file, whatever was asked for. */
  public static Answer whole(byte[] content) {
    return exchange -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    };
  }

  /** The file, or the end of it that was asked for. */
  public static Answer ranged(byte[] content) {
    return exchange -> {
      String range = exchange.getRequestHeaders().getFirst("Range");
      if (range == null) {
        whole(content).to(exchange);
        return;
      }
      int from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
      String told = "bytes " + from + "-" + (content.length - 1) + "/" + content.length;
      exchange.getResponseHeaders().set("Content-Range", told);
      exchange.sendResponseHeaders(206, content.length - from);
      exchange.getResponseBody().write(content, from, content.length - from);
    };
  }

  /** The first {@code bytes} of the file, and then a closed connection. */
  static Answer brokenAfter(byte[] content, int bytes) {
    return exchange -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(Arrays.copyOf(content, bytes));
      exchange.getResponseBody().flush();
    };
  }

  public static Answer status(int status) {
    return exchange -> exchange.sendResponseHeaders(status, -1);
  }

  /** The first request by the first answer and so on; the last one answers all that follow. */
  static Answer inTurn(Answer... answers) {
    int[] next = {0};
    return exchange -> {
      Answer answer;
      synchronized (next) {
        answer = answers[Math.min(next[0]++, answers.length - 1)];
      }
      answer.to(exchange);
    };
  }
}
