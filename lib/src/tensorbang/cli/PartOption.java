package tensorbang.cli;

import picocli.CommandLine.Option;
import tensorbang.InputException;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;

/** Which part of a data set. */
public final class PartOption {
  /** The parts, as they are named on the command line. */
  public enum Part {
    train,
    test,
    validation
  }

  @Option(
      names = "--part",
      paramLabel = "train|test|validation",
      defaultValue = "test",
      description = "Which images (default: ${DEFAULT-VALUE}).")
  private Part part;

  /** For texts and file names. */
  public String name() {
    return part.name();
  }

  /** @throws InputException if the data set has no images there */
  public ImageSet of(Dataset data) {
    ImageSet images =
        switch (part) {
          case train -> data.train();
          case test -> data.test();
          case validation -> data.validation();
        };
    if (images.size() == 0)
      throw new InputException("--part " + part + ": " + data.name() + " has none; --validation holds out some");
    return images;
  }
}
