package tensorbang.experiment.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.Suggestion;
import tensorbang.nets.NetOptions;
import tensorbang.report.ShortNumber;
import tensorbang.train.TrainConfig;

/**
 * The settings of a training run by name, as in JSON and, with underscores, as on the command line. What can be chosen
 * within the network, such as {@code batch_norm}, stands beside the others.
 */
public final class Settings {
  private static final String NET = "net";
  private static final String NET_OPTIONS = "net_options";

  private Settings() {}

  /** All settings of {@code config}, in its order; of the network's options those that it has. */
  public static Map<String, JsonNode> of(TrainConfig config) {
    Map<String, JsonNode> all = new LinkedHashMap<>();
    tree(config)
        .properties()
        .forEach(
            setting -> {
              if (!setting.getKey().equals(NET_OPTIONS)) all.put(setting.getKey(), setting.getValue());
              else setting.getValue().properties().forEach(o -> all.put(o.getKey(), o.getValue()));
            });
    return all;
  }

  /**
   * {@code base} with other values of some settings. Another {@code net} brings its own standard options.
   *
   * @throws InputException naming the setting, if there is none of that name or it cannot have that value
   */
  public static TrainConfig change(TrainConfig base, Map<String, ?> changes) {
    ObjectNode tree = tree(base);
    if (changes.containsKey(NET) && !base.net().equals(changes.get(NET))) tree.putObject(NET_OPTIONS);
    changes.forEach(
        (name, value) -> {
          if (isNetOption(name)) tree.withObject("/" + NET_OPTIONS).set(name, netOption(name, value));
          else tree.set(name, value(name, tree.get(name), value));
        });
    return Json.read(tree.toString(), TrainConfig.class, "the configuration");
  }

  /** All names there are. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    tree(TrainConfig.DEFAULTS).fieldNames().forEachRemaining(names::add);
    names.remove(NET_OPTIONS);
    for (RecordComponent option : NetOptions.class.getRecordComponents()) names.add(snakeCase(option));
    return names;
  }

  /** Whether it is a choice within the network, which not every network has. */
  public static boolean isNetOption(String name) {
    return netOptionType(name) != null;
  }

  /** {@code lr 0.1}, {@code batch norm}, {@code no batch norm}, {@code swish}: a setting's value in a few words. */
  public static String describe(String name, JsonNode value) {
    String words = name.replace('_', ' ');
    if (value == null || value.isNull()) return "no " + words;
    if (value.isBoolean()) return value.booleanValue() ? words : "no " + words;
    if (value.isNumber()) return describe(name, value.doubleValue());
    return value.asText().equals("none") ? "no " + words : value.asText();
  }

  /** What an axis of its values is called. */
  public static String words(String name) {
    return name.equals("lr") ? "learning rate" : name.replace('_', ' ');
  }

  public static String describe(String name, double value) {
    return name.replace('_', ' ') + " " + ShortNumber.text(value);
  }

  private static ObjectNode tree(TrainConfig config) {
    return Json.read(Json.write(config), ObjectNode.class, "the configuration");
  }

  private static JsonNode value(String name, JsonNode old, Object given) {
    if (old == null || name.equals(NET_OPTIONS))
      throw new InputException("there is no setting " + name + Suggestion.didYouMean(name, names()));
    JsonNode value = json(given);
    if (old.isIntegralNumber()) return wholeNumber(name, value);
    if (old.isNumber() && !value.isNumber()) throw wrong(name, value, "a number");
    if (old.isBoolean() && !value.isBoolean()) throw wrong(name, value, "true or false");
    if (old.isTextual() && !value.isTextual()) throw wrong(name, value, "a name");
    return value;
  }

  private static JsonNode netOption(String name, Object given) {
    JsonNode value = json(given);
    Class<?> type = netOptionType(name);
    if (type == Integer.class) return wholeNumber(name, value);
    if (type == Boolean.class && !value.isBoolean()) throw wrong(name, value, "true or false");
    if (type.isEnum()) {
      List<String> labels = Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
      if (!labels.contains(value.asText()))
        throw wrong(name, value, "one of " + labels.stream().collect(Collectors.joining(", ")));
    }
    return value;
  }

  private static JsonNode wholeNumber(String name, JsonNode value) {
    if (!value.isNumber() || value.doubleValue() != Math.rint(value.doubleValue()))
      throw wrong(name, value, "a whole number");
    return LongNode.valueOf(value.longValue());
  }

  private static InputException wrong(String name, JsonNode value, String expected) {
    return new InputException(name + " " + value.asText(value.toString()) + ": expected " + expected);
  }

  private static JsonNode json(Object value) {
    return Json.read(Json.write(value), JsonNode.class, "a setting");
  }

  private static Class<?> netOptionType(String name) {
    for (RecordComponent option : NetOptions.class.getRecordComponents())
      if (snakeCase(option).equals(name)) return option.getType();
    return null;
  }

  private static String snakeCase(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
  }
}
