package tensorbang.data.sets;

import java.io.File;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tensorbang.InputException;
import tensorbang.data.Dataset;
import tensorbang.data.pictures.PictureDataset;

/**
 * Folders of pictures as data sets: by their path, or by the name that such a data set has, which is that of the folder
 * with a fingerprint of its content.
 */
final class PictureFolders {
  private static final Pattern FINGERPRINTED = Pattern.compile("(.+)-[0-9a-f]{8}");

  private PictureFolders() {}

  /** Whether this is meant as a path: it has a separator, or there is a folder of this name. */
  static boolean isPath(String dataset) {
    try {
      Path path = Path.of(dataset);
      return dataset.contains("/") || dataset.contains(File.separator) || Files.isDirectory(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Whether this is the name of a data set from a folder of pictures. */
  static boolean isName(String dataset) {
    return FINGERPRINTED.matcher(dataset).matches();
  }

  static Dataset read(DatasetRequest request, PrintStream log) {
    return read(Path.of(request.dataset()), request, request.skipUnreadable(), log);
  }

  /**
   * Reads a folder that is known by the name of its data set. Files that were left out when it got that name are left
   * out again: the fingerprint says whether these are the same ones.
   *
   * @param dataFolder where the folder of pictures lies
   * @throws InputException where it is not there, or its content has changed
   */
  static Dataset readNamed(DatasetRequest request, Path dataFolder, PrintStream log) {
    Matcher name = FINGERPRINTED.matcher(request.dataset());
    if (!name.matches()) throw new IllegalArgumentException(request.dataset());
    Path folder = dataFolder.resolve(name.group(1));
    if (!Files.isDirectory(folder))
      throw InputException.of(
          "dataset",
          request.dataset(),
          "there is no folder of pictures " + folder + "; give the path of the folder instead");
    Dataset found = read(folder, request, true, log);
    if (!found.name().equals(request.dataset()))
      throw InputException.of(
          "dataset",
          request.dataset(),
          "the pictures in " + folder + " have changed: they are now " + found.name()
              + "; put the old ones back, or start anew with the path of the folder");
    return found;
  }

  private static Dataset read(Path folder, DatasetRequest request, boolean skipUnreadable, PrintStream log) {
    int side = request.size() == 0 ? DatasetRequest.PICTURE_SIZE : request.size();
    return PictureDataset.read(folder, side, request.testShare(), skipUnreadable, log);
  }
}
