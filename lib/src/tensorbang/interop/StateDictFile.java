package tensorbang.interop;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import tensorbang.InputException;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/** A state dict on disk: safetensors where the name ends so, else what {@code torch.save} writes. */
public final class StateDictFile {
  private StateDictFile() {}

  /**
   * Reads it.
   *
   * @return the tensors by name, in the order of the file, without a wrapper's prefix of all names
   * @throws InputException where the file cannot be read or is not of its format
   */
  public static LinkedHashMap<String, FloatArray> read(Path file) {
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".safetensors")) return TorchCheckpoint.read(file);
    return new LinkedHashMap<>(StateDict.unwrapped(Safetensors.read(file).arrays()));
  }
}
