package tensorbang;

import java.util.Locale;

/** Text from files, servers and other programs, made fit to stand in a line of a message. */
public final class Shown {
  private static final int MOST_CHARACTERS = 120;
  private static final int MOST_OF_A_MESSAGE = 1200;

  private Shown() {}

  /**
   * {@code text} on one line: control characters, line breaks and what would reorder or hide the rest are escaped as
   * <code>&#92;u001b</code>, and the middle of a long text is left out.
   */
  public static String text(String text) {
    return text(text, MOST_CHARACTERS);
  }

  /** Likewise, with at most about {@code most} characters. */
  public static String text(String text, int most) {
    return cut(text, most, false);
  }

  /** A whole message, cut and escaped likewise where it is far too long; its line breaks stay. */
  static String message(String text) {
    return cut(text, MOST_OF_A_MESSAGE, true);
  }

  private static String cut(String text, int most, boolean keepLines) {
    if (text.length() <= most) return escaped(text, keepLines);
    int head = most * 2 / 3;
    int tail = most - head;
    return escaped(text.substring(0, head), keepLines)
        + "… (" + String.format(Locale.ROOT, "%,d", text.length() - head - tail)
        + " more characters) …" + escaped(text.substring(text.length() - tail), keepLines);
  }

  private static String escaped(String text, boolean keepLines) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      if (isPlain(character) || keepLines && character == '\n') shown.appendCodePoint(character);
      else for (char c : Character.toChars(character)) shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      at += Character.charCount(character);
    }
    return shown.toString();
  }

  private static boolean isPlain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE -> false;
      default -> true;
    };
  }
}
