package tensorbang.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tensorbang.InputException;
import tensorbang.weights.FloatArray;

class TorchCheckpointTest {
  private static final byte[] ONE_TWO_THREE = Pickle.floats(1, 2, 3);

  @TempDir
  Path folder;

  /** The two container formats. */
  enum Format {
    ZIP {
      @Override
      byte[] file(byte[] object, Map<String, Storage> storages) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("net/data.pkl", object);
        files.put("net/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
        storages.forEach((key, storage) -> files.put("net/data/" + key, storage.bytes));
        files.put("net/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        return zip(files);
      }
    },
    STREAM {
      @Override
      byte[] file(byte[] object, Map<String, Storage> storages) {
        var out = new ByteArrayOutputStream();
        byte[] magic = {0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a, (byte) 0xa8, 0x50, 0x19};
        out.writeBytes(new Pickle().op(0x8a).op(10).raw(ByteBuffer.wrap(magic)).stop());
        out.writeBytes(new Pickle().ints(1001).stop());
        out.writeBytes(
            new Pickle().op('}').string("little_endian").op(0x88).op('s').stop());
        out.writeBytes(object);
        Pickle keys = new Pickle().op(']').op('(');
        storages.keySet().forEach(keys::string);
        out.writeBytes(keys.op('e').stop());
        for (Storage storage : storages.values()) {
          out.writeBytes(Pickle.little(8).putLong(storage.elements).array());
          out.writeBytes(storage.bytes);
        }
        return out.toByteArray();
      }
    };

    abstract byte[] file(byte[] object, Map<String, Storage> storages) throws IOException;
  }

  record Storage(int elements, byte[] bytes) {}

  @ParameterizedTest
  @EnumSource
  void readsABareStateDictInOrder(Format format) throws IOException {
    byte[] dict = new Pickle()
        .global("collections", "OrderedDict")
        .op(')')
        .op('R')
        .op('(')
        .string("z")
        .vector("1", 3)
        .string("a")
        .vector("0", 1)
        .op('u')
        .op('}')
        .string("_metadata")
        .op('}')
        .op('s')
        .op('b') // an attribute of the dict
        .stop();
    var storages = new LinkedHashMap<String, Storage>();
    storages.put("0", new Storage(1, Pickle.floats(-0.5f)));
    storages.put("1", new Storage(3, ONE_TWO_THREE));
    LinkedHashMap<String, FloatArray> arrays = read(format.file(dict, storages));
    assertEquals(List.of("z", "a"), List.copyOf(arrays.keySet()));
    assertEquals(FloatArray.vector(1, 2, 3), arrays.get("z"));
    assertEquals(FloatArray.vector(-0.5f), arrays.get("a"));
  }

  @ParameterizedTest
  @EnumSource
  void convertsEveryElementType(Format format) throws IOException {
    var storages = new LinkedHashMap<String, Storage>();
    Pickle dict = new Pickle().op('}').op('(');
    add(dict, storages, "DoubleStorage", 2, Pickle.little(16).putDouble(0.1).putDouble(-2));
    add(dict, storages, "FloatStorage", 2, Pickle.little(8).putFloat(0.1f).putFloat(-2));
    add(
        dict,
        storages,
        "HalfStorage",
        2,
        Pickle.little(4).putShort((short) 0x3555).putShort((short) 0xc000));
    add(
        dict,
        storages,
        "BFloat16Storage",
        2,
        Pickle.little(4).putShort((short) 0x3dcd).putShort((short) 0xc000));
    add(dict, storages, "LongStorage", 2, Pickle.little(16).putLong(391).putLong(-2));
    add(dict, storages, "IntStorage", 2, Pickle.little(8).putInt(391).putInt(-2));
    add(
        dict,
        storages,
        "ShortStorage",
        2,
        Pickle.little(4).putShort((short) 391).putShort((short) -2));
    add(dict, storages, "CharStorage", 2, Pickle.little(2).put((byte) 127).put((byte) -2));
    add(dict, storages, "ByteStorage", 2, Pickle.little(2).put((byte) 127).put((byte) -2));
    add(dict, storages, "BoolStorage", 2, Pickle.little(2).put((byte) 0).put((byte) 1));
    LinkedHashMap<String, FloatArray> arrays = read(format.file(dict.op('u').stop(), storages));

    var expected = new LinkedHashMap<String, FloatArray>();
    expected.put("DoubleStorage", FloatArray.vector(0.1f, -2));
    expected.put("FloatStorage", FloatArray.vector(0.1f, -2));
    expected.put("HalfStorage", FloatArray.vector(0x1.554p-2f, -2));
    expected.put("BFloat16Storage", FloatArray.vector(0x1.9ap-4f, -2));
    for (String type : List.of("LongStorage", "IntStorage", "ShortStorage")) {
      expected.put(type, FloatArray.vector(391, -2));
    }
    expected.put("CharStorage", FloatArray.vector(127, -2));
    expected.put("ByteStorage", FloatArray.vector(127, 254));
    expected.put("BoolStorage", FloatArray.vector(0, 1));
    assertEquals(expected, arrays);
  }

  private static void add(Pickle dict, Map<String, Storage> storages, String type, int elements, ByteBuffer bytes) {
    dict.string(type).tensor(type, "key-" + type, elements, 0, new int[] {elements}, 1);
    storages.put("key-" + type, new Storage(elements, bytes.array()));
  }

  @ParameterizedTest
  @EnumSource
  void followsStridesAndOffsetsIntoASharedStorage(Format format) throws IOException {
    Pickle dict = new Pickle().op('}').op('(');
    dict.string("transposed").tensor("FloatStorage", "s", 6, 0, new int[] {3, 2}, 1, 3);
    dict.string("last column").tensor("FloatStorage", "s", 6, 2, new int[] {2}, 3);
    dict.string("scalar").tensor("FloatStorage", "s", 6, 4, new int[0]);
    dict.string("repeated").tensor("FloatStorage", "s", 6, 5, new int[] {2, 1, 2}, 0, 99, 0);
    dict.string("empty").tensor("FloatStorage", "s", 6, 6, new int[] {0, 3}, 3, 1);
    byte[] bytes = Pickle.floats(0, 1, 2, 3, 4, 5);
    LinkedHashMap<String, FloatArray> arrays = read(format.file(dict.op('u').stop(), storage("s", 6, bytes)));
    assertEquals(FloatArray.of(new int[] {3, 2}, 0, 3, 1, 4, 2, 5), arrays.get("transposed"));
    assertEquals(FloatArray.vector(2, 5), arrays.get("last column"));
    assertEquals(FloatArray.scalar(4), arrays.get("scalar"));
    assertEquals(FloatArray.of(new int[] {2, 1, 2}, 5, 5, 5, 5), arrays.get("repeated"));
    assertEquals(FloatArray.of(new int[] {0, 3}), arrays.get("empty"));
  }

  @Test
  void readsParametersAndTheFirstKindOfTensor() throws IOException {
    Pickle dict = new Pickle().op('}').op('(').string("w");
    dict.global("torch._utils", "_rebuild_parameter").op('(');
    dict.global("torch._utils", "_rebuild_tensor")
        .op('(')
        .storage("FloatStorage", "s", 3)
        .ints(1)
        .tuple(2)
        .tuple(1);
    dict.op('t')
        .op('R')
        .op(0x88)
        .global("collections", "OrderedDict")
        .op(')')
        .op('R')
        .op('t')
        .op('R')
        .op('u');
    byte[] file = Format.STREAM.file(dict.stop(), storage("s", 3, ONE_TWO_THREE));
    assertEquals(Map.of("w", FloatArray.vector(2, 3)), read(file));
  }

  @Test
  void readsTheOrderedDictOfPython2() throws IOException {
    Pickle dict = new Pickle().global("collections", "OrderedDict");
    dict.op(']')
        .op(']')
        .op('(')
        .string("w")
        .vector("s", 3)
        .op('e')
        .op('a')
        .op(0x85)
        .op('R');
    byte[] file = Format.STREAM.file(dict.stop(), storage("s", 3, ONE_TWO_THREE));
    assertEquals(Map.of("w", FloatArray.vector(1, 2, 3)), read(file));
  }

  @Test
  void readsBigEndianZipFiles() throws IOException {
    var files = new LinkedHashMap<String, byte[]>();
    files.put(
        "a/data.pkl", new Pickle().op('}').string("w").vector("0", 1).op('s').stop());
    files.put("a/byteorder", "big".getBytes(StandardCharsets.US_ASCII));
    files.put("a/data/0", new byte[] {0x3f, (byte) 0x80, 0, 0});
    assertEquals(Map.of("w", FloatArray.vector(1)), read(zip(files)));
  }

  @ParameterizedTest
  @EnumSource
  void findsTheStateDictBesideOtherThings(Format format) throws IOException {
    Pickle root = new Pickle().op('}').op('(');
    root.string("epoch").ints(200);
    root.string("best_acc1").vector("a", 1); // a tensor, as the ImageNet example of PyTorch has it
    root.string("optimizer").op('}').string("state").op('}').op('s');
    root.string("state_dict").op('}').string("module.w").vector("s", 3).op('s').op('u');
    var storages = new LinkedHashMap<>(storage("a", 1, Pickle.floats(91.73f)));
    storages.putAll(storage("s", 3, ONE_TWO_THREE));
    assertEquals(Map.of("w", FloatArray.vector(1, 2, 3)), read(format.file(root.stop(), storages)));
  }

  @Test
  void findsTheOnlyDictOfTensorsUnderAnyName() throws IOException {
    Pickle root = new Pickle()
        .op('}')
        .op('(')
        .string("student")
        .op('}')
        .string("w")
        .vector("s", 3)
        .op('s');
    byte[] file = Format.ZIP.file(root.string("acc").ints(9).op('u').stop(), storage("s", 3, ONE_TWO_THREE));
    assertEquals(Map.of("w", FloatArray.vector(1, 2, 3)), read(file));
  }

  @Test
  void keepsThePrefixWhereNotAllNamesHaveIt() throws IOException {
    Pickle dict = new Pickle()
        .op('}')
        .op('(')
        .string("module.w")
        .vector("s", 3)
        .string("v")
        .vector("s", 3)
        .op('u');
    var arrays = read(Format.ZIP.file(dict.stop(), storage("s", 3, ONE_TWO_THREE)));
    assertEquals(List.of("module.w", "v"), List.copyOf(arrays.keySet()));
  }

  @Test
  void takesTheWrappersOfTheCompilerAndOfParallelTrainingOff() throws IOException {
    Pickle dict =
        new Pickle().op('}').string("_orig_mod.module.w").vector("s", 3).op('s');
    var arrays = read(Format.ZIP.file(dict.stop(), storage("s", 3, ONE_TWO_THREE)));
    assertEquals(List.of("w"), List.copyOf(arrays.keySet()));
  }

  @Test
  void refusesTwoStateDictsOfWhichNoneHasAUsualName() throws IOException {
    Pickle root = new Pickle()
        .op('}')
        .op('(')
        .string("generator")
        .op('}')
        .string("w")
        .vector("s", 3)
        .op('s');
    root.string("critic").op('}').string("w").vector("s", 3).op('s').op('u');
    byte[] file = Format.ZIP.file(root.stop(), storage("s", 3, ONE_TWO_THREE));
    assertRefused(file, "it holds several state dicts: generator, critic");
  }

  @Test
  void refusesWhatHoldsNoStateDict() throws IOException {
    assertRefused(Format.ZIP.file(new Pickle().ints(1).stop(), Map.of()), "it holds no state dict");
    assertRefused(Format.ZIP.file(new Pickle().op('}').stop(), Map.of()), "it holds no tensors");
    Pickle numbered = new Pickle().op('}').ints(0).vector("s", 3).op('s');
    assertRefused(Format.ZIP.file(numbered.stop(), storage("s", 3, ONE_TWO_THREE)), "numbered, not named");
    Pickle mixed = new Pickle()
        .op('}')
        .op('(')
        .string("w")
        .vector("s", 3)
        .string("lr")
        .ints(1)
        .op('u');
    assertRefused(Format.ZIP.file(mixed.stop(), storage("s", 3, ONE_TWO_THREE)), "'lr', which is no tensor");
  }

  @ParameterizedTest
  @EnumSource
  void refusesOtherClassesByNameOnOneLine(Format format) throws IOException {
    assertRefused(format.file(new Pickle().global("models.resnet", "ResNet").stop(), Map.of()), "models.resnet.ResNet");
    Pickle ansi = new Pickle().string("a\nb").string("\u001b[31mc").op(0x93);
    assertRefused(format.file(ansi.stop(), Map.of()), "the class a\\u000ab.\\u001b[31mc");
    assertRefused(
        format.file(new Pickle().storage("ComplexFloatStorage", "0", 1).stop(), Map.of()), "torch.ComplexFloatStorage");
  }

  @ParameterizedTest
  @EnumSource
  void refusesTensorsThatReachBeyondTheirStorage(Format format) throws IOException {
    int max = Integer.MAX_VALUE;
    assertTensorRefused(format, 1, new int[] {3}, 1);
    assertTensorRefused(format, 0, new int[] {2, 2}, 2, 1);
    assertTensorRefused(format, -1, new int[] {1}, 1);
    assertTensorRefused(format, 0, new int[] {2}, -1);
    assertTensorRefused(format, 0, new int[] {-1}, 1);
    assertTensorRefused(format, 0, new int[] {max, max}, 0, 0);
    assertTensorRefused(format, 0, new int[] {max, max, max}, max, max, max);
  }

  private void assertTensorRefused(Format format, int offset, int[] shape, int... strides) throws IOException {
    Pickle dict = new Pickle()
        .op('}')
        .string("w")
        .tensor("FloatStorage", "s", 3, offset, shape, strides)
        .op('s');
    assertRefused(format.file(dict.stop(), storage("s", 3, ONE_TWO_THREE)), "does not fit its storage of 3 elements");
  }

  @Test
  void refusesATensorWithoutAStrideForEachDimension() throws IOException {
    Pickle dict = new Pickle()
        .op('}')
        .string("w")
        .tensor("FloatStorage", "s", 3, 0, new int[] {3, 1}, 1)
        .op('s');
    assertRefused(Format.ZIP.file(dict.stop(), storage("s", 3, ONE_TWO_THREE)), "of 2 dimensions and 1 strides");
  }

  @ParameterizedTest
  @EnumSource
  void refusesMoreElementsThanTheFileCouldHold(Format format) throws IOException {
    Pickle dict = new Pickle().op('}').string("w");
    dict.tensor("FloatStorage", "s", 3, 0, new int[] {1000, 1000, 1000}, 0, 0, 0)
        .op('s');
    assertRefused(format.file(dict.stop(), storage("s", 3, ONE_TWO_THREE)), "too many");
  }

  @Test
  void refusesToCopyOneLongListAgainAndAgain() throws IOException {
    Pickle pickle = new Pickle().op(']').op('(');
    for (int i = 0; i < 10_000; i++) pickle.ints(i).op('N').op(0x86);
    pickle.op('e').op('q').op(0);
    for (int i = 0; i < 100_000; i++)
      pickle.op('0').global("collections", "OrderedDict").op('h').op(0).op(0x85).op('R');
    assertRefused(Format.STREAM.file(pickle.stop(), Map.of()), "dicts of more than 4000000 entries");
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(60) // reading them anew for each tensor took minutes
  void readsEachStorageOnceWhateverTheOrderOfItsTensors(Format format) throws IOException {
    int elements = 2_000_000;
    Pickle dict = new Pickle().op('}').op('(');
    for (int i = 0; i < 20_000; i++)
      dict.string("w" + i).tensor("ByteStorage", "s" + i % 2, elements, i, new int[] {1}, 1);
    var storages = new LinkedHashMap<String, Storage>();
    for (int s = 0; s < 2; s++) storages.put("s" + s, new Storage(elements, new byte[elements]));
    LinkedHashMap<String, FloatArray> arrays = read(format.file(dict.op('u').stop(), storages));
    assertEquals(20_000, arrays.size());
    assertEquals("w1", arrays.keySet().stream().skip(1).findFirst().orElseThrow());
  }

  @Test
  @Timeout(60) // searching the same dict again for each reference to it took hours
  void searchesADictForTensorsOnce() throws IOException {
    Pickle root = new Pickle().op('}').op('(').op('}').op('(');
    for (int i = 0; i < 100_000; i++) root.ints(i).op('N');
    root.op('u').op('q').op(0).op('0');
    for (int i = 0; i < 200_000; i++) root.ints(i).op('h').op(0);
    assertRefused(Format.ZIP.file(root.op('u').stop(), Map.of()), "it holds no tensors");
  }

  @Test
  void refusesKeysWithoutEndAndArchivesOfFilesWithoutEnd() throws IOException {
    Pickle dict = new Pickle().op('}').string("k".repeat(1025)).op('N').op('s');
    assertRefused(Format.ZIP.file(dict.stop(), Map.of()), "a key of 1025 characters");
    var files = new LinkedHashMap<String, byte[]>();
    for (int i = 0; i < 20_001; i++) files.put("net/data/" + i, new byte[0]);
    assertRefused(zip(files), "it has 20,001 files; at most 20,000 are read");
  }

  @ParameterizedTest
  @EnumSource
  void refusesAStorageOfAnotherSizeThanItsTensorsSay(Format format) throws IOException {
    byte[] dict = new Pickle().op('}').string("w").vector("s", 4).op('s').stop();
    assertRefused(format.file(dict, storage("s", 3, ONE_TWO_THREE)), "storage 's'");
    byte[] huge =
        new Pickle().op('}').string("w").vector("s", Integer.MAX_VALUE).op('s').stop();
    assertRefused(format.file(huge, storage("s", Integer.MAX_VALUE, ONE_TWO_THREE)), "up to 2 GiB");
  }

  @ParameterizedTest
  @EnumSource
  void refusesATensorWithoutItsStorage(Format format) throws IOException {
    byte[] dict = new Pickle().op('}').string("w").vector("s", 3).op('s').stop();
    String message = assertThrows(InputException.class, () -> read(format.file(dict, Map.of())))
        .getMessage();
    assertTrue(message.contains("it lacks a storage") || message.contains("no file net/data/s"), message);
  }

  @ParameterizedTest
  @EnumSource
  void refusesEveryTruncation(Format format) throws IOException {
    byte[] dict = new Pickle().op('}').string("w").vector("s", 3).op('s').stop();
    byte[] whole = format.file(dict, storage("s", 3, ONE_TWO_THREE));
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThrows(InputException.class, () -> read(part));
    }
  }

  @Test
  void refusesAStreamThatGoesOn() throws IOException {
    byte[] dict = new Pickle().op('}').string("w").vector("s", 3).op('s').stop();
    byte[] whole = Format.STREAM.file(dict, storage("s", 3, ONE_TWO_THREE));
    assertRefused(Arrays.copyOf(whole, whole.length + 1), "goes on after its last storage");
  }

  @Test
  void refusesAZipWhoseDataDoesNotMatchItsChecksum() throws IOException {
    byte[] dict = new Pickle().op('}').string("w").vector("s", 3).op('s').stop();
    byte[] whole = Format.ZIP.file(dict, storage("s", 3, ONE_TWO_THREE));
    int data = new String(whole, StandardCharsets.ISO_8859_1).indexOf("net/data/s") + "net/data/s".length();
    whole[data] ^= 1;
    assertRefused(whole, "net/data/s is damaged");
  }

  @Test
  void refusesCompressedStorages() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("net/data.pkl"));
      zip.write(new Pickle().op('}').stop());
    }
    assertRefused(out.toByteArray(), "net/data.pkl is compressed");
  }

  @Test
  void refusesOtherFiles() throws IOException {
    assertRefused(new byte[0], "not a PyTorch checkpoint");
    assertRefused("weights,1,2,3\n".getBytes(StandardCharsets.US_ASCII), "not a PyTorch checkpoint");
    assertRefused(new Pickle().op('}').stop(), "a pickle, but not a PyTorch checkpoint");
    assertRefused(zip(Map.of("word/document.xml", new byte[9])), "a zip archive, but not a PyTorch checkpoint");
    Path missing = folder.resolve("missing.pt");
    assertThrows(InputException.class, () -> TorchCheckpoint.read(missing));
  }

  /** ResNet-20 of akamaster/pytorch_resnet_cifar10; the numbers are PyTorch's own. */
  @Test
  void readsThePublishedResNet20AsPyTorchDoes() {
    Path published = Path.of("..", "shared", "torch", "resnet20-12fca82f.th");
    Assumptions.assumeTrue(Files.exists(published), "the published checkpoint is not there");
    LinkedHashMap<String, FloatArray> arrays = TorchCheckpoint.read(published);
    assertEquals(97, arrays.size());
    assertFalse(arrays.keySet().stream().anyMatch(name -> name.startsWith("module.")));
    int parameters = 0;
    double sum = 0;
    for (String name : arrays.keySet()) {
      FloatArray array = arrays.get(name);
      if (!name.contains("running")) parameters += array.size();
      for (float value : array.values()) sum += value;
    }
    assertEquals(269_722, parameters);
    assertEquals(139.7826495598208, sum, 1e-9);
    assertEquals(0.8207383155822754f, arrays.get("conv1.weight").values()[2]);
    assertEquals(-0.08850118517875671f, arrays.get("layer3.2.conv2.weight").values()[((63 * 64 + 62) * 3 + 2) * 3 + 1]);
    assertEquals(-0.27025941014289856f, arrays.get("linear.bias").values()[9]);
  }

  private static Map<String, Storage> storage(String key, int elements, byte[] bytes) {
    return Map.of(key, new Storage(elements, bytes));
  }

  private LinkedHashMap<String, FloatArray> read(byte[] bytes) throws IOException {
    return TorchCheckpoint.read(Files.write(folder.resolve("net.pt"), bytes));
  }

  private void assertRefused(byte[] bytes, String reason) {
    String message = assertThrows(InputException.class, () -> read(bytes)).getMessage();
    assertTrue(message.startsWith("cannot import " + folder.resolve("net.pt")) && message.contains(reason), message);
    assertFalse(message.contains("\n"), message);
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        CRC32 crc = new CRC32();
        crc.update(file.getValue());
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(file.getValue().length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(file.getValue());
      }
    }
    return out.toByteArray();
  }
}
