package tensorbang.experiment.claims;

import java.nio.file.Path;
import java.util.List;

/** What was found, as Markdown. */
final class ClaimText {
  private ClaimText() {}

  /** The page of one claim, to lie beside its charts. */
  static String page(ClaimRecord claim) {
    return section(claim, "#", "");
  }

  /**
   * A claim as a part of a page.
   *
   * @param heading the marks before it
   * @param folder before the names of the charts; empty, or ending with a slash
   */
  private static String section(ClaimRecord claim, String heading, String folder) {
    StringBuilder text = new StringBuilder();
    text.append(heading + " " + claim.number() + ". " + claim.statement() + "\n\n");
    text.append("**" + verdict(claim) + ".** " + String.join(" ", claim.reasons()) + "\n\n");
    for (ClaimRecord.ChartFile chart : claim.charts())
      text.append("![" + chart.caption() + "](" + folder + chart.file() + ")\n\n");
    text.append("How it is decided: " + claim.criterion() + " " + ground(claim) + "\n\n");
    text.append("| figure | value | interval | n |\n|---|---:|---|---:|\n");
    for (Figure f : claim.figures())
      text.append("| " + f.name() + " | " + f.valueText() + " | " + f.intervalText() + " | " + f.n() + " |\n");
    if (!claim.sources().isEmpty()) {
      text.append("\n");
      claim.sources().forEach(source -> text.append("- " + source + "\n"));
    }
    return text.toString();
  }

  /** The page of all claims: a table with a line for each, then each with its charts. */
  static String all(List<Claim> claims, Path folder) {
    StringBuilder text = new StringBuilder("# Textbook statements put to the test\n\n");
    text.append("| | statement | verdict | what was found |\n|---:|---|---|---|\n");
    for (Claim claim : claims) {
      ClaimRecord found = ClaimRecord.read(folder, claim.number());
      text.append("| " + claim.number() + " | " + claim.statement() + " | "
          + (found == null ? "not examined" : "**" + verdict(found) + "**") + " | "
          + (found == null ? "" : found.reasons().get(0)) + " |\n");
    }
    for (Claim claim : claims) {
      ClaimRecord found = ClaimRecord.read(folder, claim.number());
      if (found == null) continue;
      String name = ClaimRecord.folder(folder, claim.number()).getFileName().toString();
      text.append("\n" + section(found, "##", name + "/"));
    }
    return text.toString();
  }

  /** The verdict in a word or two. */
  static String verdict(ClaimRecord claim) {
    return claim.verdict() + (claim.quick() ? " (quick look)" : "");
  }

  /** How many trainings the verdict rests on. */
  static String ground(ClaimRecord claim) {
    if (claim.runs() == 0) return "Nothing was trained.";
    return claim.runs() + " trainings on " + claim.dataset() + "; seeds "
        + String.join(", ", claim.seeds().stream().map(String::valueOf).toList()) + ".";
  }
}
