package tensorbang.experiment.claims;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import tensorbang.AtomicFile;
import tensorbang.Json;
import tensorbang.cli.AllRuns;
import tensorbang.report.TextTable;

/** All claims in one table and one page. */
final class ClaimSummary {
  private ClaimSummary() {}

  /** What {@code claims.json} holds. */
  private record Summary(int schema, List<ClaimRecord> claims) {}

  /** Writes {@code claims.json} and {@code claims.md} of all that has been examined, and prints a line for each claim. */
  static void write(List<Claim> claims, Path folder) {
    TextTable table = new TextTable(
        TextTable.right(""),
        TextTable.left("statement"),
        TextTable.left("verdict").unwrapped(),
        TextTable.right("trainings"));
    for (Claim claim : claims) {
      ClaimRecord found = ClaimRecord.read(folder, claim.number());
      if (found == null) table.row(claim.number(), claim.statement(), "not examined", null);
      else table.row(claim.number(), claim.statement(), found.verdict(), found.runs());
    }
    System.out.println(table);
    List<ClaimRecord> all = claims.stream()
        .map(claim -> ClaimRecord.read(folder, claim.number()))
        .filter(Objects::nonNull)
        .toList();
    Path json = folder.resolve("claims.json");
    Path text = folder.resolve("claims.md");
    AtomicFile.writeText(json, Json.write(new Summary(ClaimRecord.SCHEMA, all)));
    AtomicFile.writeText(text, ClaimText.all(claims, folder));
    System.out.println("text     " + text);
    System.out.println("figures  " + json + " (each claim's figures and charts in a folder of its own)");
    AllRuns.update(folder);
  }
}
