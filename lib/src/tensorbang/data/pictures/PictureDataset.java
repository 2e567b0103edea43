package tensorbang.data.pictures;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;
import tensorbang.data.StratifiedSplit;
import tensorbang.random.RandomStreams;

/**
 * A data set from a folder of pictures: see {@link PictureTree} for its layout and {@link ImageFile} for the formats.
 *
 * <p>Every picture is stretched or squeezed to a square of the size asked for, as Keras's
 * {@code image_dataset_from_directory} does by default, and as {@link ImageFile} does for one picture; so a network
 * sees pictures in the same way in training and afterwards. The images of a part are in a fixed random order.
 *
 * <p>The data set is called after its folder and a fingerprint of the pictures used: {@code pets-3f9a12bc}. The
 * fingerprint is the beginning of a SHA-256 of all their relative paths and bytes. A picture that is added, removed,
 * renamed or edited gives another name; copying the folder elsewhere does not.
 */
public final class PictureDataset {
  private static final int CHANNELS = 3;
  private static final int FINGERPRINT_DIGITS = 8;
  private static final int SHOWN = 3;
  private static final long SEED = 0;

  private final PictureTree tree;
  private final int side;

  private PictureDataset(PictureTree tree, int side) {
    this.tree = tree;
    this.side = side;
  }

  /**
   * Reads all pictures, in parallel.
   *
   * @param side of the square images, in pixels
   * @param testShare where the folder is not divided into parts: the share of the pictures of every class, in (0, 1),
   *     that is for testing; which ones these are is fixed
   * @param skipUnreadable leave out files that cannot be read, and list them on {@code log}, instead of refusing the
   *     folder
   * @throws InputException where the folder is not right, a file cannot be read, or the images do not fit into memory
   */
  public static Dataset read(Path folder, int side, double testShare, boolean skipUnreadable, PrintStream log) {
    return new PictureDataset(PictureTree.scan(folder), side).read(testShare, skipUnreadable, log);
  }

  /**
   * The class names of a folder of pictures, none of which is read.
   *
   * @throws InputException where the folder is not right
   */
  public static List<String> classes(Path folder) {
    return PictureTree.scan(folder).classes();
  }

  private Dataset read(double testShare, boolean skipUnreadable, PrintStream log) {
    List<PictureTree.File> files = tree.files();
    log.printf(
        "reading %,d pictures of %d classes from %s%n",
        files.size(), tree.classes().size(), tree.root());
    byte[] pixels = Resize.allocate(files.size(), side, CHANNELS);
    String[] faults = new String[files.size()];
    byte[][] hashes = new byte[files.size()][];
    IntStream.range(0, files.size()).parallel().forEach(i -> readFile(i, pixels, faults, hashes));

    int[] read = IntStream.range(0, files.size()).filter(i -> faults[i] == null).toArray();
    if (read.length < files.size()) {
      if (!skipUnreadable)
        throw InputException.of(
            "dataset",
            tree.root(),
            unreadable(faults) + "; repair or remove them, or leave them out with the setting skip_unreadable");
      log.println("left out: " + unreadable(faults));
    }
    int[] labels = files.stream().mapToInt(PictureTree.File::label).toArray();
    ImageSet all = new ImageSet(pixels, labels, side, side, CHANNELS);
    return dataset(name(read, hashes), all, read, testShare);
  }

  private void readFile(int i, byte[] pixels, String[] faults, byte[][] hashes) {
    Path path = tree.files().get(i).path();
    try {
      byte[] image = ImageFile.read(path, side, side);
      System.arraycopy(image, 0, pixels, i * image.length, image.length);
      hashes[i] = hash(i);
    } catch (InputException e) {
      String reason = e.getMessage();
      faults[i] =
          reason.startsWith(path.toString()) ? reason.substring(path.toString().length()) : reason;
    } catch (IOException e) {
      faults[i] = AtomicFile.reason(e);
    }
  }

  private String unreadable(String[] faults) {
    List<String> shown = new ArrayList<>();
    int count = 0;
    for (int i = 0; i < faults.length; i++) {
      if (faults[i] == null || ++count > SHOWN) continue;
      shown.add(tree.relative(tree.files().get(i)) + " (" + faults[i].replaceFirst("^[\\s:]+", "") + ")");
    }
    String more = count > SHOWN ? String.format(" and %,d more", count - SHOWN) : "";
    return String.format("%,d of %,d files cannot be read: ", count, faults.length) + String.join(", ", shown) + more;
  }

  private Dataset dataset(String name, ImageSet all, int[] read, double testShare) {
    int[] train = ofPart(PictureTree.Part.TRAIN, read);
    int[] test = ofPart(PictureTree.Part.TEST, read);
    int[] validation = ofPart(PictureTree.Part.VALIDATION, read);
    for (int c = 0; c < tree.classes().size(); c++) {
      int label = c;
      if (IntStream.of(train).noneMatch(i -> all.label(i) == label))
        throw InputException.of(
            "dataset",
            tree.root(),
            "no training picture of the class " + tree.classes().get(c));
    }
    if (!tree.isDivided()) {
      int[] candidates = train;
      StratifiedSplit split =
          StratifiedSplit.of(IntStream.of(train).map(all::label).toArray(), "test");
      int n = (int) Math.round(testShare * train.length);
      if (n < 1 || n > split.most())
        throw InputException.of(
            "test_share",
            testShare,
            String.format(
                "of %,d pictures leaves none for testing, or a class without training pictures", train.length));
      StratifiedSplit.Parts parts = split.take(n);
      test = IntStream.of(parts.taken()).map(i -> candidates[i]).toArray();
      train = IntStream.of(parts.rest()).map(i -> candidates[i]).toArray();
    }
    if (test.length == 0) throw InputException.of("dataset", tree.root(), "no test picture can be read");
    return new Dataset(
        name,
        tree.classes(),
        select(all, train, "train"),
        select(all, test, "test"),
        select(all, validation, "validation"));
  }

  private int[] ofPart(PictureTree.Part part, int[] read) {
    return IntStream.of(read).filter(i -> tree.files().get(i).part() == part).toArray();
  }

  private static ImageSet select(ImageSet all, int[] indices, String part) {
    int[] order = RandomStreams.permutation(indices.length, RandomStreams.of(SEED, "pictures/" + part, 0));
    return all.select(IntStream.of(order).map(i -> indices[i]).toArray());
  }

  private String name(int[] read, byte[][] hashes) {
    MessageDigest digest = sha256();
    for (int i : read) digest.update(hashes[i]);
    String fingerprint = HexFormat.of().formatHex(digest.digest()).substring(0, FINGERPRINT_DIGITS);
    return tree.root().toAbsolutePath().normalize().getFileName() + "-" + fingerprint;
  }

  private byte[] hash(int i) throws IOException {
    MessageDigest digest = sha256();
    digest.update(tree.relative(tree.files().get(i)).getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    try (InputStream in =
        new DigestInputStream(Files.newInputStream(tree.files().get(i).path()), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
