package tensorbang.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small PyTorch files for other packages' tests. */
public final class SampleCheckpoints {
  private static final byte[] BYTES = Pickle.floats(1, 2, 3, 4, 5, 6);

  private SampleCheckpoints() {}

  /** A zip file and a stream. */
  public static List<byte[]> files() {
    byte[] pickle = pickles().get(0);
    return List.of(zip(pickle), stream(pickle));
  }

  /** The pickled object alone, of a bare state dict and of one among other things. */
  public static List<byte[]> pickles() {
    Pickle dict = new Pickle()
        .global("collections", "OrderedDict")
        .op(')')
        .op('R')
        .op('q')
        .op(0)
        .op('(');
    dict.string("conv1.weight").tensor("FloatStorage", "a", 6, 0, new int[] {3, 2}, 1, 3);
    dict.string("conv1.bias")
        .tensor("FloatStorage", "b", 6, 2, new int[] {2}, 3)
        .op('u');
    dict.op('}').string("_metadata").op('}').op('s').op('b');
    Pickle nested =
        new Pickle().op('}').op('(').string("epoch").ints(200).string("lr").op('G');
    nested
        .raw(Pickle.little(8).putDouble(0.1))
        .string("names")
        .op(']')
        .op('(')
        .string("a")
        .string("b")
        .op('e');
    nested
        .string("state_dict")
        .op('}')
        .op('(')
        .string("module.w")
        .vector("a", 6)
        .string("module.v")
        .vector("b", 6);
    return List.of(dict.stop(), nested.op('u').op('u').stop());
  }

  /** The zip format around a pickle. */
  public static byte[] zip(byte[] pickle) {
    return file(TorchCheckpointTest.Format.ZIP, pickle);
  }

  /** The format before it. */
  public static byte[] stream(byte[] pickle) {
    return file(TorchCheckpointTest.Format.STREAM, pickle);
  }

  private static byte[] file(TorchCheckpointTest.Format format, byte[] pickle) {
    Map<String, TorchCheckpointTest.Storage> storages = new LinkedHashMap<>();
    storages.put("a", new TorchCheckpointTest.Storage(6, BYTES));
    storages.put("b", new TorchCheckpointTest.Storage(6, BYTES));
    try {
      return format.file(pickle, storages);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
