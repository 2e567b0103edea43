package tensorbang.report;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import tensorbang.InputException;

/**
 * The typeface of all charts: Liberation Sans out of a jar, so that a chart looks the same on every machine and needs
 * no font installed. Where the jar is not on the class path, Java's own sans-serif.
 */
final class Fonts {
  /** The same typeface by its names elsewhere, for what shows an SVG. */
  static final String SVG_FAMILY = "\"Liberation Sans\", Arial, Helvetica, sans-serif";

  private static final String FOLDER = "/liberation/";
  private static final String REGULAR = "LiberationSans-Regular.ttf";
  private static final String BOLD = "LiberationSans-Bold.ttf";

  private static Font regular;
  private static Font bold;

  private Fonts() {}

  static Font plain(double points) {
    load();
    return regular.deriveFont((float) points);
  }

  static Font bold(double points) {
    load();
    return bold.deriveFont((float) points);
  }

  static double width(String text, Font font) {
    return font.getStringBounds(text, new FontRenderContext(null, true, true)).getWidth();
  }

  /** The font itself, or one of fewer whole points where the text would be wider than {@code width}. */
  static Font fitting(String text, Font font, double width) {
    double needed = width(text, font);
    if (needed <= width) return font;
    return font.deriveFont((float) Math.max(1, Math.floor(font.getSize2D() * width / needed)));
  }

  /** @throws InputException where Java cannot draw text on this machine, with what to install */
  static synchronized void load() {
    if (regular != null) return;
    try {
      read();
    } catch (InternalError | LinkageError | RuntimeException noFontInstalled) {
      try {
        useOwnFontsOnly();
        read();
      } catch (IOException | InternalError | LinkageError | RuntimeException e) {
        throw new InputException(
            "cannot draw charts: Java can draw no text on this machine; install fontconfig and a font"
                + " (Debian, Ubuntu: apt-get install fontconfig fonts-dejavu-core)",
            e);
      }
    }
  }

  private static void read() {
    Font plain = read(REGULAR, Font.PLAIN);
    bold = read(BOLD, Font.BOLD);
    width("starts Java's font system", plain);
    regular = plain;
  }

  private static Font read(String file, int style) {
    try (InputStream in = Fonts.class.getResourceAsStream(FOLDER + file)) {
      if (in != null) return Font.createFont(Font.TRUETYPE_FONT, in).deriveFont(style);
    } catch (IOException | FontFormatException e) {
      // A temporary folder that cannot be written: the installed fonts will do.
    }
    return new Font(Font.SANS_SERIF, style, 12);
  }

  /**
   * On Linux, Java asks fontconfig for the installed fonts and gives up where there is none, as in small containers:
   * with an InternalError in Java 17, with a RuntimeException in Java 25. A font configuration file takes its place:
   * see "Font Configuration Files" in the JDK's internationalisation guide. Every logical font then is ours.
   */
  private static void useOwnFontsOnly() throws IOException {
    Path folder = Files.createTempDirectory("tensorbang-fonts");
    folder.toFile().deleteOnExit();
    Properties config = new Properties();
    config.setProperty("version", "1");
    config.setProperty("sequence.allfonts", "default");
    for (String style : new String[] {"plain", "bold", "italic", "bolditalic"}) {
      String weight = style.startsWith("bold") ? "bold" : "medium";
      String name = "-misc-Liberation Sans-" + weight + "-r-normal--*-%d-*-*-p-*-iso10646-1";
      for (String family : new String[] {"serif", "sansserif", "monospaced", "dialog", "dialoginput"}) {
        config.setProperty(family + "." + style + ".default", name);
      }
      Path font = copy(style.startsWith("bold") ? BOLD : REGULAR, folder);
      config.setProperty("filename." + name.replace(' ', '_'), font.toString());
    }
    Path file = folder.resolve("fontconfig.properties");
    file.toFile().deleteOnExit();
    try (OutputStream out = Files.newOutputStream(file)) {
      config.store(out, null);
    }
    System.setProperty("sun.awt.fontconfig", file.toString());
  }

  private static Path copy(String name, Path folder) throws IOException {
    Path file = folder.resolve(name);
    if (Files.exists(file)) return file;
    try (InputStream in = Fonts.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) throw new IOException(name + " is not on the class path");
      Files.copy(in, file);
    }
    file.toFile().deleteOnExit();
    return file;
  }
}
