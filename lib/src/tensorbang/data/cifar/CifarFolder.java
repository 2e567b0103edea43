package tensorbang.data.cifar;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tensorbang.AtomicFile;
import tensorbang.FolderLock;
import tensorbang.InputException;

/** The folder of a CIFAR set in the data folder: found there, unpacked from its archive, or downloaded. */
public final class CifarFolder {
  private static final long ROOM_FOR_SMALL_FILES = 1 << 20;

  private final CifarFormat format;
  private final Path dataFolder;
  private final Path folder;

  public CifarFolder(CifarFormat format, Path dataFolder) {
    this.format = format;
    this.dataFolder = dataFolder;
    folder = dataFolder.resolve(format.folder());
  }

  /**
   * Finds the set, or unpacks or downloads it, once no other program does so in the data folder.
   *
   * @throws UnavailableException where it is neither here nor can be downloaded
   * @throws InputException where files that are here are damaged, or the data folder cannot be written
   */
  public Path get(Download.Patience patience, PrintStream log) throws UnavailableException {
    if (Files.exists(dataFolder) && !Files.isDirectory(dataFolder)) {
      throw InputException.of("data", dataFolder, "is a file, not a folder");
    }
    if (isThere()) return folder;
    if (format.imageFiles().stream().anyMatch(name -> Files.exists(dataFolder.resolve(name)))) return dataFolder;
    try (FolderLock lock = FolderLock.await(dataFolder, () -> false)) {
      if (lock == null) throw new IllegalStateException("interrupted while waiting for " + dataFolder);
      if (isThere()) return folder; // made by another program in the meantime
      Path archive = dataFolder.resolve(format.archive().fileName());
      if (Files.exists(archive)) {
        unpackGiven(archive, log);
      } else {
        download(patience, log);
      }
    }
    return folder;
  }

  private boolean isThere() {
    if (!Files.exists(folder)) return false;
    try (var entries = Files.list(folder)) {
      return entries.findAny().isPresent();
    } catch (IOException e) {
      throw new InputException("cannot read the folder " + folder + ": " + AtomicFile.reason(e), e);
    }
  }

  private void unpackGiven(Path archive, PrintStream log) {
    try {
      try (InputStream in = Files.newInputStream(archive)) {
        String fault = format.archive().fault(in);
        if (fault != null) {
          throw new InputException(
              archive + " is corrupt: " + fault + "; delete it to have " + format.title() + " fetched again");
        }
      }
      try (InputStream in = Files.newInputStream(archive)) {
        unpack(in, log);
      }
    } catch (IOException e) {
      throw new InputException("cannot read " + archive + ": " + AtomicFile.reason(e), e);
    }
  }

  private void download(Download.Patience patience, PrintStream log) throws UnavailableException {
    try (PartFile part = new PartFile(dataFolder.resolve(format.archive().fileName() + ".part"))) {
      checkSpace(format.archive().size() - part.size());
      new Download(format.archive(), patience, log).into(part);
      unpack(part.content(), log);
      part.clear();
    } catch (IOException e) {
      throw new InputException("cannot write " + dataFolder + ": " + AtomicFile.reason(e), e);
    }
  }

  private void checkSpace(long toFetch) throws IOException {
    long needed = toFetch + format.bytes();
    long free = Files.getFileStore(dataFolder).getUsableSpace();
    // A file store that does not know returns 0.
    if (free > 0 && free < needed) {
      throw InputException.of(
          "data",
          dataFolder,
          String.format(
              "%s needs %,d MB there, and only %,d MB are free; make room or give another folder",
              format.title(), needed / 1_000_000, free / 1_000_000));
    }
  }

  /** Unpacks into a temporary folder that is then renamed: the folder of the set is complete or absent. */
  private void unpack(InputStream archive, PrintStream log) {
    Path beside = dataFolder.resolve(format.folder() + ".part");
    try {
      log.println("unpacking " + format.title() + " into " + folder);
      TarGz.deleteUnpacked(beside);
      Files.createDirectory(beside);
      InputStream in = new BufferedInputStream(archive, 1 << 16);
      TarGz.unpack(in, format.folder(), format.files(), format.bytes() + ROOM_FOR_SMALL_FILES, beside);
      Files.deleteIfExists(folder); // an empty one
      Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      try {
        TarGz.deleteUnpacked(beside);
      } catch (IOException ignored) {
        // The first failure is the one to report; the next try deletes the folder.
      }
      throw new InputException(
          "cannot unpack " + format.archive().fileName() + " into " + folder + ": " + AtomicFile.reason(e), e);
    }
  }
}
