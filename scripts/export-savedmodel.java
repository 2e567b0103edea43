//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//MAIN export_savedmodel
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tensorbang.cli.Destination;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;
import tensorbang.cli.ModelOptions;
import tensorbang.interop.savedmodel.SavedModelFolder;
import tensorbang.model.ModelCard;
import tensorbang.model.ModelFolder;
import tensorbang.nn.InferenceGraph;

@Command(
    name = "export-savedmodel.java",
    sortOptions = false,
    description = {
      "Writes a model as TensorFlow's SavedModel, for tf.saved_model.load in Python, SavedModelBundle in Java,"
          + " TensorFlow Serving and Lite. Its signature serving_default takes images, uint8 pixels from 0 to 255 in"
          + " batches of any size, and gives logits and probabilities. The normalisation is part of the graph; the"
          + " classes are in assets.extra/classes.txt.",
      ""
    })
class export_savedmodel implements Callable<Integer> {
  @Mixin
  ModelOptions model;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description =
          "Folder to make; a SavedModel that is there is replaced (default: the model's name with -savedmodel,"
              + " in the current folder).")
  Path to;

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new export_savedmodel(), arguments);
  }

  @Override
  public Integer call() {
    ModelFolder folder = ModelFolder.open(model.folder());
    ModelCard card = folder.card();
    Path made = to == null ? Path.of(folder.name() + "-savedmodel") : to;
    Destination.checkFolder("to", made);
    InferenceGraph graph = folder.graph();
    SavedModelFolder.write(card, graph, folder.weights(model.weights(), graph), made);
    System.out.printf(
        "serving_default: images: uint8 [batch, %d, %d, %d] to logits and probabilities: float32 [batch, %d];"
            + " %d variables%n",
        card.height(),
        card.width(),
        card.mean().length,
        card.classes().size(),
        graph.variables().size());
    System.out.println("model    " + folder.path() + " (" + model.weights() + ")");
    System.out.println("network  " + made);
    return 0;
  }
}
