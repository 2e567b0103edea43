package tensorbang.data.cifar;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import tensorbang.InputException;
import tensorbang.Shown;
import tensorbang.Terminal;

/** Downloads a file over HTTP, resuming an earlier attempt, and checks it. */
public final class Download {
  /**
   * Timeouts: for the connection, for the head of the response, and for each next piece of its body, of a kilobyte for
   * each of the timeout's seconds.
   */
  public record Patience(Duration connect, Duration answer, Duration piece) {
    public static final Patience USUAL =
        new Patience(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30));
  }

  private static final int TRIES_AN_ADDRESS = 5;
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-\\d+/(\\d{1,18}|\\*)");

  private final Archive archive;
  private final Patience patience;
  private final PrintStream log;
  private final HttpClient client;

  /** @param log gets a line for each address, and a progress bar where it is standard error and a terminal */
  Download(Archive archive, Patience patience, PrintStream log) {
    this(archive, patience, log, new EnvironmentProxy(System.getenv()));
  }

  Download(Archive archive, Patience patience, PrintStream log, ProxySelector proxy) {
    this.archive = archive;
    this.patience = patience;
    this.log = log;
    client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .proxy(proxy)
        .followRedirects(HttpClient.Redirect.NORMAL)
        .connectTimeout(patience.connect())
        .build();
  }

  /**
   * Completes {@code part}, which may hold the beginning of the file, from the first address that works. What was
   * downloaded stays in {@code part} after a failure, unless its hash is wrong.
   *
   * @throws UnavailableException where the file cannot be downloaded from any address
   * @throws InputException where the file cannot be written
   */
  void into(PartFile part) throws UnavailableException {
    List<String> reasons = new ArrayList<>();
    for (URI address : archive.addresses()) {
      try {
        fetch(address, part);
        return;
      } catch (IOException e) {
        reasons.add(address.getHost() + ": " + reason(e));
      }
    }
    throw new UnavailableException(String.join("; ", reasons));
  }

  private void fetch(URI address, PartFile part) throws IOException {
    for (int tries = 1; ; tries++) {
      long before = part.size();
      try {
        if (before < archive.size()) transfer(address, part);
      } catch (IOException e) {
        boolean moved = part.size() != before; // on, or back to nothing: either way the next try differs
        if (!moved || tries == TRIES_AN_ADDRESS) throw e;
        continue;
      }
      String fault = part.fault(archive);
      if (fault == null) return;
      part.clear();
      log.println(archive.fileName() + ": deleted what came from " + address.getHost() + ", it is corrupt: " + fault);
      if (before == 0 || tries == TRIES_AN_ADDRESS) throw new IOException("sent a corrupt file, " + fault);
    }
  }

  /** Requests the missing bytes and appends them. */
  private void transfer(URI address, PartFile part) throws IOException {
    long have = part.size();
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (have > 0) request.header("Range", "bytes=" + have + "-");
    HttpResponse<InputStream> response = send(request.build());
    try (InputStream body = response.body()) {
      switch (response.statusCode()) {
        case 200 -> {
          long length = response.headers().firstValueAsLong("Content-Length").orElse(archive.size());
          if (length != archive.size()) {
            throw new IOException(String.format("offers %,d bytes instead of %,d", length, archive.size()));
          }
          part.clear();
          copy(address, body, part);
        }
        case 206 -> {
          checkRange(response.headers().firstValue("Content-Range").orElse("none"), have);
          copy(address, body, part);
        }
        case 416 -> {
          part.clear();
          throw new IOException("does not have bytes " + have + " and on");
        }
        default -> throw new IOException("HTTP status " + response.statusCode());
      }
    }
  }

  private void checkRange(String range, long have) throws IOException {
    Matcher matcher = CONTENT_RANGE.matcher(range);
    boolean asked = matcher.matches()
        && Long.parseLong(matcher.group(1)) == have
        && (matcher.group(2).equals("*") || Long.parseLong(matcher.group(2)) == archive.size());
    if (!asked) {
      throw new IOException(
          "sent the range \"" + Shown.text(range) + "\" when asked for bytes " + have + " of " + archive.size());
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<InputStream>> answer = client.sendAsync(request, BodyHandlers.ofInputStream());
    try {
      // The request has no limit of its own: in newer versions of Java that one counts the body too.
      return answer.get(patience.answer().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no answer within " + patience.answer().toSeconds() + " s", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InputException wrong) throw wrong;
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    }
  }

  private void copy(URI address, InputStream body, PartFile part) throws IOException {
    long have = part.size();
    log.printf(
        "%s: %,d of %,d bytes to fetch from %s%n",
        archive.fileName(), archive.size() - have, archive.size(), address.getHost());
    byte[] buffer = new byte[1 << 16];
    try (StallGuard guard = new StallGuard(body, patience.piece());
        ProgressBar bar = isTerminal() ? bar(have) : null) {
      for (int n; (n = read(body, buffer, guard)) >= 0; ) {
        if (have + n > archive.size()) {
          part.clear();
          throw new IOException(String.format("sends more than the %,d bytes there should be", archive.size()));
        }
        part.append(buffer, n);
        have += n;
        guard.received(n);
        if (bar != null) bar.stepTo(have);
      }
    }
    if (have < archive.size()) {
      throw new IOException(String.format("broke off after %,d of %,d bytes", have, archive.size()));
    }
  }

  private int read(InputStream body, byte[] buffer, StallGuard guard) throws IOException {
    IOException failure;
    try {
      int n = body.read(buffer);
      if (n >= 0 || !guard.stalled()) return n;
      failure = null;
    } catch (IOException e) {
      if (!guard.stalled()) throw e;
      failure = e;
    }
    throw new IOException(guard.complaint(), failure);
  }

  private boolean isTerminal() {
    return log == System.err && Terminal.is(Terminal.Stream.ERROR);
  }

  private ProgressBar bar(long have) {
    return new ProgressBarBuilder()
        .setTaskName(archive.fileName())
        .setInitialMax(archive.size())
        .startsFrom(have, Duration.ZERO)
        .setUnit(" MB", 1_000_000)
        .showSpeed()
        .setConsumer(new ConsoleProgressBarConsumer(log, 100))
        .build();
  }

  private String reason(IOException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException) return "host not found";
      if (t instanceof HttpConnectTimeoutException) {
        return "no connection within " + patience.connect().toSeconds() + " s";
      }
    }
    if (e instanceof ConnectException) return "no connection";
    return e.getMessage() == null ? "the connection failed" : Shown.text(e.getMessage());
  }
}
