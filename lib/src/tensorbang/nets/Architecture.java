package tensorbang.nets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import tensorbang.InputException;
import tensorbang.Json;
import tensorbang.Suggestion;
import tensorbang.nn.Net;
import tensorbang.settings.SettingSpec;
import tensorbang.settings.SettingsRecord;

/**
 * A network under its name, with the choices that it offers: the components of its record that are marked with {@link
 * tensorbang.settings.Setting}. A network that is no record offers none.
 *
 * @param standard the network for a number of classes, with its default choices
 */
public record Architecture(String name, IntFunction<? extends Net> standard) {
  private static final int ANY_CLASSES = 10;

  /** The choices, in the order of the record's components. */
  public List<SettingSpec> settings() {
    return SettingSpec.of(standard.apply(ANY_CLASSES).getClass());
  }

  /**
   * All choices by name, as JSON values: those of {@code given}, and the defaults for the others.
   *
   * @throws InputException if a choice is given that the network does not offer, or one cannot have its value
   */
  public Map<String, Object> options(Map<String, ?> given) {
    return values(create(given, ANY_CLASSES));
  }

  /** The choices made in {@code net}, by name, as JSON values. */
  private static Map<String, Object> values(Net net) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (SettingSpec choice : SettingSpec.of(net.getClass())) {
      Object value = choice.valueIn((Record) net);
      boolean isJson = value instanceof Number || value instanceof Boolean;
      values.put(choice.name(), isJson ? value : value.toString());
    }
    return values;
  }

  /**
   * The network.
   *
   * @param given choices that differ from the defaults
   * @throws InputException as {@link #options}
   */
  public Net create(Map<String, ?> given, int classes) {
    Net net = standard.apply(classes);
    if (given.isEmpty()) return net;
    Map<String, Object> changed = new LinkedHashMap<>();
    given.forEach((name, value) -> {
      SettingSpec choice = choice(name);
      changed.put(choice.component().getName(), choice.parse(Json.tree(value)));
    });
    return (Net) SettingsRecord.with((Record) net, changed);
  }

  private SettingSpec choice(String setting) {
    List<SettingSpec> all = settings();
    for (SettingSpec choice : all) if (choice.name().equals(setting)) return choice;
    List<String> names = all.stream().map(SettingSpec::name).toList();
    throw InputException.of(
        setting, "", "the network " + name + " has no such option" + Suggestion.didYouMean(setting, names));
  }
}
