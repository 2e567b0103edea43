//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//MAIN export_onnx
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
import tensorbang.interop.onnx.ImageLayout;
import tensorbang.interop.onnx.OnnxModel;
import tensorbang.model.ModelCard;
import tensorbang.model.ModelFolder;
import tensorbang.nn.InferenceGraph;

@Command(
    name = "export-onnx.java",
    sortOptions = false,
    description = {
      "Writes a model as an ONNX file (opset 17) for ONNX Runtime and other programs: images, uint8 pixels from 0 to"
          + " 255 in batches of any size, go in; logits and probabilities come out. The normalisation is part of the"
          + " graph; the classes are in the metadata.",
      ""
    })
class export_onnx implements Callable<Integer> {
  @Mixin
  ModelOptions model;

  @Option(
      names = "--layout",
      paramLabel = "nchw|nhwc",
      defaultValue = "nchw",
      description = "The axes of the images: batch, channels, height, width as in PyTorch, or batch, height, width,"
          + " channels as in a decoded picture (default: ${DEFAULT-VALUE}).")
  String layout;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "What to write (default: the model's name with .onnx, in the current folder).")
  Path to;

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new export_onnx(), arguments);
  }

  @Override
  public Integer call() {
    ImageLayout images = ImageLayout.parse(layout);
    ModelFolder folder = ModelFolder.open(model.folder());
    ModelCard card = folder.card();
    Path file = to == null ? Path.of(folder.name() + ".onnx") : to;
    Destination.checkFile("to", file);
    InferenceGraph graph = folder.graph();
    OnnxModel onnx = OnnxModel.of(card, graph, folder.weights(model.weights(), graph), images);
    onnx.write(file);
    int[] shape = images.shape(card.height(), card.width(), card.mean().length);
    System.out.printf(
        "%s: uint8 [batch, %d, %d, %d] to %s and %s: float32 [batch, %d]; %d nodes, opset %d%n",
        OnnxModel.IMAGES,
        shape[0],
        shape[1],
        shape[2],
        OnnxModel.LOGITS,
        OnnxModel.PROBABILITIES,
        card.classes().size(),
        onnx.nodes(),
        OnnxModel.OPSET);
    System.out.println("model    " + folder.path() + " (" + model.weights() + ")");
    System.out.println("network  " + file);
    return 0;
  }
}
