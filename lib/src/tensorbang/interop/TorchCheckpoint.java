package tensorbang.interop;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.weights.ElementType;
import tensorbang.weights.FloatArray;

/**
 * Weights that PyTorch saved with {@code torch.save}: the zip format of 1.6 and later, and the stream format before.
 * Nothing in the file is run. Besides tensors, dicts, lists, tuples, numbers, strings and booleans may be in it; a file
 * with an object of any other class is refused by that class's name.
 */
public final class TorchCheckpoint {
  /**
   * A file may hold one-byte elements (four bytes here) and tensors that share a storage; more than this many bytes of
   * float32 for each of its own is an attack.
   */
  private static final int MAX_GROWTH = 16;

  private TorchCheckpoint() {}

  /**
   * Reads the state dict of a checkpoint, bare or in a dict ({@code {'state_dict': …, 'epoch': …}}). A prefix {@code
   * module.} of all names, from data-parallel training, is taken off.
   *
   * @return the tensors by name, in the order of the file, with PyTorch's shapes (of a convolution: out, in, height,
   *     width); other types are converted to float32 as {@link ElementType} says
   * @throws InputException where the file cannot be read, is damaged, or is not such a checkpoint
   */
  public static LinkedHashMap<String, FloatArray> read(Path file) {
    try (TorchFile torch = TorchFile.open(file)) {
      Map<String, TorchTensor> tensors = StateDict.find(torch.root());
      checkSize(tensors, Files.size(file));
      return arrays(tensors, torch);
    } catch (Malformed e) {
      throw new InputException("cannot import " + file + ": " + e.getMessage());
    } catch (ZipException | EOFException e) {
      throw new InputException("cannot import " + file + ": it is a damaged or truncated zip archive");
    } catch (IOException e) {
      throw new InputException("cannot read " + file + ": " + AtomicFile.reason(e), e);
    } catch (OutOfMemoryError e) {
      throw new InputException("cannot import " + file + ": it does not fit into memory", e);
    }
  }

  /** Reads each storage once, whatever the order of the tensors that view it. */
  private static LinkedHashMap<String, FloatArray> arrays(Map<String, TorchTensor> tensors, TorchFile torch)
      throws IOException, Malformed {
    LinkedHashMap<String, FloatArray> arrays = new LinkedHashMap<>();
    Map<TorchStorage, List<String>> views = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> {
      arrays.put(name, null); // its turn in the order
      views.computeIfAbsent(tensor.storage(), storage -> new ArrayList<>()).add(name);
    });
    for (Map.Entry<TorchStorage, List<String>> view : views.entrySet()) {
      ByteBuffer bytes = torch.bytes(view.getKey());
      for (String name : view.getValue()) arrays.put(name, tensors.get(name).toFloats(bytes));
    }
    return arrays;
  }

  private static void checkSize(Map<String, TorchTensor> tensors, long fileBytes) throws Malformed {
    long elements = tensors.values().stream().mapToLong(TorchTensor::elements).sum();
    if (elements * Float.BYTES > fileBytes * MAX_GROWTH) {
      throw new Malformed("its tensors have %d elements, too many for %d bytes".formatted(elements, fileBytes));
    }
  }
}
