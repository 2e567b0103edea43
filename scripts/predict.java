//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tensorbang.AtomicFile;
import tensorbang.cli.HelpOption;
import tensorbang.cli.MachineOptions;
import tensorbang.cli.Main;
import tensorbang.cli.ModelOptions;
import tensorbang.data.pictures.UnlabelledImages;
import tensorbang.model.Classifier;
import tensorbang.model.ModelCard;
import tensorbang.tf.TensorFlowRuntime;

@Command(
    name = "predict.java",
    sortOptions = false,
    description = {
      "Says what each of many images shows, in a file with a line id,label for each, as Kaggle takes it.",
      ""
    })
class predict implements Callable<Integer> {
  private static final int BATCH = 250;

  @Parameters(
      paramLabel = "IMAGES",
      description = "A folder of pictures (PNG, JPEG, GIF, BMP of any size; the id is the name without its ending), or"
          + " a file of bare images without labels (for each 32x32 bytes of red, then of green, then of blue; the first"
          + " id is 1).")
  Path images;

  @Mixin ModelOptions model;

  @Option(names = "--numbers", description = "Write a class's number, from 0, for its name.")
  boolean numbers;

  @Option(
      names = "--out", paramLabel = "FILE", defaultValue = "predictions.csv",
      description = "Where to (default: ${DEFAULT-VALUE}).")
  Path out;

  @Mixin MachineOptions machine;
  @Mixin HelpOption help;

  public static void main(String... arguments) {
    Main.run(new predict(), arguments);
  }

  @Override
  public Integer call() {
    Path folder = model.folder();
    ModelCard card = ModelCard.read(folder);
    int count;
    try (UnlabelledImages unlabelled = UnlabelledImages.open(images, card.height(), card.width())) {
      TensorFlowRuntime.start();
      count = unlabelled.size();
      try (Classifier classifier = Classifier.load(folder, model.weights(), machine.device(), machine.threads())) {
        StringBuilder csv = new StringBuilder("id,label\n");
        for (var chunk = unlabelled.next(BATCH); !chunk.ids().isEmpty(); chunk = unlabelled.next(BATCH)) {
          float[][] probabilities = classifier.probabilities(chunk.pixels(), chunk.ids().size());
          for (int i = 0; i < probabilities.length; i++) {
            int best = Classifier.best(probabilities[i]);
            String label = numbers ? String.valueOf(best) : card.classes().get(best);
            csv.append(quoted(chunk.ids().get(i))).append(',').append(quoted(label)).append('\n');
          }
        }
        AtomicFile.writeText(out, csv.toString());
      }
    }
    System.out.printf("%,d images%n", count);
    System.out.println("model        " + folder + " (" + model.weights() + ")");
    System.out.println("predictions  " + out);
    return 0;
  }

  /** As RFC 4180 has it. */
  private static String quoted(String cell) {
    return cell.matches("[^\",\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
