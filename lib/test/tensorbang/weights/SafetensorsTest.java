package tensorbang.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tensorbang.InputException;

class SafetensorsTest {
  @TempDir
  Path folder;

  Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("net.safetensors");
  }

  @Test
  void writesTheBytesOfTheFormat() throws IOException {
    var arrays = new LinkedHashMap<String, FloatArray>();
    arrays.put("weight", FloatArray.of(new int[] {1, 2}, 1, -2));
    arrays.put("bias", FloatArray.scalar(0.5f));
    Safetensors.write(file, arrays, Map.of("format", "pt"));

    String json =
        """
        {"__metadata__":{"format":"pt"},\
        "weight":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},\
        "bias":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}""";
    String padded = json + " ".repeat((8 - json.length() % 8) % 8);
    byte[] data = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0, 0, 0, 0, 0x3f};
    assertArrayEquals(bytes(padded.length(), padded, data), Files.readAllBytes(file));
  }

  @Test
  void theSameContentGivesTheSameBytesWhateverTheOrderOfTheMetadata() throws IOException {
    var forward = new LinkedHashMap<String, String>();
    forward.put("a", "1");
    forward.put("b", "2");
    var backward = new LinkedHashMap<String, String>();
    backward.put("b", "2");
    backward.put("a", "1");
    Path second = folder.resolve("second.safetensors");
    Map<String, FloatArray> arrays = Map.of("w", FloatArray.vector(1, 2, 3));
    Safetensors.write(file, arrays, forward);
    Safetensors.write(second, arrays, backward);
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(second));
  }

  @Test
  void whatIsWrittenIsReadBackBitForBitAndInOrder() {
    float[] many = new float[100_003];
    for (int i = 0; i < many.length; i++) many[i] = i * 0.37f - 11;
    var arrays = new LinkedHashMap<String, FloatArray>();
    arrays.put("z/ünïcode \"name\"", FloatArray.of(new int[] {100_003}, many));
    arrays.put("special", FloatArray.vector(Float.NaN, Float.NEGATIVE_INFINITY, -0f, Float.MIN_VALUE));
    arrays.put("empty", FloatArray.of(new int[] {3, 0, 2}));
    arrays.put("a", FloatArray.scalar(7));
    Map<String, String> metadata = Map.of("seed", "42", "note", "two\nlines");
    Safetensors.write(file, arrays, metadata);

    Safetensors.Content content = Safetensors.read(file);
    assertEquals(arrays, content.arrays());
    assertEquals(List.copyOf(arrays.keySet()), List.copyOf(content.arrays().keySet()));
    assertEquals(metadata, content.metadata());
  }

  @Test
  void aFileWithoutArraysIsSound() {
    Safetensors.write(file, Map.of(), Map.of());
    assertTrue(Safetensors.read(file).arrays().isEmpty());
  }

  @Test
  void refusesToWriteAnArrayUnderTheReservedName() {
    Map<String, FloatArray> arrays = Map.of("__metadata__", FloatArray.scalar(1));
    assertThrows(IllegalArgumentException.class, () -> Safetensors.write(file, arrays, Map.of()));
    assertFalse(Files.exists(file));
  }

  @Test
  void readsArraysInHeaderOrderWhereverTheirDataLies() throws IOException {
    String json =
        """
        {"b":{"dtype":"F16","shape":[2],"data_offsets":[8,12]},"none":{"dtype":"F32","shape":[0],"data_offsets":[8,8]},\
        "a":{"dtype":"I64","shape":[],"data_offsets":[0,8],"comment":[{"ignored":1}]}}""";
    byte[] data = {5, 0, 0, 0, 0, 0, 0, 0, 0, 0x3c, 0, (byte) 0xc0};
    Files.write(file, bytes(json.length(), json, data));
    var expected = new LinkedHashMap<String, FloatArray>();
    expected.put("b", FloatArray.vector(1, -2));
    expected.put("none", FloatArray.vector());
    expected.put("a", FloatArray.scalar(5));
    Safetensors.Content content = Safetensors.read(file);
    assertEquals(expected, content.arrays());
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(content.arrays().keySet()));
  }

  @Test
  void refusesArraysAndMetadataWithoutEnd() throws IOException {
    writeArrays(50_001);
    assertRefused("it has more than 50,000 arrays");
    StringBuilder json = new StringBuilder("{\"__metadata__\":{\"x\":\"\"");
    for (int i = 0; i < 10_000; i++) json.append(",\"").append(i).append("\":\"\"");
    Files.write(file, bytes(json.length() + 2, json.append("}}").toString(), new byte[0]));
    assertRefused("it has more than 10,000 entries of __metadata__");
  }

  @Test
  @Timeout(60) // a buffer for each array took minutes
  void readsFiftyThousandArraysOfNothing() throws IOException {
    writeArrays(50_000);
    assertEquals(50_000, Safetensors.read(file).arrays().size());
  }

  private void writeArrays(int count) throws IOException {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < count; i++)
      json.append(i == 0 ? "" : ",").append("\"" + i + "\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}");
    Files.write(file, bytes(json.length() + 1, json.append('}').toString(), new byte[0]));
  }

  @Test
  void aHostileNameIsCutAndEscaped() throws IOException {
    String json = "{\"\\u001b[2J" + "a".repeat(40_000) + "\":{\"dtype\":\"" + "b".repeat(1_000_000)
        + "\",\"shape\":[],\"data_offsets\":[0,0]}}";
    Files.write(file, bytes(json.length(), json, new byte[0]));
    String message =
        assertThrows(InputException.class, () -> Safetensors.read(file)).getMessage();
    assertTrue(message.contains("\\u001b[2Jaaa") && message.contains("not supported"), message);
    assertTrue(message.length() < 1000, message);
  }

  /** Each header stands before eight bytes of data. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                                                 | does not start with '{'",
        "{                                                                  | the header is not valid",
        "{} {}                                                              | text after its last '}'",
        "{\"a\":1}                                                          | 'a' lacks a dtype",
        "{\"a\\nb\":1}                                                       | 'a\\u000ab' lacks a dtype",
        "{\"a\":null}                                                       | 'a' lacks a dtype",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}                          | data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":null,\"data_offsets\":[0,8]}}  | lacks a dtype, a shape",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}} | 'a'",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[\"2\"],\"data_offsets\":[0,8]}} | 'a'",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}  | negative dimension",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}   | has 8 bytes, but F32[3] needs 12",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}     | data_offsets [0]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}   | data_offsets [8, 0]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}  | data_offsets [-8, 0]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}  | truncated",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,17179869184]}} | 2^31 - 1",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}   | 4 bytes that belong to no array",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}   | follows a gap",
        "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[8],\"data_offsets\":[0,8]}} | type F8_E4M3, which is not supported",
        "{\"__metadata__\":[]}                                              | __metadata__ is not an object",
        "{\"__metadata__\":{\"epoch\":3}}                                   | not a string: 'epoch'",
      })
  void refusesAHeaderThatBreaksTheFormat(String json, String reason) throws IOException {
    Files.write(file, bytes(json.length(), json, new byte[8]));
    assertRefused(reason);
  }

  @Test
  void refusesArraysThatOverlap() throws IOException {
    String json =
        """
        {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""";
    Files.write(file, bytes(json.length(), json, new byte[12]));
    assertRefused("'b' overlaps the array before it");
  }

  @Test
  void refusesANameThatComesTwice() throws IOException {
    String json =
        """
        {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""";
    Files.write(file, bytes(json.length(), json, new byte[8]));
    assertRefused("duplicate field 'a'");
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    Safetensors.write(file, Map.of("w", FloatArray.vector(1, 2, 3)), Map.of());
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThrows(InputException.class, () -> Safetensors.read(file));
    }
  }

  @ParameterizedTest
  @CsvSource({"100000001, more than 100 MB", "-1, 18446744073709551615 bytes", "99999999, truncated"})
  void refusesAHeaderLengthBeyondTheFileOrTheLimit(long headerBytes, String reason) throws IOException {
    Files.write(file, bytes(headerBytes, "{}", new byte[0]));
    assertRefused(reason);
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertRefused("no such file");
  }

  private void assertRefused(String reason) {
    String message =
        assertThrows(InputException.class, () -> Safetensors.read(file)).getMessage();
    assertTrue(message.contains(file.toString()) && message.contains(reason), message);
    assertFalse(message.contains("\n"), message);
  }

  private static byte[] bytes(long headerBytes, String json, byte[] data) {
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + header.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(headerBytes)
        .put(header)
        .put(data)
        .array();
  }
}
