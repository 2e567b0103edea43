package tensorbang.experiment.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tensorbang.experiment.settings.RunFolder;
import tensorbang.experiment.summary.Comparison;
import tensorbang.experiment.summary.Comparison.Row;
import tensorbang.experiment.summary.Comparison.Trial;
import tensorbang.landscape.Landscape;
import tensorbang.landscape.Loss;
import tensorbang.landscape.Scan;

class ShortcutSmoothnessTest {
  /** Two seeds, each with these losses at -1, -0.5, 0, 0.5 and 1 of its only line. */
  private static Row row(String label, Map<Trial, Landscape> landscapes, double... losses) {
    List<Loss> measured =
        DoubleStream.of(losses).mapToObj(loss -> new Loss(loss, 0.5)).toList();
    List<Trial> trials = LongStream.rangeClosed(1, 2)
        .mapToObj(seed -> new Trial(seed, new RunFolder(Path.of(label + " " + seed)), null))
        .toList();
    for (Trial trial : trials) landscapes.put(trial, new Landscape(Scan.around(1, 3, 1, false), measured));
    return new Row(label, "", null, trials);
  }

  @Test
  void thePlainNetworkIsComparedWithTheResidualOne() {
    Map<Trial, Landscape> landscapes = new HashMap<>();
    Row with = row("with shortcuts", landscapes, 1, 0.25, 0, 0.25, 1); // second derivative 2 everywhere
    Row without = row("without shortcuts", landscapes, 0, 1, 0, 1, 0); // -8, 8 and -8
    Comparison comparison = new Comparison("Made", null, List.of(with, without));
    Evidence evidence = new Evidence(Path.of("claim"), Map.of("shortcuts", comparison), null);
    Interval curvature = ShortcutSmoothness.ratioOfCurvatures(evidence, landscapes);
    Interval nonConvex = ShortcutSmoothness.differenceOfNonConvex(evidence, landscapes);
    assertEquals(4, curvature.mean(), 1e-9);
    assertEquals(200.0 / 3, nonConvex.mean(), 1e-9);
    assertEquals(Verdict.TRUE, ShortcutSmoothness.verdict(curvature, nonConvex));
  }

  @Test
  void smootherByBothMeasuresOrNot() {
    Interval higher = new Interval(2, 1.5, 3, 0.975, 3);
    Interval lower = new Interval(0.5, 0.3, 0.9, 0.975, 3);
    Interval unclear = new Interval(1.2, 0.8, 1.8, 0.975, 3);
    Interval more = new Interval(5, 1, 9, 0.975, 3);
    Interval fewer = new Interval(-5, -9, -1, 0.975, 3);
    assertEquals(Verdict.TRUE, ShortcutSmoothness.verdict(higher, more));
    assertEquals(Verdict.FALSE, ShortcutSmoothness.verdict(lower, fewer));
    assertEquals(Verdict.DEPENDS, ShortcutSmoothness.verdict(higher, fewer));
    assertEquals(Verdict.UNDECIDED, ShortcutSmoothness.verdict(unclear, more));
  }
}
