package tensorbang;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Jackson found wrong, without the names of its classes and of those that it fills. */
final class JsonComplaint {
  private JsonComplaint() {}

  static String of(JsonProcessingException e) {
    if (e instanceof JsonMappingException mapping) {
      String path = path(mapping);
      String key = path.isEmpty() ? "" : Shown.text(path) + ": ";
      if (e instanceof InvalidFormatException format)
        return key + "expected " + expected(format.getTargetType()) + ", not " + shown(format.getValue());
      if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null)
        return key + "expected " + expected(mismatch.getTargetType());
      if (e.getCause() instanceof JsonProcessingException cause && cause != e) return key + of(cause);
      return key + "has a value that it cannot have";
    }
    return line(e.getLocation()) + Shown.text(plain(e.getOriginalMessage()));
  }

  /** {@code base.lr} or {@code epochs[2].seconds}. */
  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference part : e.getPath()) {
      if (part.getFieldName() == null) path.append('[').append(part.getIndex()).append(']');
      else path.append(path.isEmpty() ? "" : ".").append(part.getFieldName());
    }
    return path.toString();
  }

  private static String expected(Class<?> type) {
    if (type.isEnum()) {
      Stream<Field> constants = Arrays.stream(type.getFields()).filter(Field::isEnumConstant);
      return "one of " + constants.map(JsonComplaint::label).collect(Collectors.joining(", "));
    }
    if (type == boolean.class || type == Boolean.class) return "true or false";
    if (type == float.class || type == double.class || type == Double.class || type == Float.class) return "a number";
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) return "a whole number within range";
    if (CharSequence.class.isAssignableFrom(type)) return "text";
    if (type.isArray() || Collection.class.isAssignableFrom(type)) return "a list";
    if (JsonNode.class.isAssignableFrom(type)) return "another kind of value";
    return "an object: names with their values in {}";
  }

  private static String label(Field constant) {
    JsonProperty name = constant.getAnnotation(JsonProperty.class);
    return name == null ? constant.getName() : name.value();
  }

  private static String shown(Object value) {
    return value instanceof String text ? "\"" + Shown.text(text) + "\"" : Shown.text(String.valueOf(value));
  }

  private static String line(JsonLocation at) {
    return at == null || at.getLineNr() < 1 ? "" : "line " + at.getLineNr() + ": ";
  }

  /** Without the method of Jackson that a limit is read from, and with the first letter small. */
  private static String plain(String message) {
    String first = message == null ? "" : message.lines().findFirst().orElse("");
    first = first
        .replaceAll("\\s*\\(from `[^`]*`\\)|, from `[^`]*`", "")
        .replaceAll("\\(for Object starting at \\[Source.*", "");
    first = first.replaceAll(", got this instead: <.*", "");
    first = first.replaceAll("(start marker at )?\\[Source: [^]]*\\]", "");
    first = first.replaceAll("\\s*\\(\\)|\\s*\\($", "").strip();
    return first.isEmpty() ? "not JSON" : Character.toLowerCase(first.charAt(0)) + first.substring(1);
  }
}
