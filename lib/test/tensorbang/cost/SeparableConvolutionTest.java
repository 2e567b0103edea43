package tensorbang.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tensorbang.nets.Told;
import tensorbang.nn.Conv;
import tensorbang.nn.LayerInfo;
import tensorbang.nn.Net;
import tensorbang.nn.Padding;

/** The closed forms against the counter: m channels come from a first convolution, whose row does not count. */
class SeparableConvolutionTest {
  @ParameterizedTest
  @CsvSource({"1, 1, 1, 1", "16, 8, 3, 6", "5, 7, 5, 9", "64, 32, 3, 16"})
  void theClosedFormsAreWhatTheCounterCounts(int n, int m, int dk, int df) {
    SeparableConvolution forms = new SeparableConvolution(n, m, dk, df);
    List<LayerInfo> standard =
        rows(df, m, (l, x) -> l.conv(x, Conv.of(n, dk).same().noBias()));
    assertEquals(standard.get(1).parameters(), forms.standardParameters());
    assertEquals(standard.get(1).macs(), forms.standardMacs());

    List<LayerInfo> separable = rows(
        df,
        m,
        (l, x) ->
            l.conv(l.depthwise(x, dk, 1, Padding.SAME), Conv.of(n, 1).same().noBias()));
    assertEquals(separable.get(1).parameters() + separable.get(2).parameters(), forms.separableParameters());
    assertEquals(separable.get(1).macs() + separable.get(2).macs(), forms.separableMacs());
    assertEquals((double) forms.separableMacs() / forms.standardMacs(), forms.ratio(), 1e-12);
  }

  private static List<LayerInfo> rows(int side, int channels, Net net) {
    try (Told told =
        new Told(side, (l, x) -> net.logits(l, l.conv(x, Conv.of(channels, 1).noBias())))) {
      return told.graph.rows();
    }
  }
}
