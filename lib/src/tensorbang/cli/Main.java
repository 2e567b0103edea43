package tensorbang.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.InitializationException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.Shown;
import tensorbang.report.Display;

/** How every script starts and ends. */
public final class Main {
  /** The user's input is at fault. */
  public static final int BAD_INPUT = 2;

  /** Ended by Ctrl-C. */
  public static final int INTERRUPTED = 130;

  private static final int FAILURE = 1;

  /** As a message of the library names a setting in its text. */
  private static final Pattern OTHER_SETTING = Pattern.compile("the setting ([a-z0-9]+(?:_[a-z0-9]+)+)");

  /** Characters; picocli repeats what the user gave. */
  private static final int MOST_OF_A_COMPLAINT = 1200;

  private Main() {}

  /**
   * Runs a script and ends the process: 0 done, 2 bad input (one line on standard error), 130 interrupted, 1 anything
   * else: one line where Java or TensorFlow itself gives up, and otherwise a stack trace.
   */
  public static void run(Callable<Integer> script, String... arguments) {
    prepare();
    System.exit(execute(script, arguments));
  }

  /** Makes the standard streams UTF-8, whatever the locale, and drawing independent of a display. */
  public static void prepare() {
    // Libraries that make writers of their own for the standard streams read the encoding here.
    for (String stream : new String[] {"stdout", "stderr"}) {
      System.setProperty("sun." + stream + ".encoding", "UTF-8");
      System.setProperty(stream + ".encoding", "UTF-8");
    }
    System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
    Display.drawInMemory();
  }

  static int execute(Callable<Integer> script, String... arguments) {
    CommandLine line;
    try {
      line = new CommandLine(script);
    } catch (InitializationException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause())
        if (cause instanceof InputException) return failed(cause, new PrintWriter(System.err, true));
      throw e;
    }
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setAbbreviatedOptionsAllowed(false);
    line.setUsageHelpAutoWidth(true);
    line.setParameterExceptionHandler(Main::badArguments);
    line.setExecutionExceptionHandler((e, failed, parsed) -> failed(e, failed.getErr()));
    line.registerConverter(Path.class, Main::path);
    line.setExecutionStrategy(Main::executeChecked);
    try {
      return line.execute(arguments);
    } catch (Error e) {
      return failed(e, line.getErr());
    }
  }

  private static int executeChecked(ParseResult parsed) {
    for (CommandLine line : parsed.asCommandLineList())
      for (OptionSpec option : line.getParseResult().matchedOptions())
        for (String text : option.originalStringValues())
          if (option.splitRegex().equals(",") && text.endsWith(","))
            throw new ParameterException(
                line, option.longestName() + " " + Shown.text(text) + ": expected values separated by commas");
    return new CommandLine.RunLast().execute(parsed);
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      String reason = text.indexOf('\0') >= 0
          ? "it holds the character NUL"
          : "the locale cannot write all of its characters; start with LC_ALL=C.UTF-8 in the environment";
      throw new TypeConversionException(Shown.text(text) + " cannot be the name of a file: " + reason);
    }
  }

  private static int badArguments(ParameterException e, String[] arguments) {
    CommandLine line = e.getCommandLine();
    String complaint = Shown.text(oneLine(e.getMessage()), MOST_OF_A_COMPLAINT);
    say(line.getErr(), line.getCommandSpec().qualifiedName() + ": " + complaint + " (--help lists the options)");
    return BAD_INPUT;
  }

  private static int failed(Throwable e, PrintWriter err) {
    if (e instanceof ExceptionInInitializerError && e.getCause() instanceof InputException wrong)
      return failed(wrong, err);
    if (e instanceof InputException wrong) {
      say(err, oneLine(message(wrong)));
      return BAD_INPUT;
    }
    if (e instanceof UncheckedIOException io) {
      say(err, oneLine(AtomicFile.reason(io.getCause())));
      return BAD_INPUT;
    }
    String line = Failure.line(e);
    if (line != null) say(err, line);
    else e.printStackTrace(err);
    err.flush();
    return FAILURE;
  }

  /** The message with the command line's names of settings: {@code batch_size} is {@code --batch-size}. */
  private static String message(InputException e) {
    String setting = e.setting();
    String message = setting == null
        ? e.getMessage()
        : SettingOptions.name(setting) + e.getMessage().substring(setting.length());
    return OTHER_SETTING.matcher(message).replaceAll(other -> SettingOptions.name(other.group(1)));
  }

  private static void say(PrintWriter err, String line) {
    err.println(line);
    err.flush();
  }

  private static String oneLine(String text) {
    return text == null ? "unknown error" : String.join(" ", text.strip().split("\\s*\\R\\s*"));
  }
}
