package tensorbang.boot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Chromium without a window, for pages that carry a probe: a script that leaves JSON in an element called probe. */
public final class Browser {
  private Browser() {}

  private static Optional<String> program() {
    return Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
        .filter(name -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(name))))
        .findFirst();
  }

  /** Whether there is one. */
  public static boolean isThere() {
    return program().isPresent();
  }

  /**
   * Opens a page and returns what its probe found.
   *
   * @param width of the window in pixels
   * @param profile a folder for the browser's own files
   */
  public static JsonNode probe(URI page, int width, Path profile) throws IOException {
    Command.Result result = Command.of(
            program().orElseThrow(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--user-data-dir=" + profile,
            "--window-size=" + width + ",900",
            "--virtual-time-budget=5000",
            "--dump-dom",
            page.toString())
        .run();
    Matcher found = Pattern.compile("<pre id=\"probe\">(.*?)</pre>").matcher(result.out());
    assertTrue(found.find(), () -> "the page's script did not come to its end: " + result.err());
    String json = found.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    return new ObjectMapper().readTree(json);
  }
}
