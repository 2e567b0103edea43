package tensorbang;

/**
 * The user's input is at fault: a setting, a file or a folder. The message is one line that names it, says what is
 * wrong and what to do; a script prints that line and exits with 2.
 */
public final class InputException extends RuntimeException {
  private final String setting;

  public InputException(String message) {
    this(message, (Throwable) null);
  }

  public InputException(String message, Throwable cause) {
    super(Shown.message(message), cause);
    setting = null;
  }

  private InputException(String setting, String message) {
    super(Shown.message(message));
    this.setting = setting;
  }

  /**
   * A setting has a value that it cannot have. The message begins with the setting's name, which the command line
   * replaces by the option's.
   *
   * @param setting its name as in JSON and YAML: {@code batch_size}
   * @param value as it was given; empty where there is none to show
   * @param complaint {@code must be at least 1}
   */
  public static InputException of(String setting, Object value, String complaint) {
    String shown = Shown.text(String.valueOf(value));
    return new InputException(setting, (shown.isEmpty() ? setting : setting + " " + shown) + ": " + complaint);
  }

  /** The setting at fault, with which the message then begins; null where it is something else. */
  public String setting() {
    return setting;
  }
}
