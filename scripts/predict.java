//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvWriteOptions;
import tensorbang.AtomicFile;
import tensorbang.cli.Destination;
import tensorbang.cli.HelpOption;
import tensorbang.cli.MachineOptions;
import tensorbang.cli.Main;
import tensorbang.cli.ModelOptions;
import tensorbang.data.pictures.UnlabelledImages;
import tensorbang.model.Classifier;
import tensorbang.model.ModelCard;

@Command(
    name = "predict.java",
    sortOptions = false,
    description = {
      "Classifies many images with a trained network and writes a CSV file with a line id,label for each, the form"
          + " that Kaggle takes.",
      ""
    })
class predict implements Callable<Integer> {
  @Parameters(
      paramLabel = "IMAGES",
      description = "A folder of pictures (PNG, JPEG, GIF, BMP of any size, resized to the network's input; the id is"
          + " the name without its ending), or a file of raw images without labels (for each of them a byte a pixel of"
          + " red, then of green, then of blue, or one byte a pixel where the network takes grey images, in the size of"
          + " the network's input; the first id is 1). The turn that a camera notes in a JPEG (EXIF orientation) is not"
          + " applied.")
  Path images;

  @Mixin
  ModelOptions model;

  @Option(names = "--numbers", description = "Write the index of a class, from 0, instead of its name.")
  boolean numbers;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "predictions.csv",
      description = "The CSV file (default: ${DEFAULT-VALUE}).")
  Path out;

  @Mixin
  MachineOptions machine;

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new predict(), arguments);
  }

  @Override
  public Integer call() {
    Path folder = model.folder();
    ModelCard card = ModelCard.read(folder);
    Destination.checkFile("out", out);
    machine.threads();
    int count;
    try (UnlabelledImages unlabelled = UnlabelledImages.open(images, card.height(), card.width(), card.mean().length)) {
      count = unlabelled.size();
      try (Classifier classifier = Classifier.load(folder, model.weights(), machine.device(), machine.threads())) {
        StringColumn ids = StringColumn.create("id");
        StringColumn labels = StringColumn.create("label");
        for (var chunk = unlabelled.next(classifier.batch());
            !chunk.ids().isEmpty();
            chunk = unlabelled.next(classifier.batch())) {
          float[][] probabilities =
              classifier.probabilities(chunk.pixels(), chunk.ids().size());
          for (int i = 0; i < probabilities.length; i++) {
            int best = Classifier.best(probabilities[i]);
            ids.append(chunk.ids().get(i));
            labels.append(numbers ? String.valueOf(best) : card.classes().get(best));
          }
        }
        write(Table.create("predictions", ids, labels));
      }
    }
    System.out.printf("%,d images%n", count);
    System.out.println("model        " + folder + " (" + model.weights() + ")");
    System.out.println("predictions  " + out);
    return 0;
  }

  private void write(Table predictions) {
    StringWriter csv = new StringWriter();
    CsvWriteOptions options = CsvWriteOptions.builder(csv)
        .ignoreLeadingWhitespaces(false)
        .ignoreTrailingWhitespaces(false)
        .build();
    predictions.write().usingOptions(options);
    AtomicFile.writeText(out, csv.toString());
  }
}
