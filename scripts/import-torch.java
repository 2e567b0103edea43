//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//MAIN import_torch
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.cli.Destination;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;
import tensorbang.cli.NetworkOptions;
import tensorbang.data.Normalization;
import tensorbang.data.sets.Datasets;
import tensorbang.interop.StateDictFile;
import tensorbang.interop.StateDictMapping;
import tensorbang.model.ModelCard;
import tensorbang.model.ModelFolder;
import tensorbang.nets.Nets;
import tensorbang.nn.InferenceGraph;
import tensorbang.nn.NetGraph;
import tensorbang.weights.FloatArray;

@Command(
    name = "import-torch.java",
    sortOptions = false,
    description = {
      "Makes a model of weights that were trained with PyTorch: a file of torch.save (a state dict, bare or in a dict)"
          + " or of safetensors. Tensors are found by name (layer1.0.conv1.weight, …) or else by their order. Nothing"
          + " in the file is run.",
      ""
    })
class import_torch implements Callable<Integer> {
  private static final int SIDE = 32;

  @Parameters(paramLabel = "FILE", description = "The checkpoint; safetensors where its name ends in .safetensors.")
  Path file;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the model, such as models/mine.")
  Path to;

  @Mixin
  NetworkOptions network;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      defaultValue = "cifar10",
      description = "What it was trained on: cifar10, cifar100 or shapes10 (default: ${DEFAULT-VALUE}).")
  String dataset;

  @Option(
      names = "--mean",
      paramLabel = "R,G,B",
      split = ",",
      hideParamSyntax = true,
      defaultValue = "0.485,0.456,0.406",
      description = "What its input had subtracted, pixels scaled to [0, 1] (default: ImageNet's, ${DEFAULT-VALUE}).")
  float[] mean;

  @Option(
      names = "--std",
      paramLabel = "R,G,B",
      split = ",",
      hideParamSyntax = true,
      defaultValue = "0.229,0.224,0.225",
      description = "What its input was then divided by (default: ImageNet's, ${DEFAULT-VALUE}).")
  float[] std;

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new import_torch(), arguments);
  }

  /** Where the weights are from; written instead of a training configuration. */
  record Origin(String importedFrom, String sha256, String dataset) {}

  @Override
  public Integer call() {
    List<String> classes = Datasets.classes(dataset);
    Map<String, Object> options = Nets.options(network.net(), network.choices().values());
    Normalization normalization = normalization();
    if (ModelCard.existsIn(to))
      throw new InputException("--to " + to + ": holds a model already; choose another folder");
    Destination.checkFolder("to", to);
    Map<String, FloatArray> stateDict = StateDictFile.read(file);

    Map<String, FloatArray> weights;
    ModelCard card = ModelCard.imported(
        network.net(),
        options,
        classes,
        SIDE,
        SIDE,
        normalization,
        new Origin(file.getFileName().toString(), sha256(), dataset));
    try (NetGraph graph =
        new NetGraph(Nets.create(network.net(), options, classes.size()), SIDE, SIDE, normalization)) {
      String net = network.net() + " for " + classes.size() + " classes";
      weights = new StateDictMapping(net, InferenceGraph.of(graph)).fromTorch(stateDict, file);
      ModelFolder.write(to, card, graph, weights, List.of("last"));
    }
    long values = weights.values().stream().mapToLong(FloatArray::size).sum();
    System.out.printf("imported %,d values in %d tensors%n", values, weights.size());
    System.out.println("model    " + to);
    return 0;
  }

  private Normalization normalization() {
    if (mean.length != 3) throw new InputException("--mean: expected three numbers, not " + mean.length);
    if (std.length != 3) throw new InputException("--std: expected three numbers, not " + std.length);
    for (float m : mean) if (!(m >= 0 && m <= 1)) throw new InputException("--mean " + m + ": must be 0 to 1");
    for (float s : std) if (!(s > 0 && s <= 1)) throw new InputException("--std " + s + ": must be above 0, at most 1");
    return new Normalization(mean, std);
  }

  private String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new InputException("cannot read " + file + ": " + AtomicFile.reason(e), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
