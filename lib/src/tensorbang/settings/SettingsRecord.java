package tensorbang.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Records made of components by name. */
public final class SettingsRecord {
  private SettingsRecord() {}

  /**
   * {@code record} with other values of some components.
   *
   * @param values by the component's name in Java
   * @throws RuntimeException what the record's constructor throws
   */
  @SuppressWarnings("unchecked")
  public static <R extends Record> R with(R record, Map<String, Object> values) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Map<String, Object> all = new HashMap<>(values);
    try {
      for (RecordComponent component : components) {
        component.getAccessor().setAccessible(true);
        if (!values.containsKey(component.getName()))
          all.put(component.getName(), component.getAccessor().invoke(record));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return (R) create(record.getClass(), all);
  }

  /**
   * A record of the given components.
   *
   * @param values all of them, by the component's name in Java
   * @throws RuntimeException what the record's constructor throws
   */
  public static <R extends Record> R create(Class<R> type, Map<String, Object> values) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(
          Arrays.stream(components).map(c -> values.get(c.getName())).toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException known) throw known;
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
