package tensorbang.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Assign;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import tensorbang.random.RandomStreams;
import tensorbang.tf.NativeStderr;
import tensorbang.weights.FloatArray;

/**
 * The named float32 variables of one graph: weights, moving averages and the optimizer's state. A second request for a
 * name gives the same variable, which is how the training and the inference graph share them.
 */
public final class Variables {
  /** One variable. */
  public record Entry(String name, int[] shape, Initializer initializer, Role role, Variable<TFloat32> variable) {
    public long size() {
      long size = 1;
      for (int d : shape) size *= d;
      return size;
    }
  }

  /** A variable was asked for with another shape than before. */
  public static final class ShapeException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    ShapeException(String name) {
      super("two shapes for the variable " + name);
    }
  }

  private record Setter(Placeholder<TFloat32> value, Assign<TFloat32> assign) {}

  private final Ops tf;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Setter> setters = new LinkedHashMap<>();

  public Variables(Ops tf) {
    this.tf = tf;
  }

  /** The variable of that name, made at the first call. */
  public Entry get(String name, int[] shape, Initializer initializer, Role role) {
    Entry known = entries.get(name);
    if (known != null) {
      if (!Arrays.equals(known.shape, shape)) throw new ShapeException(name);
      return known;
    }
    long[] dimensions = Arrays.stream(shape).asLongStream().toArray();
    Ops at = tf.withName(name.replace('/', '.'));
    Entry entry = new Entry(name, shape, initializer, role, at.variable(Shape.of(dimensions), TFloat32.class));
    Placeholder<TFloat32> value = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(dimensions)));
    setters.put(name, new Setter(value, tf.assign(entry.variable, value)));
    entries.put(name, entry);
    return entry;
  }

  public List<Entry> all() {
    return List.copyOf(entries.values());
  }

  public List<Entry> trainable() {
    return entries.values().stream().filter(e -> e.role().trainable()).toList();
  }

  /** Those that make up the network: all but the optimizer's. */
  public List<Entry> ofNetwork() {
    return entries.values().stream().filter(e -> e.role() != Role.OPTIMIZER).toList();
  }

  /** Gives every variable its initial value, see {@link #initial}. */
  public void initialize(Session session, long seed) {
    assign(session, all(), entry -> initial(entry, seed));
  }

  /**
   * The initial value of every variable. Each is drawn from its own stream of {@code seed}, so that adding a layer
   * leaves the others' values alone.
   */
  public LinkedHashMap<String, FloatArray> initial(long seed) {
    LinkedHashMap<String, FloatArray> values = new LinkedHashMap<>();
    for (Entry entry : entries.values()) values.put(entry.name, initial(entry, seed));
    return values;
  }

  private static FloatArray initial(Entry entry, long seed) {
    float[] values = new float[(int) entry.size()];
    entry.initializer.fill(values, entry.shape, RandomStreams.of(seed, entry.name, 0));
    return new FloatArray(entry.shape, values);
  }

  /** Sets those variables whose names are in {@code arrays}; shapes must agree. */
  public void load(Session session, Map<String, FloatArray> arrays) {
    List<Entry> wanted = new ArrayList<>();
    for (Entry entry : entries.values()) if (arrays.containsKey(entry.name)) wanted.add(entry);
    assign(session, wanted, entry -> arrays.get(entry.name));
  }

  /** Reads {@code wanted} out of the session, in that order. */
  public static LinkedHashMap<String, FloatArray> read(Session session, List<Entry> wanted) {
    LinkedHashMap<String, FloatArray> arrays = new LinkedHashMap<>();
    if (wanted.isEmpty()) return arrays;
    Session.Runner runner = session.runner();
    for (Entry entry : wanted) runner.fetch(entry.variable);
    try (var result = NativeStderr.silenced(runner::run)) {
      for (int i = 0; i < wanted.size(); i++) {
        Entry entry = wanted.get(i);
        float[] values = new float[(int) entry.size()];
        ((TFloat32) result.get(i)).copyTo(DataBuffers.of(values, false, false));
        arrays.put(entry.name, new FloatArray(entry.shape, values));
      }
    }
    return arrays;
  }

  private void assign(Session session, List<Entry> wanted, Function<Entry, FloatArray> values) {
    if (wanted.isEmpty()) return;
    Session.Runner runner = session.runner();
    List<TFloat32> tensors = new ArrayList<>();
    try {
      for (Entry entry : wanted) {
        FloatArray array = values.apply(entry);
        if (!Arrays.equals(array.shape(), entry.shape))
          throw new IllegalArgumentException(entry.name + " has the shape " + Arrays.toString(array.shape())
              + ", expected " + Arrays.toString(entry.shape));
        FloatDataBuffer data = DataBuffers.of(array.values(), true, false);
        TFloat32 tensor = TFloat32.tensorOf(entry.variable.shape(), data);
        tensors.add(tensor);
        Setter setter = setters.get(entry.name);
        runner.feed(setter.value, tensor).addTarget(setter.assign);
      }
      NativeStderr.silenced(runner::run).close();
    } finally {
      tensors.forEach(TFloat32::close);
    }
  }
}
