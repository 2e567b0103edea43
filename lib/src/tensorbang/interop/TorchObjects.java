package tensorbang.interop;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tensorbang.weights.ElementType;

/** The few classes and functions that a checkpoint needs: ordered dicts, storages, tensors. Any other is refused. */
final class TorchObjects implements Unpickler.Classes {
  private static final Map<String, ElementType> STORAGE_TYPES = Map.ofEntries(
      Map.entry("torch.DoubleStorage", ElementType.F64),
      Map.entry("torch.FloatStorage", ElementType.F32),
      Map.entry("torch.HalfStorage", ElementType.F16),
      Map.entry("torch.BFloat16Storage", ElementType.BF16),
      Map.entry("torch.LongStorage", ElementType.I64),
      Map.entry("torch.IntStorage", ElementType.I32),
      Map.entry("torch.ShortStorage", ElementType.I16),
      Map.entry("torch.CharStorage", ElementType.I8),
      Map.entry("torch.ByteStorage", ElementType.U8),
      Map.entry("torch.BoolStorage", ElementType.BOOL));

  /** More than any network for CIFAR has by far. */
  private static final int MAX_STORAGES = 20_000;

  /** Entries of lists that may be copied in all: a pickle may have the same long list copied a million times. */
  private static final int MAX_COPIED = 4_000_000;

  private final Map<String, TorchStorage> storages = new HashMap<>();
  private int copied;

  /** The storages that were referred to, by key. */
  Map<String, TorchStorage> storages() {
    return storages;
  }

  @Override
  public Object find(String name) throws Malformed {
    ElementType type = STORAGE_TYPES.get(name);
    if (type != null) return type;
    Unpickler.Function function =
        switch (name) {
          case "collections.OrderedDict" -> this::orderedDict;
          case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" -> TorchObjects::tensor;
          case "torch._utils._rebuild_parameter" -> arguments -> argument(arguments, 0, TorchTensor.class);
          default ->
            throw new Malformed(
                "it holds an object of the class " + name + ", which is not read; save model.state_dict() instead");
        };
    return function;
  }

  /** {@code ('storage', type, key, device, element count)}, and in the stream format a view, which must be None. */
  @Override
  public Object persistent(Object id) throws Malformed {
    if (!(id instanceof List<?> parts) || parts.size() < 5 || !"storage".equals(parts.get(0))) {
      throw new Malformed("it refers to something that is no storage");
    }
    if (parts.size() > 5 && parts.get(5) != null) {
      throw new Malformed("it has views of storages, which only PyTorch before 1.0 wrote");
    }
    String key = argument(parts, 2, String.class);
    long elements = argument(parts, 4, Long.class);
    TorchStorage storage;
    try {
      storage = new TorchStorage(key, argument(parts, 1, ElementType.class), elements);
    } catch (IllegalArgumentException e) {
      throw new Malformed("its storage '" + key + "' has " + elements + " elements; up to 2 GiB are read");
    }
    TorchStorage known = storages.putIfAbsent(key, storage);
    if (storages.size() > MAX_STORAGES) throw new Malformed("it has more than " + MAX_STORAGES + " storages");
    if (known != null && !known.equals(storage)) throw new Malformed("it has two storages '" + key + "'");
    return storage;
  }

  /** {@code OrderedDict()}; Python 2 wrote {@code OrderedDict([[key, value], …])}. */
  private Map<Object, Object> orderedDict(List<?> arguments) throws Malformed {
    Map<Object, Object> dict = new LinkedHashMap<>();
    List<?> items = arguments.isEmpty() ? List.of() : argument(arguments, 0, List.class);
    copied += items.size();
    if (copied > MAX_COPIED) throw new Malformed("it has dicts of more than " + MAX_COPIED + " entries");
    for (Object item : items) {
      if (!(item instanceof List<?> pair) || pair.size() != 2) throw new Malformed("it has a dict without pairs");
      dict.put(Unpickler.key(pair.get(0)), pair.get(1));
    }
    return dict;
  }

  /** {@code (storage, offset, size, stride)}; later versions add what a tensor needs in training. */
  private static TorchTensor tensor(List<?> arguments) throws Malformed {
    return TorchTensor.of(
        argument(arguments, 0, TorchStorage.class),
        argument(arguments, 1, Long.class),
        longs(argument(arguments, 2, List.class)),
        longs(argument(arguments, 3, List.class)));
  }

  private static long[] longs(List<?> list) throws Malformed {
    if (list.size() > TorchTensor.MAX_DIMENSIONS)
      throw new Malformed("it has a tensor of " + list.size() + " dimensions");
    long[] longs = new long[list.size()];
    for (int i = 0; i < longs.length; i++) longs[i] = argument(list, i, Long.class);
    return longs;
  }

  private static <T> T argument(List<?> arguments, int index, Class<T> type) throws Malformed {
    Object argument = index < arguments.size() ? arguments.get(index) : null;
    if (!type.isInstance(argument)) throw new Malformed("its pickle describes a tensor or dict wrongly");
    return type.cast(argument);
  }
}
