package tensorbang.experiment.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tensorbang.train.TrainConfig;

/** One variation with one seed. */
public record Run(Variation variation, TrainConfig config, RunFolder folder) {
  /** The runs of {@code experiment} in {@code folder}: all seeds of the first variation, then of the next. */
  public static List<Run> of(Experiment experiment, List<Long> seeds, Path folder) {
    List<Run> runs = new ArrayList<>();
    for (Variation variation : experiment.variations())
      for (long seed : seeds) {
        TrainConfig config = variation.config().with("seed", seed);
        for (String setting : experiment.seeded()) config = config.with(setting, seed);
        runs.add(new Run(variation, config, RunFolder.in(folder, variation.label(), config)));
      }
    return runs;
  }

  /** {@code 1 run}, {@code 2 runs}. */
  public static String count(int runs) {
    return runs + (runs == 1 ? " run" : " runs");
  }

  /** For messages. */
  public String name() {
    return variation.label() + ", seed " + config.seed();
  }
}
