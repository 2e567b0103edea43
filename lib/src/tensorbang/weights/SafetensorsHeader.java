package tensorbang.weights;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tensorbang.AtomicFile;
import tensorbang.Json;
import tensorbang.Shown;

/**
 * The JSON header of a safetensors file: the position of each array in the data that follows, and free text.
 *
 * @param arrays by name, in the order of the header
 * @param metadata the entry {@code __metadata__}
 */
record SafetensorsHeader(LinkedHashMap<String, Entry> arrays, Map<String, String> metadata) {
  static final String METADATA = "__metadata__";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** More than any network for small images has by far. */
  private static final int MAX_ARRAYS = 50_000;

  private static final int MAX_METADATA = 10_000;

  /** As many as PyTorch's own loops take. */
  private static final int MAX_DIMENSIONS = 64;

  /** What the header says about one array; {@code offsets} are its first byte and the one after its last. */
  record Entry(String dtype, int[] shape, @JsonProperty("data_offsets") long[] offsets) {}

  /** The header breaks the format; the message says how, on one line whatever the names in the file are. */
  static final class Invalid extends Exception {
    private static final long serialVersionUID = 1;
    private static final int MOST_CHARACTERS = 400;

    Invalid(String message) {
      super(Shown.text(message, MOST_CHARACTERS), null, false, false);
    }
  }

  /** The header as UTF-8 JSON. */
  byte[] toJson() throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    if (!metadata.isEmpty()) json.put(METADATA, metadata);
    json.putAll(arrays);
    return JSON.writeValueAsBytes(json);
  }

  /**
   * Reads and checks a header, one entry at a time, so that a hostile one does not fill the memory.
   *
   * @param dataBytes the length of the data that follows the header; the arrays must cover it without gap or overlap
   */
  static SafetensorsHeader parse(byte[] json, long dataBytes) throws Invalid {
    if (json.length == 0 || json[0] != '{') throw new Invalid("the header does not start with '{'");
    LinkedHashMap<String, Entry> arrays = new LinkedHashMap<>();
    Map<String, String> metadata = new TreeMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        if (arrays.size() == MAX_ARRAYS) throw tooMany("arrays", MAX_ARRAYS);
        if (name.equals(METADATA)) {
          readMetadata(parser, metadata);
        } else {
          arrays.put(name, readEntry(parser, name));
        }
      }
      if (parser.nextToken() != null) throw new Invalid("the header has text after its last '}'");
    } catch (JsonProcessingException e) {
      throw new Invalid("the header is not valid: " + Json.complaint(e));
    } catch (IOException e) {
      throw new Invalid("the header is not valid: " + AtomicFile.reason(e));
    }
    checkOffsets(arrays, dataBytes);
    return new SafetensorsHeader(arrays, metadata);
  }

  private static void readMetadata(JsonParser parser, Map<String, String> metadata) throws IOException, Invalid {
    if (!parser.isExpectedStartObjectToken()) throw new Invalid(METADATA + " is not an object");
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      if (parser.nextToken() != JsonToken.VALUE_STRING) {
        throw new Invalid(METADATA + " has a value that is not a string: '" + Shown.text(key) + "'");
      }
      metadata.put(key, parser.getText());
      if (metadata.size() > MAX_METADATA) throw tooMany("entries of " + METADATA, MAX_METADATA);
    }
  }

  private static Invalid tooMany(String what, int most) {
    return new Invalid(String.format(Locale.ROOT, "it has more than %,d %s", most, what));
  }

  private static Entry readEntry(JsonParser parser, String name) throws IOException, Invalid {
    if (parser.currentToken() != JsonToken.START_OBJECT) throw lacking(name);
    String dtype = null;
    long[] shape = null;
    long[] offsets = null;
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      switch (key) {
        case "dtype" -> dtype = token == JsonToken.VALUE_STRING ? parser.getText() : null;
        case "shape" -> shape = wholeNumbers(parser, name, key);
        case "data_offsets" -> offsets = wholeNumbers(parser, name, key);
        default -> parser.skipChildren();
      }
    }
    if (dtype == null || shape == null || offsets == null) throw lacking(name);
    int[] lengths = new int[shape.length];
    for (int d = 0; d < lengths.length; d++) {
      if (shape[d] > Integer.MAX_VALUE) throw new Invalid("'" + Shown.text(name) + "' has more than 2^31 - 1 elements");
      lengths[d] = (int) Math.max(-1, shape[d]);
    }
    Entry entry = new Entry(dtype, lengths, offsets);
    checkSize(Shown.text(name), entry);
    return entry;
  }

  private static long[] wholeNumbers(JsonParser parser, String name, String key) throws IOException, Invalid {
    long[] numbers = new long[MAX_DIMENSIONS];
    int count = 0;
    if (parser.currentToken() == JsonToken.VALUE_NULL) return null;
    if (parser.currentToken() != JsonToken.START_ARRAY) throw noNumbers(name, key);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT || count == MAX_DIMENSIONS) throw noNumbers(name, key);
      if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) throw noNumbers(name, key);
      numbers[count++] = parser.getLongValue();
    }
    return Arrays.copyOf(numbers, count);
  }

  private static Invalid lacking(String name) {
    return new Invalid("'" + Shown.text(name) + "' lacks a dtype, a shape or data_offsets");
  }

  private static Invalid noNumbers(String name, String key) {
    return new Invalid(
        "'%s': %s is not a list of at most %d whole numbers".formatted(Shown.text(name), key, MAX_DIMENSIONS));
  }

  private static void checkSize(String name, Entry entry) throws Invalid {
    ElementType type = type(name, entry);
    if (entry.offsets.length != 2 || entry.offsets[0] < 0 || entry.offsets[0] > entry.offsets[1]) {
      throw new Invalid("'" + name + "' has the data_offsets " + Arrays.toString(entry.offsets));
    }
    long bytes = entry.offsets[1] - entry.offsets[0];
    try {
      long expected = (long) FloatArray.elements(entry.shape) * type.bytes();
      if (bytes != expected) {
        throw new Invalid("'%s' has %d bytes, but %s%s needs %d"
            .formatted(name, bytes, type, Arrays.toString(entry.shape), expected));
      }
    } catch (IllegalArgumentException e) {
      throw new Invalid("'" + name + "': " + e.getMessage());
    }
  }

  static ElementType type(String name, Entry entry) throws Invalid {
    try {
      return ElementType.valueOf(entry.dtype);
    } catch (IllegalArgumentException e) {
      throw new Invalid(
          "'" + Shown.text(name) + "' is of the type " + Shown.text(entry.dtype) + ", which is not supported");
    }
  }

  private static void checkOffsets(LinkedHashMap<String, Entry> arrays, long dataBytes) throws Invalid {
    List<Map.Entry<String, Entry>> inFile = arrays.entrySet().stream()
        .sorted(Comparator.<Map.Entry<String, Entry>>comparingLong(e -> e.getValue().offsets[0])
            .thenComparingLong(e -> e.getValue().offsets[1]))
        .toList();
    long end = 0;
    for (Map.Entry<String, Entry> array : inFile) {
      long[] offsets = array.getValue().offsets;
      if (offsets[1] > dataBytes) {
        throw new Invalid("the file is truncated: '%s' ends at byte %d of the data, and there are %d"
            .formatted(Shown.text(array.getKey()), offsets[1], dataBytes));
      }
      if (offsets[0] != end) {
        String what = offsets[0] < end ? "overlaps the array before it" : "follows a gap";
        throw new Invalid(
            "'%s' %s: it starts at byte %d, not %d".formatted(Shown.text(array.getKey()), what, offsets[0], end));
      }
      end = offsets[1];
    }
    if (end != dataBytes) throw new Invalid("the file has " + (dataBytes - end) + " bytes that belong to no array");
  }
}
