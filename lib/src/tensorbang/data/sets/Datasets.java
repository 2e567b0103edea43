package tensorbang.data.sets;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import tensorbang.InputException;
import tensorbang.Suggestion;
import tensorbang.data.Dataset;
import tensorbang.data.cifar.CifarFolder;
import tensorbang.data.cifar.CifarFormat;
import tensorbang.data.cifar.CifarReader;
import tensorbang.data.cifar.Download;
import tensorbang.data.cifar.UnavailableException;
import tensorbang.data.shapes.ShapeClass;
import tensorbang.data.shapes.Shapes10;

/** The data sets by their names on the command line. */
public final class Datasets {
  private static final String AUTO = "auto";

  /**
   * Where sets come from.
   *
   * @param formats what may be named; {@code auto} looks for the first
   */
  record Sources(List<CifarFormat> formats, Download.Patience patience, Supplier<Dataset> builtIn) {
    static final Sources USUAL =
        new Sources(
            List.of(CifarFormat.CIFAR10, CifarFormat.CIFAR100), Download.Patience.USUAL, Shapes10::dataset);
  }

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
    return load(name, dataFolder, log, Sources.USUAL);
  }

  static Dataset load(String name, Path dataFolder, PrintStream log, Sources sources) {
    if (name.equals(AUTO)) return loadAuto(sources, dataFolder, log);
    if (name.equals(Shapes10.NAME)) return sources.builtIn().get();
    for (CifarFormat format : sources.formats()) {
      if (name.equals(format.name())) return loadNamed(format, sources.patience(), dataFolder, log);
    }
    throw new InputException(
        "--dataset " + name + ": give one of " + String.join(", ", names()) + Suggestion.didYouMean(name, names()));
  }

  /**
   * The class names of a data set, which need not be there.
   *
   * @throws InputException for a name that is none, or {@code auto}
   */
  public static List<String> classes(String name) {
    if (name.equals(Shapes10.NAME)) return ShapeClass.labels();
    for (CifarFormat format : Sources.USUAL.formats()) if (name.equals(format.name())) return format.classes();
    List<String> named = names().stream().filter(n -> !n.equals(AUTO)).toList();
    throw new InputException(
        "--dataset " + name + ": give one of " + String.join(", ", named) + Suggestion.didYouMean(name, named));
  }

  private static Dataset loadNamed(CifarFormat format, Download.Patience patience, Path dataFolder, PrintStream log) {
    try {
      return CifarReader.read(format, new CifarFolder(format, dataFolder).get(patience, log));
    } catch (UnavailableException e) {
      throw new InputException(
          "--dataset " + format.name() + ": not in " + dataFolder + ", and not to be downloaded (" + e.getMessage()
              + "); " + remedy(format, dataFolder), e);
    }
  }

  private static Dataset loadAuto(Sources sources, Path dataFolder, PrintStream log) {
    CifarFormat format = sources.formats().get(0);
    try {
      return CifarReader.read(format, new CifarFolder(format, dataFolder).get(sources.patience(), log));
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
      return sources.builtIn().get();
    }
  }

  private static String remedy(CifarFormat format, Path dataFolder) {
    return "fetch " + format.archive().addresses().get(0) + " and put it, or the folder in it, into " + dataFolder;
  }
}
