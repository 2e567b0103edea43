//FILES tensorbang/report/html/page.css=page.css
//FILES tensorbang/report/html/page.js=page.js
package tensorbang.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The style sheet and the script that every page carries in itself; the two lines above put them into the jar. */
final class Assets {
  static final String STYLE = read("page.css");
  static final String SCRIPT = read("page.js");

  private Assets() {}

  private static String read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException(name + " is not on the class path");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
