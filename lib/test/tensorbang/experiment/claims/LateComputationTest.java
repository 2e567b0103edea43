package tensorbang.experiment.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tensorbang.cost.NetCost;
import tensorbang.experiment.claims.SqueezeNetStages.Part;
import tensorbang.nets.Nets;

class LateComputationTest {
  private static final Interval GAIN = new Interval(3, 2, 4, 0.95, 3);
  private static final Interval NONE = new Interval(0.1, -0.2, 0.4, 0.95, 3);
  private static final Interval OPEN = new Interval(1, -2, 4, 0.95, 3);

  private static SqueezeNetStages stages() {
    NetCost cost = NetCost.of("squeezenet", Map.of(), 10, Nets.create("squeezenet", Map.of(), 10), 32);
    return SqueezeNetStages.of(cost);
  }

  @Test
  void theTenPartsHoldAllParametersAndComputation() {
    NetCost cost = NetCost.of("squeezenet", Map.of(), 10, Nets.create("squeezenet", Map.of(), 10), 32);
    SqueezeNetStages stages = SqueezeNetStages.of(cost);
    assertEquals(
        List.of("conv1", "fire2", "fire3", "fire4", "fire5", "fire6", "fire7", "fire8", "fire9", "conv10"),
        stages.parts().stream().map(Part::name).toList());
    assertEquals(cost.parameters(), stages.parameters());
    assertEquals(cost.macs(), stages.macs());
    assertEquals(
        List.of(32, 16, 16, 16, 8, 8, 8, 8, 4, 4),
        stages.parts().stream().map(Part::side).toList());
  }

  /** Iandola et al. 2016, table 1: weights of a module without biases are a little below its parameters. */
  @Test
  void thePapersSizeHasThePapersWeights() {
    SqueezeNetStages paper = stages().asInPaper();
    assertEquals(14112, paper.parts().get(0).parameters());
    assertEquals(11776, paper.parts().get(1).parameters()); // 11,920 with 144 biases
    assertEquals(196608, paper.parts().get(8).parameters()); // 197,184 with 576 biases
    assertEquals(0.837e9, paper.macs(), 0.03e9); // 837 million with maps of 224: as usually reported, within 3 %
  }

  @Test
  void bothPartsOfTheStatementHaveToHold() {
    assertEquals(Verdict.TRUE, LateComputation.verdict(60, 55, GAIN));
    assertEquals(Verdict.DEPENDS, LateComputation.verdict(60, 49, GAIN));
    assertEquals(Verdict.FALSE, LateComputation.verdict(40, 49, GAIN));
    assertEquals(Verdict.FALSE, LateComputation.verdict(60, 55, NONE));
    assertEquals(Verdict.UNDECIDED, LateComputation.verdict(60, 55, OPEN));
  }
}
