package tensorbang.cli;

import picocli.CommandLine.Option;

/** {@code --help}, the same in every script. */
public final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  private boolean help;
}
