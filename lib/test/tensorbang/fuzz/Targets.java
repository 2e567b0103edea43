package tensorbang.fuzz;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
import tensorbang.Json;
import tensorbang.Yaml;
import tensorbang.data.cifar.CifarFolder;
import tensorbang.data.cifar.CifarReader;
import tensorbang.data.cifar.Download;
import tensorbang.data.cifar.TinyCifar;
import tensorbang.data.cifar.UnavailableException;
import tensorbang.data.pictures.ImageFile;
import tensorbang.experiment.settings.ExperimentFile;
import tensorbang.experiment.settings.Made;
import tensorbang.fuzz.Target.Kind;
import tensorbang.interop.SampleCheckpoints;
import tensorbang.interop.StateDictFile;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/** Every reader of files that others may have written. */
final class Targets {
  private static final Download.Patience NONE =
      new Download.Patience(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));
  private static final String EXPERIMENT =
      """
      # what differs
      name: momentum
      title: Momentum of SimpleNN
      base: {net: simplenn, lr: 1e-2, epochs: 15, dataset: shapes10}
      variations:
        plain: {nesterov: false}
        Nesterov: {nesterov: true, weight_decay: 0.0005}
      sweep:
        momentum: [0, 0.5, 0.9, 0.99]
      seeds: [42, 43, 44]
      """;

  private Targets() {}

  static List<Target> all() throws IOException {
    return List.of(
        new Target(
            "picture",
            Kind.BINARY,
            pictures(),
            (in, at) -> ImageFile.read(Files.write(at.resolve("a.png"), in), 32, 32)),
        new Target(
            "cifar-images",
            Kind.FIXED_LENGTH,
            List.of(TinyCifar.files().get("a.bin")),
            (in, at) -> cifar("a.bin", in, at)),
        new Target(
            "cifar-classes",
            Kind.TEXT,
            List.of(TinyCifar.files().get("names.txt")),
            (in, at) -> cifar("names.txt", in, at)),
        new Target("archive", Kind.BINARY, List.of(TinyCifar.archive(TinyCifar.files())), Targets::archive),
        new Target(
            "archive-tar",
            Kind.BINARY,
            List.of(gunzipped(TinyCifar.archive(TinyCifar.files()))),
            (in, at) -> archive(gzipped(in), at)),
        new Target(
            "torch-file",
            Kind.BINARY,
            SampleCheckpoints.files(),
            (in, at) -> StateDictFile.read(Files.write(at.resolve("net.pt"), in))),
        new Target(
            "torch-pickle-zip",
            Kind.BINARY,
            SampleCheckpoints.pickles(),
            (in, at) -> StateDictFile.read(Files.write(at.resolve("net.pt"), SampleCheckpoints.zip(in)))),
        new Target(
            "torch-pickle-stream",
            Kind.BINARY,
            SampleCheckpoints.pickles(),
            (in, at) -> StateDictFile.read(Files.write(at.resolve("net.pt"), SampleCheckpoints.stream(in)))),
        new Target(
            "safetensors",
            Kind.BINARY,
            List.of(safetensors()),
            (in, at) -> StateDictFile.read(Files.write(at.resolve("net.safetensors"), in))),
        new Target(
            "safetensors-header",
            Kind.TEXT,
            List.of(header(safetensors())),
            (in, at) -> StateDictFile.read(Files.write(at.resolve("net.safetensors"), withLength(in)))),
        new Target(
            "yaml", Kind.TEXT, List.of(utf8(EXPERIMENT)), (in, at) -> Yaml.read(Files.write(at.resolve("a.yaml"), in))),
        new Target(
            "experiment",
            Kind.TEXT,
            List.of(utf8(EXPERIMENT)),
            (in, at) -> ExperimentFile.read(Files.write(at.resolve("a.yaml"), in))),
        new Target(
            "config",
            Kind.TEXT,
            List.of(utf8(Json.write(TrainConfig.DEFAULTS))),
            (in, at) -> Json.read(Files.write(at.resolve("config.json"), in), TrainConfig.class)),
        new Target("metrics", Kind.TEXT, List.of(metrics()), (in, at) -> {
          Files.write(at.resolve(Metrics.FILE), in);
          Metrics.read(at);
        }));
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

  private static void cifar(String name, byte[] input, Path folder) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>(TinyCifar.files());
    files.put(name, input);
    TinyCifar.write(folder, files);
    CifarReader.read(TinyCifar.format(new byte[0]), folder);
  }

  /** An archive whose checksum is right, whatever it holds: after a failure nothing may be left of it. */
  private static void archive(byte[] input, Path folder) throws IOException {
    Files.write(folder.resolve("tiny.tar.gz"), input);
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    try {
      new CifarFolder(TinyCifar.format(input), folder).get(NONE, nowhere);
    } catch (UnavailableException e) {
      throw new IllegalStateException(e);
    } catch (InputException e) {
      try (var left = Files.list(folder)) {
        if (left.count() > 1) throw new IllegalStateException("something is left of a bad archive", e);
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

  private static byte[] safetensors() throws IOException {
    Path file = Files.createTempFile("sample", ".safetensors");
    try {
      Map<String, FloatArray> arrays = new LinkedHashMap<>();
      arrays.put("conv1/kernel", FloatArray.of(new int[] {1, 2, 2, 1}, 1, 2, 3, 4));
      arrays.put("dense1/bias", FloatArray.vector(5, 6));
      Safetensors.write(file, arrays, Map.of("format", "pt"));
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }

  private static byte[] header(byte[] safetensors) {
    int length =
        (int) ByteBuffer.wrap(safetensors).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return Arrays.copyOfRange(safetensors, 8, 8 + length);
  }

  /** A file of the header, with its right length before it and 24 bytes of data behind. */
  private static byte[] withLength(byte[] header) {
    ByteBuffer file = ByteBuffer.allocate(8 + header.length + 24).order(ByteOrder.LITTLE_ENDIAN);
    return file.putLong(header.length).put(header).array();
  }

  private static byte[] metrics() {
    return utf8(Json.write(Made.metrics(TrainConfig.DEFAULTS, Metrics.Status.FINISHED, 0.1, 0.5, 0.4)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
