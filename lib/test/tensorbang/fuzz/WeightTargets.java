package tensorbang.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tensorbang.fuzz.Target.Kind;
import tensorbang.interop.SampleCheckpoints;
import tensorbang.interop.StateDictFile;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/** Readers of other tools' weights: PyTorch's files and safetensors. */
final class WeightTargets {
  private WeightTargets() {}

  static List<Target> all() throws IOException {
    byte[] safetensors = safetensors();
    return List.of(
        new Target("torch-file", Kind.BINARY, SampleCheckpoints.files(), (in, at) -> read("net.pt", in, at)),
        new Target(
            "torch-pickle-zip",
            Kind.BINARY,
            SampleCheckpoints.pickles(),
            (in, at) -> read("net.pt", SampleCheckpoints.zip(in), at)),
        new Target(
            "torch-pickle-stream",
            Kind.BINARY,
            SampleCheckpoints.pickles(),
            (in, at) -> read("net.pt", SampleCheckpoints.stream(in), at)),
        Target.of("safetensors", Kind.BINARY, safetensors, (in, at) -> read("net.safetensors", in, at)),
        Target.of(
            "safetensors-header",
            Kind.TEXT,
            header(safetensors),
            (in, at) -> read("net.safetensors", withLength(in), at)));
  }

  private static void read(String name, byte[] content, Path folder) throws IOException {
    StateDictFile.read(Files.write(folder.resolve(name), content));
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
}
