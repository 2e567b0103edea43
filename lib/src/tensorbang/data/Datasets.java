package tensorbang.data;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import tensorbang.InputException;
import tensorbang.Suggestion;

/** The data sets by their names on the command line. */
public final class Datasets {
  private static final String AUTO = "auto";

  private Datasets() {}

  /** What {@link #load} knows, in the order to show it. */
  public static List<String> names() {
    return List.of(AUTO, CifarFormat.CIFAR10.name(), CifarFormat.CIFAR100.name(), Shapes10.NAME);
  }

  /**
   * Reads or makes the data set {@code name}. CIFAR is looked for in {@code dataFolder} (its folder, its files or its
   * archive) and otherwise downloaded there. {@code auto} is {@code cifar10} where that can be had, and otherwise
   * {@code shapes10} with a banner on {@code log} that says why; another name is that set or an error.
   *
   * @param log progress and the banner; a progress bar too where it is {@link System#err} and a terminal
   * @throws InputException for another name, for a set that cannot be had, and for files that are not right
   */
  public static Dataset load(String name, Path dataFolder, PrintStream log) {
    return load(name, dataFolder, log, List.of(CifarFormat.CIFAR10, CifarFormat.CIFAR100), Download.Patience.USUAL);
  }

  /** As above. The first of {@code formats} is what {@code auto} looks for. */
  static Dataset load(
      String name, Path dataFolder, PrintStream log, List<CifarFormat> formats, Download.Patience patience) {
    if (name.equals(AUTO)) return loadAuto(formats.get(0), dataFolder, log, patience);
    if (name.equals(Shapes10.NAME)) return Shapes10.dataset();
    for (CifarFormat format : formats) {
      if (name.equals(format.name())) return loadNamed(format, dataFolder, log, patience);
    }
    throw new InputException(
        "--dataset " + name + ": give one of " + String.join(", ", names()) + Suggestion.didYouMean(name, names()));
  }

  private static Dataset loadNamed(CifarFormat format, Path dataFolder, PrintStream log, Download.Patience patience) {
    try {
      return CifarReader.read(format, new CifarFolder(format, dataFolder).get(patience, log));
    } catch (UnavailableException e) {
      throw new InputException(
          "--dataset " + format.name() + ": not in " + dataFolder + ", and not to be downloaded (" + e.getMessage()
              + "); " + remedy(format, dataFolder), e);
    }
  }

  private static Dataset loadAuto(CifarFormat format, Path dataFolder, PrintStream log, Download.Patience patience) {
    try {
      return CifarReader.read(format, new CifarFolder(format, dataFolder).get(patience, log));
    } catch (UnavailableException e) {
      log.printf(
          """
          ================================================================================
          %s is not in %s, and could not be downloaded:
            %s
          Using the built-in data set %s instead: ten classes of drawn shapes.
          Its accuracies do not compare with those on %s.
          For %s, %s.
          ================================================================================
          """
              .replace("\n", "%n"),
          format.title(), dataFolder, e.getMessage().replace("; ", System.lineSeparator() + "  "), Shapes10.NAME,
          format.title(), format.title(), remedy(format, dataFolder));
      return Shapes10.dataset();
    }
  }

  private static String remedy(CifarFormat format, Path dataFolder) {
    return "fetch " + format.archive().addresses().get(0) + " and put it, or the folder in it, into " + dataFolder;
  }
}
