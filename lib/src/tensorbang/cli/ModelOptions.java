package tensorbang.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tensorbang.model.ModelFolder;

/** A trained model, and which of its weights. */
@Command
public final class ModelOptions {
  private final Path standard;
  private CommandSpec command;

  @Option(
      names = "--weights",
      paramLabel = "last|best",
      defaultValue = "last",
      description = "After the last epoch, or after the best one (default: ${DEFAULT-VALUE}).")
  private String weights;

  /** With the newest model under models as the default. */
  public ModelOptions() {
    this(null);
  }

  /** @param standard the default of {@code --model}, under models; null for the newest there */
  public ModelOptions(String standard) {
    this.standard = standard == null ? null : Workspace.models().resolve(standard);
  }

  @Spec(Spec.Target.MIXEE)
  void in(CommandSpec command) {
    this.command = command;
    String shown =
        standard == null ? "the newest under models" : "models/" + standard.getFileName() + " in the checkout";
    command.addOption(OptionSpec.builder("--model")
        .type(Path.class)
        .paramLabel("DIR")
        .description("Folder of a trained model, or its name under models (default: " + shown + ").")
        .build());
  }

  /** The folder that was named, or the default. */
  public Path folder() {
    Path named = command.commandLine().getParseResult().matchedOptionValue("--model", null);
    if (named != null) return found(named);
    return standard != null ? standard : ModelFolder.newest(Workspace.models());
  }

  /** Where {@code named} holds no model: the model of that name, or that of the run whose folder it is. */
  public static Path found(Path named) {
    if (ModelFolder.existsIn(named)) return named;
    boolean isName = named.getNameCount() == 1 && !named.isAbsolute();
    if (isName && ModelFolder.existsIn(Workspace.models().resolve(named)))
      return Workspace.models().resolve(named);
    Path ofRun = named.resolve(ModelFolder.IN_RUN);
    return ModelFolder.existsIn(ofRun) ? ofRun : named;
  }

  /** Whether a folder was named. */
  public boolean isGiven() {
    return command.commandLine().getParseResult().hasMatchedOption("--model");
  }

  /** Whether the user said which weights. */
  public boolean weightsGiven() {
    return command.commandLine().getParseResult().hasMatchedOption("--weights");
  }

  public String weights() {
    return weights;
  }
}
