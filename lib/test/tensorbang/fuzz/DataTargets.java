package tensorbang.fuzz;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import tensorbang.InputException;
import tensorbang.data.cifar.CifarFolder;
import tensorbang.data.cifar.CifarReader;
import tensorbang.data.cifar.Download;
import tensorbang.data.cifar.TinyCifar;
import tensorbang.data.cifar.UnavailableException;
import tensorbang.data.pictures.ImageFile;
import tensorbang.data.pictures.UnlabelledImages;
import tensorbang.fuzz.Target.Kind;

/** Readers of images: pictures, folders of them, CIFAR's files and archives. */
final class DataTargets {
  static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

  private static final Download.Patience NONE =
      new Download.Patience(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));

  private DataTargets() {}

  static List<Target> all() throws IOException {
    Map<String, byte[]> cifar = TinyCifar.files();
    byte[] archive = TinyCifar.archive(cifar);
    return List.of(
        new Target(
            "picture",
            Kind.BINARY,
            pictures(),
            (in, at) -> ImageFile.read(Files.write(at.resolve("a.png"), in), 32, 32)),
        Target.of("raw-images", Kind.BINARY, new byte[2 * 3 * 4 * 4], DataTargets::rawImages),
        Target.of("picture-folder", Kind.TEXT, PictureListing.SAMPLE, PictureListing::read),
        Target.of("cifar-images", Kind.FIXED_LENGTH, cifar.get("a.bin"), (in, at) -> cifar("a.bin", in, at)),
        Target.of("cifar-sizes", Kind.BINARY, cifar.get("a.bin"), (in, at) -> cifar("a.bin", in, at)),
        Target.of("cifar-classes", Kind.TEXT, cifar.get("names.txt"), (in, at) -> cifar("names.txt", in, at)),
        Target.of("archive", Kind.BINARY, archive, DataTargets::archive),
        Target.of("archive-tar", Kind.BINARY, gunzipped(archive), (in, at) -> archive(gzipped(in), at)));
  }

  private static List<byte[]> pictures() throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (int type : new int[] {
      BufferedImage.TYPE_INT_RGB,
      BufferedImage.TYPE_4BYTE_ABGR,
      BufferedImage.TYPE_BYTE_INDEXED,
      BufferedImage.TYPE_USHORT_GRAY
    })
      for (String format : List.of("png", "gif", "bmp", "jpeg")) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (ImageIO.write(noise(type), format, out)) all.add(out.toByteArray());
      }
    all.add(written("jpeg"));
    all.add(written("png"));
    return all;
  }

  /** Progressive or interlaced. */
  private static byte[] written(String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam progressive = writer.getDefaultWriteParam();
    progressive.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    try (var stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(noise(BufferedImage.TYPE_INT_RGB), null, null), progressive);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private static BufferedImage noise(int type) {
    BufferedImage image = new BufferedImage(20, 12, type);
    Random random = new Random(1);
    for (int y = 0; y < 12; y++) for (int x = 0; x < 20; x++) image.setRGB(x, y, random.nextInt() | 0xff << 24);
    return image;
  }

  private static void rawImages(byte[] input, Path folder) throws IOException {
    Path file = Files.write(folder.resolve("images.bin"), input);
    try (UnlabelledImages images = UnlabelledImages.open(file, 4, 4, 3)) {
      while (!images.next(100).ids().isEmpty()) continue;
    }
  }

  private static void cifar(String name, byte[] input, Path folder) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>(TinyCifar.files());
    files.put(name, input);
    TinyCifar.write(folder, files);
    CifarReader.read(TinyCifar.format(new byte[0]), folder);
  }

  /** An archive whose checksum is right, whatever it holds: after a failure nothing may be left of it but the lock. */
  private static void archive(byte[] input, Path folder) throws IOException {
    Files.write(folder.resolve("tiny.tar.gz"), input);
    try {
      new CifarFolder(TinyCifar.format(input), folder).get(NONE, NOWHERE);
    } catch (UnavailableException e) {
      throw new IllegalStateException(e);
    } catch (InputException e) {
      try (var left = Files.list(folder)) {
        if (left.filter(file -> !file.endsWith(".lock")).count() > 1)
          throw new IllegalStateException("something is left of a bad archive", e);
      }
      throw e;
    }
  }

  private static byte[] gzipped(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] gunzipped(byte[] content) throws IOException {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(content))) {
      return gzip.readAllBytes();
    }
  }
}
