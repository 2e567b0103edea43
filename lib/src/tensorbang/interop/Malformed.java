package tensorbang.interop;

/** The file is not what it should be, or holds what is not read; the message says why and needs the file's name. */
final class Malformed extends Exception {
  private static final long serialVersionUID = 1;

  /** Names from the file may be in {@code message}: control characters are replaced, so that it stays one line. */
  Malformed(String message) {
    super(message.replaceAll("\\p{Cc}", "?"), null, false, false);
  }

  static Malformed truncated() {
    return new Malformed("it is truncated");
  }
}
