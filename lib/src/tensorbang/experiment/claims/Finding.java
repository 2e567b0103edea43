package tensorbang.experiment.claims;

import java.util.List;

/**
 * What an experiment says of a statement.
 *
 * @param criterion how the verdict follows from the figures
 * @param figures that it rests on
 * @param reasons three sentences: what was measured, why it is so, and where the finding ends
 * @param sources of what was not measured here, a reference each; often empty
 * @param charts the first is the claim's own
 */
public record Finding(
    Verdict verdict,
    String criterion,
    List<Figure> figures,
    List<String> reasons,
    List<String> sources,
    List<Chart> charts) {
  public Finding {
    figures = List.copyOf(figures);
    reasons = List.copyOf(reasons);
    sources = List.copyOf(sources);
    charts = List.copyOf(charts);
    if (reasons.size() != 3) throw new IllegalArgumentException("a finding has three reasons, not " + reasons.size());
    if (charts.isEmpty()) throw new IllegalArgumentException("a finding has a chart");
  }
}
