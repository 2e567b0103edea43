package tensorbang.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tensorbang.data.Batches;
import tensorbang.data.Dataset;
import tensorbang.data.Normalization;
import tensorbang.data.shapes.Shapes10;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.settings.Settings;
import tensorbang.tf.Device;

class TrainingRunTest {
  @TempDir
  Path folder;

  /** The test pass is simulated by a wait; what counts as training must have ended before it began. */
  @Test
  void anEpochsSecondsAreThoseOfItsTrainingPassAlone() throws InterruptedException {
    TrainConfig config = TrainConfig.of(
        Settings.NONE.with(Map.of("net", "twolayer", "dataset", "shapes10", "epochs", 1, "batch_size", 32)));
    Dataset data = Shapes10.dataset(64, 32, 1);
    Normalization normalization = Normalization.of(data.train());
    Net net = config.network(10);
    try (NetGraph graph = new NetGraph(net, 32, 32, normalization);
        TrainGraph model = TrainGraph.of(net, graph, config, data.classCounts(), Device.CPU, 1);
        Batches batches = new Batches(data.train(), 32, 1, config.augment(), normalization.meanColour());
        TrainingRun run = new TrainingRun(
            config,
            data,
            normalization,
            net,
            graph,
            model,
            batches,
            new RunContext(
                folder.resolve("run"), folder.resolve("model"), Device.CPU, 1, Progress.NONE, () -> false))) {
      long begin = System.nanoTime();
      run.nextEpoch();
      while (run.nextBatch()) run.add(model.train(run.batch(), 0.01, 1, run.time()));
      double training = (System.nanoTime() - begin) / 1e9;
      Thread.sleep(50);
      run.save(model.test(data.validation()), model.test(data.test()));
      double seconds = run.end().epochs().get(0).seconds();
      assertTrue(seconds <= training, seconds + " s, and the training pass took " + training);
    }
  }
}
