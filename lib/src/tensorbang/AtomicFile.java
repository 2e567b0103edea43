package tensorbang;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files that are there whole or not at all: written beside, flushed to the disk, then renamed over the old one. Of
 * several writers of one file the last to finish wins.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** What fills the file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes {@code file}, creating its folder where needed. The old content stays until the new one is complete. A
   * device or a pipe, such as {@code /dev/stdout}, is written to as it is.
   *
   * @throws InputException where the folder cannot be written or the disk is full; the old file is then untouched
   */
  public static void write(Path file, Content content) {
    if (Files.isDirectory(file)) throw new InputException("cannot write " + file + ": it is a folder; name a file");
    try {
      Path folder = file.toAbsolutePath().getParent();
      createFolder(folder);
      if (Files.exists(file) && !Files.isRegularFile(file)) writeDirectly(file, content);
      else writeBeside(file, folder, content);
    } catch (IOException e) {
      throw new InputException("cannot write " + file + ": " + reason(e), e);
    }
  }

  private static void writeDirectly(Path file, Content content) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      content.writeTo(out);
    }
  }

  private static void writeBeside(Path file, Path folder, Content content) throws IOException {
    PartName.deleteOrphans(folder);
    Path part = folder.resolve(PartName.next());
    try {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        PartName.lock(channel);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException | Error e) {
      deleteQuietly(part);
      throw e;
    }
  }

  private static void deleteQuietly(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException ignored) {
      // The first failure is the one to report.
    }
  }

  /** Writes {@code text} as UTF-8. See {@link #write(Path, Content)}. */
  public static void writeText(Path file, String text) {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Creates {@code folder} and its parents.
   *
   * @throws InputException where that is impossible
   */
  public static void createFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InputException("cannot create the folder " + folder + ": " + reason(e), e);
    }
  }

  /**
   * The text of {@code file}, which is UTF-8, with or without a byte order mark.
   *
   * @throws InputException naming the file, where it cannot be read or is not UTF-8
   */
  public static String readText(Path file) {
    try {
      if (Files.isDirectory(file)) throw new InputException("cannot read " + file + ": it is a folder; name a file");
      String text = Files.readString(file);
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new InputException(file + " is not UTF-8 text; save it as UTF-8", e);
    } catch (IOException e) {
      throw new InputException("cannot read " + file + ": " + reason(e), e);
    } catch (OutOfMemoryError e) {
      throw new InputException("cannot read " + file + ": it is too large", e);
    }
  }

  /** What went wrong, without the names of Java's classes. */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) return "permission denied";
    if (e instanceof FileAlreadyExistsException f) return f.getFile() + " is a file, not a folder";
    if (e instanceof NoSuchFileException f) return "no such file or folder: " + f.getFile();
    if (e instanceof NotDirectoryException f) return f.getFile() + " is not a folder";
    if (e instanceof DirectoryNotEmptyException f) return "the folder " + f.getFile() + " is not empty";
    if (e instanceof FileSystemLoopException f) return "the folder " + f.getFile() + " contains itself by a link";
    if (e instanceof FileSystemException f && f.getReason() != null) return f.getReason();
    if (e instanceof EOFException) return "it ends too early";
    if (e instanceof CharacterCodingException) return "it is not UTF-8 text";
    return e.getMessage() == null ? "input or output failed" : Shown.text(e.getMessage());
  }
}
