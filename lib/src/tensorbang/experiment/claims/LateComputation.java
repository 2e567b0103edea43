package tensorbang.experiment.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tensorbang.cost.NetCost;
import tensorbang.data.Dataset;
import tensorbang.experiment.claims.Interval.Side;
import tensorbang.experiment.claims.SqueezeNetStages.Part;
import tensorbang.experiment.settings.Experiment;
import tensorbang.experiment.summary.Comparison.Row;
import tensorbang.report.BarChart;
import tensorbang.settings.Settings;
import tensorbang.train.MeanStd;
import tensorbang.train.TrainConfig;

/** Statement 9: where SqueezeNet computes, and what late downsampling brings at equal parameters. */
final class LateComputation implements Claim {
  private static final String NAME = "downsampling";
  private static final String LATE = "late downsampling";
  private static final String EARLY = "early downsampling";

  /** Percentage points of accuracy that do not matter. */
  private static final double MARGIN = 0.5;

  @Override
  public int number() {
    return 9;
  }

  @Override
  public String statement() {
    return "SqueezeNet puts most of its computation in the late stages, to have few parameters at equal accuracy.";
  }

  @Override
  public List<Experiment> experiments(boolean quick) {
    Settings base = Settings.NONE
        .set("net", "squeezenet")
        .set("limit", quick ? 200 : 5000)
        .set("epochs", quick ? 1 : 10)
        .set("precision", "bfloat16");
    Experiment experiment = Experiment.of(NAME, "SqueezeNet, late and early downsampling", base)
        .vary(LATE, Map.of("downsampling", "late"))
        .vary(EARLY, Map.of("downsampling", "early"));
    return List.of(Seeds.of(experiment, quick, 3));
  }

  @Override
  public Finding examine(Evidence evidence) {
    SqueezeNetStages late = stages(evidence, LATE);
    SqueezeNetStages early = stages(evidence, EARLY);
    SqueezeNetStages paper = late.asInPaper();
    Interval gain =
        Interval.of(Evidence.differences(evidence.row(NAME, LATE), evidence.row(NAME, EARLY), Evidence::accuracy));
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("computation in the late half, as in the paper (224x224)", paper.lateShare(), "%"));
    figures.add(Figure.of("computation in the late half, here", late.lateShare(), "%"));
    figures.add(Figure.of("computation in the late half, early downsampling", early.lateShare(), "%"));
    for (Part part : late.parts()) {
      String where = part.name() + ", " + part.side() + "x" + part.side();
      figures.add(Figure.of("computation, " + where, 100.0 * part.macs() / late.macs(), "%"));
      figures.add(Figure.of("parameters, " + where, 100.0 * part.parameters() / late.parameters(), "%"));
    }
    figures.add(Figure.of("parameters, late downsampling", late.parameters(), ""));
    figures.add(Figure.of("parameters, early downsampling", early.parameters(), ""));
    figures.add(Figure.of("multiply-accumulates, late downsampling", late.macs() / 1e6, "million"));
    figures.add(Figure.of("multiply-accumulates, early downsampling", early.macs() / 1e6, "million"));
    for (Row row : evidence.comparison(NAME).rows())
      figures.add(
          Figure.of("test accuracy, " + row.label(), Interval.of(Evidence.values(row, Evidence::accuracy)), "%"));
    figures.add(Figure.of("late minus early downsampling", gain, "points"));
    return new Finding(
        verdict(late.lateShare(), paper.lateShare(), gain),
        criterion(),
        figures,
        reasons(late, early, paper, gain),
        List.of("F. Iandola and others, SqueezeNet: AlexNet-level Accuracy with 50x Fewer Parameters and <0.5MB Model"
            + " Size, arXiv:1602.07360, 2016, sections 3.1 and 3.3, table 1."),
        List.of(computation(late, early), parameters(late), accuracy(evidence)));
  }

  /**
   * Where the computation is, and whether putting it late brings accuracy: both are to hold.
   *
   * @param here percent of the computation in the late half
   * @param paper the same in the paper's size
   */
  static Verdict verdict(double here, double paper, Interval gain) {
    Verdict computesLate = Verdict.across(List.of(majority(here), majority(paper)));
    Side side = gain.side(MARGIN);
    Verdict worthIt = side == Side.ABOVE ? Verdict.TRUE : side == Side.OPEN ? Verdict.UNDECIDED : Verdict.FALSE;
    return Verdict.every(List.of(computesLate, worthIt));
  }

  private static Verdict majority(double percent) {
    return percent > 50 ? Verdict.TRUE : Verdict.FALSE;
  }

  private static SqueezeNetStages stages(Evidence evidence, String variation) {
    TrainConfig config = evidence.row(NAME, variation).trials().get(0).metrics().config();
    Dataset data = evidence.dataset(config);
    int classes = data.classes().size();
    int side = data.train().height();
    return SqueezeNetStages.of(NetCost.of(config.net(), config.netOptions(), classes, config.network(classes), side));
  }

  private static String criterion() {
    return String.format(
        Locale.ROOT,
        "The late half of the ten parts is fire6 to fire9 and the last convolution. The statement has two parts: more"
            + " than half of the multiply-accumulates are there, in the network for 32x32 images and in the paper's"
            + " own size (it depends where these differ); and late downsampling, which moves computation there without"
            + " changing the parameters, ends at a higher test accuracy than early downsampling, seed by seed, with"
            + " its whole interval (95 %%) above zero (false where it is below, or within %.1f points of zero). True"
            + " where both parts hold.",
        MARGIN);
  }

  private static List<String> reasons(
      SqueezeNetStages late, SqueezeNetStages early, SqueezeNetStages paper, Interval gain) {
    return List.of(
        String.format(
            Locale.ROOT,
            "The late half does %.1f %% of the computation for 32x32 images and %.1f %% in the paper's size; with early"
                + " downsampling it does %.1f %%, at the same %,d parameters and %.2f times less computation in all.",
            late.lateShare(),
            paper.lateShare(),
            early.lateShare(),
            late.parameters(),
            (double) late.macs() / early.macs()),
        String.format(
            Locale.ROOT,
            "A convolution's parameters do not depend on the size of its maps, its computation does: what saves"
                + " parameters are the 1x1 filters and the squeezed channels of the fire modules, and late"
                + " downsampling spends computation on large maps for the sake of accuracy (Iandola et al. 2016,"
                + " section 3.1), here %s points.",
            gain.text(1)),
        "These are short trainings of one network, so that the accuracies compare with each other only; that late"
            + " stages have most of the parameters holds wherever channels grow with depth, also without fire"
            + " modules.");
  }

  private static Chart computation(SqueezeNetStages late, SqueezeNetStages early) {
    BarChart chart = new BarChart("Where SqueezeNet computes", "multiply-accumulates (million)", names(late))
        .add(LATE, late.parts().stream().mapToDouble(p -> p.macs() / 1e6).toArray())
        .add(EARLY, early.parts().stream().mapToDouble(p -> p.macs() / 1e6).toArray());
    return new Chart(
        "computation",
        "Multiply-accumulates of each part for one image with late and with early downsampling, at equal parameters.",
        chart::write);
  }

  private static Chart parameters(SqueezeNetStages late) {
    BarChart chart = new BarChart(
            "Where SqueezeNet has its parameters",
            "parameters (thousand)",
            late.parts().stream()
                .map(p -> p.name() + ", " + p.side() + "x" + p.side())
                .toList())
        .add(
            "parameters",
            late.parts().stream().mapToDouble(p -> p.parameters() / 1e3).toArray());
    return new Chart(
        "parameters", "Parameters of each part, with the size of its maps under late downsampling.", chart::write);
  }

  private static List<String> names(SqueezeNetStages stages) {
    return stages.parts().stream().map(Part::name).toList();
  }

  private static Chart accuracy(Evidence evidence) {
    BarChart chart = new BarChart(evidence.comparison(NAME).title(), "final test accuracy (%)", List.of(LATE, EARLY))
        .add(
            "test accuracy",
            List.of(LATE, EARLY).stream()
                .map(v -> MeanStd.of(Evidence.values(evidence.row(NAME, v), Evidence::accuracy)))
                .toList());
    return new Chart("accuracy", "Final test accuracy at equal parameters.", chart::write);
  }
}
