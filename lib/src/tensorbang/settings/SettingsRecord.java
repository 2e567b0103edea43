package tensorbang.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;

/** Records with one or more components replaced. */
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
    Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Object[] arguments = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        components[i].getAccessor().setAccessible(true);
        String name = components[i].getName();
        arguments[i] = values.containsKey(name) ? values.get(name) : components[i].getAccessor().invoke(record);
      }
      Constructor<?> constructor = record.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return (R) constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException known) throw known;
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
