package tensorbang;

/**
 * The user's input is at fault: an option, a file or a folder. The message is one line that names it, says what is
 * wrong and what to do; a script prints that line and exits with 2.
 */
public final class InputException extends RuntimeException {
  public InputException(String message) {
    super(message);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
