package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.boot.Checkout;
import tensorbang.boot.Command;

/** serve.java as a user starts and stops it; what the server answers is in PredictionServerTest. */
@Tag("processes")
class ServeScriptTest {
  @TempDir
  Path folder;

  @Test
  void servesItsPageAndPredictionsUntilCtrlC() throws Exception {
    Command.assumeThatInterruptsArrive();
    Path model = UntrainedModel.write(folder.resolve("mine"), "simplenn");
    String port = String.valueOf(freePort());
    try (Command.Running running =
        Command.script("serve", "--model", model.toString(), "--port", port).start()) {
      running.awaitOutput("page     http://127.0.0.1:" + port + "/   (Ctrl-C stops it)");
      URI page = URI.create("http://127.0.0.1:" + port + "/");
      HttpClient client = HttpClient.newHttpClient();
      var answer = client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode());
      HttpRequest picture = HttpRequest.newBuilder(page.resolve("predict"))
          .POST(HttpRequest.BodyPublishers.ofFile(Checkout.root().resolve("docs/ship.png")))
          .build();
      assertTrue(
          client.send(picture, HttpResponse.BodyHandlers.ofString()).body().contains("\"probability\""));
      running.signal("INT");
      assertEquals(130, running.await().exit());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
