package tensorbang.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import tensorbang.model.ModelFolder;

/** A trained model, and which of its weights. */
public final class ModelOptions {
  @Option(
      names = "--model", paramLabel = "DIR",
      description = "Folder of a trained model (default: the newest under models).")
  private Path model;

  @Option(
      names = "--weights", paramLabel = "last|best", defaultValue = "last",
      description = "After the last epoch, or after the best one (default: ${DEFAULT-VALUE}).")
  private String weights;

  /** The folder that was named, or the newest under models. */
  public Path folder() {
    return model == null ? ModelFolder.newest(Workspace.models()) : model;
  }

  /** The folder that was named, or {@code otherwise}. */
  public Path folderOr(Path otherwise) {
    return model == null ? otherwise : model;
  }

  /** Whether a folder was named. */
  public boolean isGiven() {
    return model != null;
  }

  public String weights() {
    return weights;
  }
}
