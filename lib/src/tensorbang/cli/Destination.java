package tensorbang.cli;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import tensorbang.InputException;

/** Where a script is to write: looked at before the work begins, so that a wrong path costs no time. */
public final class Destination {
  private Destination() {}

  /**
   * Makes sure that files can be written into {@code folder}, which need not exist.
   *
   * @param setting that has the path as its value, for example {@code out}
   * @param folder null where the user named none
   * @throws InputException naming the setting, if not
   */
  public static void checkFolder(String setting, Path folder) {
    if (folder != null) checkFolder(setting, folder, folder.toAbsolutePath().normalize());
  }

  /**
   * Makes sure that {@code file} can be written; neither it nor its folder need exist.
   *
   * @param setting that has the path as its value, for example {@code json}
   * @param file null where the user named none
   * @throws InputException naming the setting, if not
   */
  public static void checkFile(String setting, Path file) {
    if (file == null) return;
    if (Files.isDirectory(file)) throw InputException.of(setting, file, "it is a folder; name a file");
    if (!Files.exists(file) || Files.isRegularFile(file))
      checkFolder(setting, file, file.toAbsolutePath().normalize().getParent());
    else if (!Files.isWritable(file)) throw InputException.of(setting, file, "permission denied");
  }

  private static void checkFolder(String setting, Path given, Path folder) {
    Path there = folder;
    while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) there = there.getParent();
    if (!Files.isDirectory(there)) throw InputException.of(setting, given, there + " is not a folder");
    if (!Files.isWritable(there)) throw InputException.of(setting, given, "permission denied");
  }
}
