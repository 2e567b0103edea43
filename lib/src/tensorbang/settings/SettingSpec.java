package tensorbang.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tensorbang.InputException;

/**
 * One setting of a record: its name, type and range, taken from a component with {@link Setting}. A component may be a
 * number, a boolean, a string, an enum (whose constants are named by {@code toString()}), or of a class with a public
 * static method {@code parse(String)}.
 *
 * @param name in snake_case
 * @param component that it is the setting of
 */
public record SettingSpec(String name, RecordComponent component, Setting about) {
  /** The settings of {@code type}, in the order of its components; those without {@link Setting} are left out. */
  public static List<SettingSpec> of(Class<?> type) {
    if (!type.isRecord()) return List.of();
    return Arrays.stream(type.getRecordComponents())
        .filter(c -> c.isAnnotationPresent(Setting.class))
        .map(c -> new SettingSpec(snakeCase(c.getName()), c, c.getAnnotation(Setting.class)))
        .toList();
  }

  public Class<?> type() {
    return component.getType();
  }

  public boolean isBoolean() {
    return type() == boolean.class;
  }

  /** {@code weightDecay} is {@code weight_decay}. */
  public static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** The value in {@code record}. */
  public Object valueIn(Record record) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The default that {@link Setting#standard} states. */
  public Object standard() {
    return parse(about.standard());
  }

  /**
   * The value that {@code given} stands for: JSON of the right kind, or any kind as text.
   *
   * @throws InputException naming the setting, if it is of another kind or out of range
   */
  public Object parse(JsonNode given) {
    Object value = ofType(given);
    if (value instanceof Number number) checkRange(number);
    return value;
  }

  /** The value that {@code text} stands for; see {@link #parse(JsonNode)}. */
  public Object parse(String text) {
    return parse(TextNode.valueOf(text));
  }

  private Object ofType(JsonNode given) {
    Class<?> type = type();
    if (type == boolean.class) {
      if (given.isBoolean()) return given.booleanValue();
      if (given.isTextual() && given.asText().matches("true|false")) return Boolean.valueOf(given.asText());
      throw wrong(given, "expected true or false");
    }
    if (type == int.class) return (int) whole(given, Integer.MIN_VALUE, Integer.MAX_VALUE);
    if (type == long.class) return whole(given, Long.MIN_VALUE, Long.MAX_VALUE);
    if (type == double.class) return number(given);
    if (!given.isTextual()) throw wrong(given, "expected a name");
    String text = given.asText();
    if (type == String.class) return text;
    return type.isEnum() ? constant(type, text) : parsed(type, text);
  }

  private long whole(JsonNode given, long least, long most) {
    try {
      if (given.isNumber() || given.isTextual()) {
        long value = given.isNumber() ? given.decimalValue().longValueExact() : Long.parseLong(given.asText());
        if (value >= least && value <= most) return value;
        throw wrong(given, "must be " + least + " to " + most);
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // The same complaint.
    }
    throw wrong(given, "expected a whole number");
  }

  private double number(JsonNode given) {
    if (given.isNumber()) return given.doubleValue();
    if (given.isNull()) return Double.NaN;
    try {
      if (given.isTextual()) return Double.parseDouble(given.asText());
    } catch (NumberFormatException e) {
      // The same complaint.
    }
    throw wrong(given, "expected a number");
  }

  private Object constant(Class<?> type, String text) {
    for (Object constant : type.getEnumConstants()) if (constant.toString().equalsIgnoreCase(text)) return constant;
    throw InputException.of(
        name,
        text,
        "expected one of "
            + Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", ")));
  }

  private static Object parsed(Class<?> type, String text) {
    try {
      return type.getMethod("parse", String.class).invoke(null, text);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException known) throw known;
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no public static parse(String)", e);
    }
  }

  /**
   * Makes sure that a number is in range.
   *
   * @throws InputException naming the setting, if not
   */
  public void checkRange(Number number) {
    double value = number.doubleValue();
    boolean inRange = value >= about.min()
        && value <= about.max()
        && value > about.above()
        && value < about.below()
        && Double.isFinite(value);
    if (!inRange) throw InputException.of(name, number, "must be " + range());
  }

  /** {@code at least 1}, {@code 0 to 3}, {@code at least 0 and below 1}, {@code a positive number}. */
  private String range() {
    if (about.above() == 0 && !bounded(about.below())) return "a positive number";
    if (bounded(about.min()) && bounded(about.max())) return shown(about.min()) + " to " + shown(about.max());
    String least = bounded(about.min())
        ? "at least " + shown(about.min())
        : bounded(about.above()) ? "above " + shown(about.above()) : "";
    String most = bounded(about.max())
        ? "at most " + shown(about.max())
        : bounded(about.below()) ? "below " + shown(about.below()) : "";
    if (least.isEmpty() && most.isEmpty()) return "a finite number";
    return least.isEmpty() || most.isEmpty() ? least + most : least + " and " + most;
  }

  private static boolean bounded(double bound) {
    return Double.isFinite(bound);
  }

  private static String shown(double bound) {
    return bound == Math.rint(bound) && Math.abs(bound) < 1e15 ? String.valueOf((long) bound) : String.valueOf(bound);
  }

  private InputException wrong(JsonNode given, String complaint) {
    return InputException.of(name, given.isValueNode() ? given.asText() : given.toString(), complaint);
  }
}
