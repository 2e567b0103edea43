package tensorbang;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.file.Path;

/** Records as JSON: snake_case names, two-space indents, and null for a number that is not finite. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper()
      .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
      .enable(SerializationFeature.INDENT_OUTPUT)
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
      .registerModule(new SimpleModule()
          .addSerializer(Double.class, new FiniteOrNull())
          .addSerializer(Double.TYPE, new FiniteOrNull())
          .addDeserializer(Double.class, new NullAsNaN())
          .addDeserializer(Double.TYPE, new NullAsNaN()));

  private Json() {}

  /** {@code value} as JSON text, ending with a line break. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** {@code value} as a JSON tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** A JSON tree as maps, lists, text, numbers and booleans. */
  public static Object value(JsonNode tree) {
    return MAPPER.convertValue(tree, Object.class);
  }

  /** Reads {@code text}, which came from {@code source}.
   *
   * @throws InputException naming {@code source} if it does not hold a {@code type} */
  public static <T> T read(String text, Class<T> type, Object source) {
    try {
      T value = MAPPER.readValue(text, type);
      if (value == null) throw new InputException(source + " is empty");
      return value;
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof InputException wrong) throw wrong;
      throw new InputException(source + " is damaged: " + complaint(e), e);
    }
  }

  /** @throws InputException if {@code file} cannot be read or does not hold a {@code type} */
  public static <T> T read(Path file, Class<T> type) {
    return read(AtomicFile.readText(file), type, file);
  }

  /** What is wrong, on one line and in a reader's words: {@code line 3: unexpected end of input}. */
  public static String complaint(JsonProcessingException e) {
    return JsonComplaint.of(e);
  }

  private static final class FiniteOrNull extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider) throws IOException {
      if (Double.isFinite(value)) out.writeNumber(value);
      else out.writeNull();
    }
  }

  private static final class NullAsNaN extends JsonDeserializer<Double> {
    @Override
    public Double deserialize(JsonParser in, DeserializationContext context) throws IOException {
      if (in.currentToken().isNumeric()) return in.getDoubleValue();
      return (Double) context.handleUnexpectedToken(Double.class, in);
    }

    @Override
    public Double getNullValue(DeserializationContext context) {
      return Double.NaN;
    }
  }
}
