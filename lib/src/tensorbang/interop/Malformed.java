package tensorbang.interop;

import tensorbang.Shown;

/** The file is not what it should be, or holds what is not read; the message says why and needs the file's name. */
final class Malformed extends Exception {
  private static final long serialVersionUID = 1;

  private static final int MOST_CHARACTERS = 400;

  /** Names from the file may be in {@code message}: it is cut and escaped, so that it stays one line. */
  Malformed(String message) {
    super(Shown.text(message, MOST_CHARACTERS), null, false, false);
  }

  static Malformed truncated() {
    return new Malformed("it is truncated");
  }
}
