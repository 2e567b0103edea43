//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//MAIN export_torch
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tensorbang.cli.Destination;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;
import tensorbang.cli.ModelOptions;
import tensorbang.interop.StateDictFile;
import tensorbang.interop.StateDictMapping;
import tensorbang.model.ModelFolder;
import tensorbang.nn.InferenceGraph;
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
  @Mixin
  ModelOptions model;

  @Option(
      names = "--like",
      paramLabel = "FILE",
      description = "Name and order the tensors as in this state dict of the PyTorch network (default:"
          + " layer1.0.conv1.weight, …, linear.weight).")
  Path like;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "What to write (default: the model's name with .safetensors, in the current folder).")
  Path to;

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new export_torch(), arguments);
  }

  @Override
  public Integer call() {
    ModelFolder folder = ModelFolder.open(model.folder());
    Path file = to == null ? Path.of(folder.name() + ".safetensors") : to;
    Destination.checkFile("to", file);
    Map<String, FloatArray> names = like == null ? null : StateDictFile.read(like);
    InferenceGraph graph = folder.graph();
    Map<String, FloatArray> variables = folder.weights(model.weights(), graph);
    StateDictMapping mapping = new StateDictMapping(folder.card().net(), graph);
    Map<String, FloatArray> stateDict =
        names == null ? mapping.toTorch(variables) : mapping.toTorch(variables, names, like);
    Safetensors.write(file, stateDict, Map.of("format", "pt"));
    System.out.printf(
        "%d tensors; the first: %s%n",
        stateDict.size(), stateDict.keySet().iterator().next());
    System.out.println("weights  " + file);
    return 0;
  }
}
