package tensorbang.cli;

import java.util.ArrayList;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tensorbang.nets.NetOptions;
import tensorbang.nets.Nets;

/** Which network, and what can be chosen within it. */
public final class NetworkOptions {
  /** For the help text. */
  public static final class Names extends ArrayList<String> {
    public Names() {
      super(Nets.names());
    }
  }

  @Option(
      names = "--net", paramLabel = "NAME", defaultValue = "convnet", completionCandidates = Names.class,
      description = "Network: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private String net;

  @Mixin private NetworkChoices choices;

  public String net() {
    return net;
  }

  /** See {@link NetworkChoices#options}. */
  public NetOptions options() {
    return choices.options();
  }
}
