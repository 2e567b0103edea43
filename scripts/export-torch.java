///usr/bin/env true; s=$(readlink -f "$0"); exec "${s%/*}/../jbang" "$s" "$@"
//MAIN export_torch
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;
import tensorbang.cli.Workspace;
import tensorbang.data.Normalization;
import tensorbang.interop.StateDictFile;
import tensorbang.interop.StateDictMapping;
import tensorbang.model.ModelCard;
import tensorbang.nn.NetGraph;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

@Command(
    name = "export-torch.java",
    sortOptions = false,
    description = {
      "Writes a model's weights as a safetensors file that PyTorch loads into the same network: "
          + "net.load_state_dict(safetensors.torch.load_file(FILE)).",
      ""
    })
class export_torch implements Callable<Integer> {
  @Option(
      names = "--model", paramLabel = "DIR",
      description = "Folder of a trained model (default: the newest under models).")
  Path model;

  @Option(
      names = "--weights", paramLabel = "last|best", defaultValue = "last",
      description = "After the last epoch, or after the one that tested best (default: ${DEFAULT-VALUE}).")
  String weights;

  @Option(
      names = "--like", paramLabel = "FILE",
      description = "Name and order the tensors as in this state dict of the PyTorch network (default:"
          + " layer1.0.conv1.weight, …, linear.weight).")
  Path like;

  @Option(
      names = "--to", paramLabel = "FILE",
      description = "What to write (default: the model's name with .safetensors, in the current folder).")
  Path to;

  @Mixin HelpOption help;

  public static void main(String... arguments) {
    Main.run(new export_torch(), arguments);
  }

  @Override
  public Integer call() {
    Path folder = model == null ? ModelCard.newest(Workspace.models()) : model;
    ModelCard card = ModelCard.read(folder);
    Map<String, FloatArray> variables = card.readWeights(folder, weights);
    Path file = to == null ? Path.of(folder.toAbsolutePath().normalize().getFileName() + ".safetensors") : to;
    Map<String, FloatArray> names = like == null ? null : StateDictFile.read(like);
    TensorFlowRuntime.start();
    LinkedHashMap<String, FloatArray> stateDict;
    try (NetGraph graph =
        new NetGraph(card.createNet(), card.height(), card.width(), new Normalization(card.mean(), card.std()))) {
      graph.variables().check(variables, ModelCard.weightsFile(folder, weights));
      StateDictMapping mapping = new StateDictMapping(card.net(), graph);
      stateDict = names == null ? mapping.toTorch(variables) : mapping.toTorch(variables, names, like);
    }
    Safetensors.write(file, stateDict, Map.of("format", "pt"));
    System.out.printf("%d tensors; the first: %s%n", stateDict.size(), stateDict.keySet().iterator().next());
    System.out.println("weights  " + file);
    return 0;
  }
}
