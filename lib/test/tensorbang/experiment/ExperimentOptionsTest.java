package tensorbang.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Mixin;
import tensorbang.InputException;
import tensorbang.cli.ScriptCall;
import tensorbang.data.pictures.Pictures;
import tensorbang.data.sets.Datasets;
import tensorbang.data.shapes.Shapes10;
import tensorbang.experiment.settings.Experiment;
import tensorbang.experiment.settings.Run;
import tensorbang.experiment.settings.SimpleNNLab;
import tensorbang.train.TrainConfig;

/** What an experiment's script makes of its options, without training. */
class ExperimentOptionsTest {
  @TempDir
  Path folder;

  private static final class Script implements Callable<Integer> {
    @Mixin
    private ExperimentOptions options = new ExperimentOptions();

    private final Consumer<ExperimentOptions> body;

    Script(Consumer<ExperimentOptions> body) {
      this.body = body;
    }

    @Override
    public Integer call() {
      options.check();
      body.accept(options);
      return 0;
    }
  }

  private void run(Consumer<ExperimentOptions> body, String... more) {
    List<String> all = new ArrayList<>(List.of("--data", folder.toString()));
    all.addAll(List.of(more));
    ScriptCall call = ScriptCall.of(new Script(body), all.toArray(String[]::new));
    assertEquals(0, call.exit(), call.err());
  }

  @Test
  void picturesThatTheExperimentNamesAreReadInEverySize() {
    for (String pet : new String[] {"cat", "dog"})
      Pictures.fill(folder.resolve("own/pets").resolve(pet), 5);
    Experiment pets = Experiment.of("pets", "Pets", SimpleNNLab.GIVEN)
        .onDataset(folder.resolve("own/pets").toString());
    run(options -> {
      TrainConfig config = TrainConfig.of(options.changed(pets, options.given()).base());
      for (int size : new int[] {32, 16})
        assertEquals(size, options.dataset(config.with("size", size)).train().height());
    });
  }

  @Test
  void anOptionMaySuitTheExperimentsNetworkAlone() {
    Experiment one = Experiment.of("one", "One", SimpleNNLab.GIVEN).onDataset("shapes10");
    run(
        options -> {
          Run run = options.runs(options.changed(one, options.given()), folder).get(0);
          assertEquals(true, run.config().netOptions().get("batch_norm"));
          assertEquals(42, run.config().seed());
        },
        "--batch-norm");
  }

  @Test
  void noOtherDataSetIsLookedForWhereEveryVariationNamesItsOwn() {
    Experiment both = Experiment.of("both", "Both", SimpleNNLab.GIVEN)
        .vary("shapes", Map.of("dataset", "shapes10"))
        .vary("arrows", Map.of("dataset", "arrows"));
    run(options -> assertFalse(options.changed(both, options.given()).base().contains("dataset")));
  }

  @Test
  void severalProcessesAreOnlyStartedOnceTheirDataHasBeenLoaded() {
    AtomicInteger loads = new AtomicInteger();
    AtomicBoolean isThere = new AtomicBoolean();
    Datasets.register("own-fetched", data -> {
      loads.incrementAndGet();
      if (!isThere.get()) throw new InputException("not there");
      return Shapes10.dataset(20, 10, 1);
    });
    Experiment rates = Experiment.of("rates", "Rates", SimpleNNLab.GIVEN)
        .onDataset("own-fetched")
        .sweep("lr", 0.1, 0.01);
    run(
        options -> {
          List<Run> runs = options.runs(options.changed(rates, options.given()), folder.resolve("runs"));
          assertThrows(InputException.class, () -> options.train("rates", folder, runs));
          assertFalse(Files.exists(folder.resolve("runs")));
          isThere.set(true);
          loads.set(0);
          assertEquals(1, options.train("rates", folder, runs), "the test's script is none that processes can start");
          assertEquals(1, loads.get());
          assertTrue(runs.stream().allMatch(run -> Files.exists(run.folder().log())));
        },
        "--jobs",
        "2");
  }
}
