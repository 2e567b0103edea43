package tensorbang.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tensorbang.Json;
import tensorbang.Yaml;
import tensorbang.experiment.settings.ExperimentFile;
import tensorbang.experiment.settings.Made;
import tensorbang.experiment.summary.CollectedTables;
import tensorbang.fuzz.Target.Kind;
import tensorbang.landscape.SampleLandscape;
import tensorbang.train.CheckpointFile;
import tensorbang.train.ConfigFile;
import tensorbang.train.GradientNormRecord;
import tensorbang.train.Metrics;
import tensorbang.train.TrainConfig;

/** Readers of what describes a training or is left by one. */
final class RunTargets {
  private static final String EXPERIMENT =
      """
      # what differs
      name: momentum
      title: Momentum of SimpleNN
      base: {net: simplenn, lr: 1e-2, epochs: 15, dataset: shapes10}
      variations:
        plain: {nesterov: false}
        Nesterov: {nesterov: true, weight_decay: 0.0005}
      sweep:
        momentum: [0, 0.5, 0.9, 0.99]
      seeds: [42, 43, 44]
      """;
  private static final String SETTINGS =
      """
      net: simplenn
      batch_norm: true   # a choice within the network
      lr: 0.05
      epochs: 12
      schedule: step:60,80
      augment: crop,flip
      loss: focal:2
      dataset: shapes10
      """;

  /** A finished run and one under way. */
  private static final List<byte[]> METRICS = List.of(
      utf8(Json.write(Made.metrics(TrainConfig.DEFAULTS, Metrics.Status.FINISHED, 0.1, 0.5, 0.4))),
      utf8(Json.write(Made.metrics(TrainConfig.DEFAULTS.with("net", "resnet20"), Metrics.Status.RUNNING, 0.1))));

  private static final GradientNormRecord NORMS = new GradientNormRecord(
      1,
      64,
      List.of("conv1", "dense1"),
      List.of(
          new GradientNormRecord.Epoch(0, new double[] {0.5, 2}),
          new GradientNormRecord.Epoch(1, new double[] {0.25, 1e-3})));

  private RunTargets() {}

  static List<Target> all() throws IOException {
    return List.of(
        Target.of("yaml", Kind.TEXT, utf8(EXPERIMENT), (in, at) -> Yaml.read(file("a.yaml", in, at))),
        Target.of("experiment", Kind.TEXT, utf8(EXPERIMENT), (in, at) -> ExperimentFile.read(file("a.yaml", in, at))),
        Target.of("settings", Kind.TEXT, utf8(SETTINGS), RunTargets::settings),
        Target.of(
            "config",
            Kind.TEXT,
            utf8(Json.write(TrainConfig.DEFAULTS)),
            (in, at) -> Json.read(file("config.json", in, at), TrainConfig.class)),
        new Target("metrics", Kind.TEXT, METRICS, RunTargets::metrics),
        Target.of("checkpoint", Kind.BINARY, CheckpointFile.sample(), CheckpointFile::read),
        Target.of("checkpoint-position", Kind.TEXT, utf8(CheckpointFile.position()), CheckpointFile::readWithPosition),
        Target.of("gradient-norms", Kind.TEXT, utf8(Json.write(NORMS)), RunTargets::gradientNorms),
        Target.of("landscape", Kind.TEXT, SampleLandscape.record(), SampleLandscape::readRecord),
        Target.of("landscape-points", Kind.TEXT, SampleLandscape.points(), SampleLandscape::readPoints));
  }

  private static void settings(byte[] input, Path folder) throws IOException {
    TrainConfig.of(ConfigFile.read(file("a.yaml", input, folder)));
  }

  private static Path file(String name, byte[] input, Path folder) throws IOException {
    return Files.write(folder.resolve(name), input);
  }

  /** Compares the run with a sound one. */
  private static void metrics(byte[] input, Path folder) throws IOException {
    file(Metrics.FILE, input, Files.createDirectory(folder.resolve("a")));
    file(Metrics.FILE, METRICS.get(0), Files.createDirectory(folder.resolve("b")));
    CollectedTables.of(folder);
  }

  private static void gradientNorms(byte[] input, Path folder) throws IOException {
    file(GradientNormRecord.FILE, input, folder);
    GradientNormRecord.read(folder).byLayer();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
