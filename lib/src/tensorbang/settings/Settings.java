package tensorbang.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Values that were chosen for settings, by name, in the order in which they were chosen: {@code
 * Settings.NONE.set("net", "simplenn").set("lr", 0.01)}. What is not chosen is left to defaults.
 *
 * @param values numbers, booleans, text, or JSON
 */
public record Settings(Map<String, Object> values) {
  public static final Settings NONE = new Settings(Map.of());

  public Settings {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** These, and {@code name} set to {@code value}. */
  public Settings set(String name, Object value) {
    return with(Map.of(name, value));
  }

  /** These, and those of {@code others}, which win. */
  public Settings with(Settings others) {
    return with(others.values);
  }

  /** These, and those of {@code others}, which win. */
  public Settings with(Map<String, ?> others) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.putAll(others);
    return new Settings(all);
  }

  /** These, but for those called {@code names}. */
  public Settings without(Set<String> names) {
    Map<String, Object> rest = new LinkedHashMap<>(values);
    rest.keySet().removeAll(names);
    return new Settings(rest);
  }

  public boolean contains(String name) {
    return values.containsKey(name);
  }

  /** The value of {@code name}, or null. */
  public Object get(String name) {
    return values.get(name);
  }

  public Set<String> names() {
    return values.keySet();
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }
}
