package tensorbang.cli;

import java.util.ArrayList;
import picocli.CommandLine.Option;
import tensorbang.nn.Activation;
import tensorbang.nn.NetOptions;
import tensorbang.nn.Nets;
import tensorbang.nn.Shortcut;

/** Which network. */
public final class NetworkOptions {
  /** For the help text. */
  static final class Names extends ArrayList<String> {
    Names() {
      super(Nets.names());
    }
  }

  @Option(
      names = "--net", paramLabel = "NAME", defaultValue = "convnet", completionCandidates = Names.class,
      description = "Network: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private String net;

  @Option(
      names = "--shortcut", paramLabel = "KIND",
      description = "In resnet20 to resnet110: ${COMPLETION-CANDIDATES}, where a stage begins (default: identity).")
  private Shortcut shortcut;

  public String net() {
    return net;
  }

  /** As given; null where not. */
  public NetOptions options() {
    return new NetOptions(shortcut, null, null, null);
  }
}
