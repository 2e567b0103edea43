package tensorbang.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tensorbang.Json;
import tensorbang.data.cifar.TinyCifar;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/** What two folders of results have in common: all but times, the machine, locks and logs. */
final class Folders {
  private static final Set<String> LEFT_OUT = Set.of(".lock", "log.txt");
  private static final List<String> TIMES = List.of("seconds", "images_per_second", "environment");

  private Folders() {}

  /** The files that one has and the other has not, or that differ. */
  static Set<String> differences(Path one, Path other) throws IOException {
    Map<String, String> first = contents(one);
    Map<String, String> second = contents(other);
    Set<String> names = new TreeSet<>(first.keySet());
    names.addAll(second.keySet());
    names.removeIf(name -> Objects.equals(first.get(name), second.get(name)));
    return names;
  }

  static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) return;
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    }
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList())
        if (!LEFT_OUT.contains(file.getFileName().toString()))
          contents.put(folder.relativize(file).toString(), content(file));
    }
    return contents;
  }

  private static String content(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.equals("checkpoint.safetensors")) return arrays(file);
    if (!name.endsWith(".json")) return TinyCifar.sha256(Files.readAllBytes(file));
    JsonNode json = Json.read(file, JsonNode.class);
    for (String time : TIMES) for (JsonNode parent : json.findParents(time)) ((ObjectNode) parent).remove(time);
    return json.toString();
  }

  /** The variables alone: the position has times. */
  private static String arrays(Path file) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(Safetensors.read(file).arrays())
        .forEach(
            (name, array) -> text.append(name).append(' ').append(hash(array)).append('\n'));
    return text.toString();
  }

  private static String hash(FloatArray array) {
    StringBuilder bits = new StringBuilder();
    for (float value : array.values()) bits.append(HexFormat.of().toHexDigits(Float.floatToRawIntBits(value)));
    return bits.toString();
  }
}
