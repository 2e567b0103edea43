package tensorbang.data.sets;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import tensorbang.InputException;
import tensorbang.Suggestion;
import tensorbang.data.Dataset;
import tensorbang.data.cifar.CifarFolder;
import tensorbang.data.cifar.CifarFormat;
import tensorbang.data.cifar.CifarReader;
import tensorbang.data.cifar.Download;
import tensorbang.data.cifar.UnavailableException;
import tensorbang.data.pictures.PictureDataset;
import tensorbang.data.shapes.Arrows;
import tensorbang.data.shapes.ShapeClass;
import tensorbang.data.shapes.Shapes10;

/**
 * Data sets by their names: those of the library, those that a user registers, and folders of pictures by their paths.
 *
 * <pre>{@code
 * Datasets.register("mine", folder -> new Dataset("mine", List.of("cat", "dog"), train, test));
 * }</pre>
 */
public final class Datasets {
  /** CIFAR-10 where it is found or can be downloaded, else the built-in set. */
  public static final String AUTO = "auto";

  private static final String SETTING = "dataset";

  /** A user's own data sets. */
  private static final Map<String, Function<Path, Dataset>> REGISTERED = new LinkedHashMap<>();

  /**
   * Where the library's data sets come from.
   *
   * @param formats the CIFAR sets; {@code auto} looks for the first
   * @param builtIn makes the first so many images of the built-in set, or for 0 all
   */
  record Sources(List<CifarFormat> formats, Download.Patience patience, IntFunction<Dataset> builtIn) {
    static final Sources USUAL =
        new Sources(List.of(CifarFormat.CIFAR10, CifarFormat.CIFAR100), Download.Patience.USUAL, Shapes10::first);
  }

  private Datasets() {}

  /** The names that {@link #load} knows, in the order to show them. */
  public static synchronized List<String> names() {
    List<String> builtIn =
        List.of(AUTO, CifarFormat.CIFAR10.name(), CifarFormat.CIFAR100.name(), Shapes10.NAME, Arrows.NAME);
    return Stream.concat(builtIn.stream(), REGISTERED.keySet().stream()).toList();
  }

  /**
   * Makes a data set known under a name, by which scripts, configurations and experiments can then ask for it.
   *
   * @param name letters, digits, dots, dashes and underscores
   * @param source reads or makes the data set, given the folder of data sets; called whenever it is needed, it has to
   *     give the same images each time
   * @throws IllegalArgumentException if the name is taken or has other characters
   */
  public static synchronized void register(String name, Function<Path, Dataset> source) {
    if (!name.matches("[\\p{L}\\d._-]+")) throw new IllegalArgumentException(name + " cannot name a data set");
    if (names().contains(name)) throw new IllegalArgumentException(SETTING + " " + name + " is registered already");
    REGISTERED.put(name, source);
  }

  private static synchronized Function<Path, Dataset> registered(String name) {
    return REGISTERED.get(name);
  }

  /** The whole of a data set as it is: see {@link #load(DatasetRequest, Path, PrintStream)}. */
  public static Dataset load(String name, Path dataFolder, PrintStream log) {
    return load(DatasetRequest.of(name), dataFolder, log);
  }

  /**
   * Reads or makes the data set that a request asks for. CIFAR is looked for in {@code dataFolder} (its folder, its
   * files or its archive) and otherwise downloaded there. {@code auto} is {@code cifar10} where that is possible, and
   * otherwise {@code shapes10} with a banner on {@code log} that says why; any other name is that set or an error.
   *
   * @param log progress and the banner; a progress bar too where it is {@link System#err} and a terminal
   * @throws InputException for an unknown name, a set that cannot be downloaded, damaged files, and a setting that
   *     does not fit the data set
   */
  public static Dataset load(DatasetRequest request, Path dataFolder, PrintStream log) {
    return load(request, dataFolder, log, Sources.USUAL);
  }

  static Dataset load(DatasetRequest request, Path dataFolder, PrintStream log, Sources sources) {
    return request.apply(source(request, dataFolder, log, sources));
  }

  /**
   * The data set that the request is made of, before its limit and all that comes after it. Pictures have their size
   * already; of the built-in sets there may be no more images than the limit.
   */
  static Dataset source(DatasetRequest request, Path dataFolder, PrintStream log, Sources sources) {
    String name = request.dataset();
    if (name.equals(AUTO)) return loadAuto(sources, request.limit(), dataFolder, log);
    if (name.equals(Shapes10.NAME)) return sources.builtIn().apply(request.limit());
    if (name.equals(Arrows.NAME)) return Arrows.first(request.limit());
    for (CifarFormat format : sources.formats()) {
      if (name.equals(format.name())) return loadNamed(format, sources.patience(), dataFolder, log);
    }
    Function<Path, Dataset> own = registered(name);
    if (own != null) return own.apply(dataFolder).named(name);
    if (PictureFolders.isPath(name)) return PictureFolders.read(request, log);
    if (PictureFolders.isName(name)) return PictureFolders.readNamed(request, dataFolder, log);
    throw unknown(name, names());
  }

  /**
   * Makes sure that {@link #load} knows {@code name}, before anything is read.
   *
   * @throws InputException where it does not
   */
  public static void check(String name) {
    if (!names().contains(name) && !PictureFolders.isPath(name) && !PictureFolders.isName(name))
      throw unknown(name, names());
  }

  /** Whether {@code name} is a set of the library that is drawn in memory and has no files. */
  public static boolean isDrawn(String name) {
    return name.equals(Shapes10.NAME) || name.equals(Arrows.NAME);
  }

  /** Whether {@code dataset} is the path of a folder of pictures: no name, and it has a separator or is a folder. */
  public static boolean isFolder(String dataset) {
    return !names().contains(dataset) && PictureFolders.isPath(dataset);
  }

  /**
   * The class names of a data set of the library, which need not be there, or of a folder of pictures.
   *
   * @throws InputException for any other name, among them {@code auto}
   */
  public static List<String> classes(String name) {
    if (name.equals(Shapes10.NAME)) return ShapeClass.labels();
    if (name.equals(Arrows.NAME)) return Arrows.CLASSES;
    for (CifarFormat format : Sources.USUAL.formats()) if (name.equals(format.name())) return format.classes();
    if (PictureFolders.isPath(name)) return PictureDataset.classes(Path.of(name));
    throw unknown(name, List.of(CifarFormat.CIFAR10.name(), CifarFormat.CIFAR100.name(), Shapes10.NAME, Arrows.NAME));
  }

  private static InputException unknown(String name, List<String> known) {
    return InputException.of(
        SETTING,
        name,
        "expected one of " + String.join(", ", known) + ", or the path of a folder of pictures"
            + Suggestion.didYouMean(name, known));
  }

  private static Dataset loadNamed(CifarFormat format, Download.Patience patience, Path dataFolder, PrintStream log) {
    try {
      return CifarReader.read(format, new CifarFolder(format, dataFolder).get(patience, log));
    } catch (UnavailableException e) {
      throw InputException.of(
          SETTING,
          format.name(),
          "not in " + dataFolder + ", and cannot be downloaded (" + e.getMessage() + "); "
              + remedy(format, dataFolder));
    }
  }

  private static Dataset loadAuto(Sources sources, int limit, Path dataFolder, PrintStream log) {
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
          Accuracies on it cannot be compared with those on %s.
          For %s, %s.
          ================================================================================
          """
              .replace("\n", "%n"),
          format.title(),
          dataFolder,
          e.getMessage().replace("; ", System.lineSeparator() + "  "),
          Shapes10.NAME,
          format.title(),
          format.title(),
          remedy(format, dataFolder));
      return sources.builtIn().apply(limit);
    }
  }

  private static String remedy(CifarFormat format, Path dataFolder) {
    return "download " + format.archive().addresses().get(0) + " and put it, or the folder in it, into " + dataFolder;
  }
}
