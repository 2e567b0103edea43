package tensorbang.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tensorbang.InputException;
import tensorbang.Suggestion;

/**
 * The implementations of one interface by name: those of the library and those that a user registers. A label such as
 * {@code focal:2} chooses one and gives its arguments; it is what stands on the command line, in YAML and in JSON.
 *
 * @param <T> the interface
 */
public final class Registry<T> {
  /** Makes an implementation from the arguments of a label. */
  @FunctionalInterface
  public interface Factory<T> {
    /** @throws InputException if an argument is out of range */
    T create(Arguments arguments);
  }

  private record Entry<T>(String usage, Factory<T> factory) {}

  private final String setting;
  private final Map<String, Entry<T>> entries = new LinkedHashMap<>();

  /** @param setting what the labels are values of, for error messages: {@code loss} */
  public Registry(String setting) {
    this.setting = setting;
  }

  /**
   * Adds an implementation.
   *
   * @param usage the label's form, beginning with its name: {@code cosine}, or {@code focal[:GAMMA]}
   * @throws IllegalArgumentException if the name is taken
   */
  public synchronized Registry<T> register(String usage, Factory<T> factory) {
    String name = usage.split("[:\\[]", 2)[0];
    if (entries.putIfAbsent(name, new Entry<>(usage, factory)) != null)
      throw new IllegalArgumentException(setting + " " + name + " is registered already");
    return this;
  }

  /**
   * The implementation that {@code label} asks for: {@code NAME} or {@code NAME:ARGUMENT,ARGUMENT}.
   *
   * @throws InputException if there is none of that name, or it does not take these arguments
   */
  public synchronized T parse(String label) {
    int colon = label.indexOf(':');
    String name = colon < 0 ? label : label.substring(0, colon);
    Entry<T> entry = entries.get(name);
    if (entry == null)
      throw InputException.of(
          setting, label, "expected one of " + usage() + Suggestion.didYouMean(name, entries.keySet()));
    List<String> values =
        colon < 0 ? List.of() : List.of(label.substring(colon + 1).split(",", -1));
    Arguments arguments = new Arguments(setting, label, entry.usage, values);
    T made = entry.factory.create(arguments);
    arguments.checkAllRead();
    return made;
  }

  /** The names, in the order in which they were registered. */
  public synchronized List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /** All forms of a label, for help texts: {@code cross-entropy, focal[:GAMMA]}. */
  public synchronized String usage() {
    return entries.values().stream().map(Entry::usage).collect(Collectors.joining(", "));
  }
}
