//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java
//CDS
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -Xlog:cds=off -Xlog:cds+dynamic=off

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tensorbang.cli.Destination;
import tensorbang.cli.HelpOption;
import tensorbang.cli.MachineOptions;
import tensorbang.cli.Main;
import tensorbang.cli.ModelOptions;
import tensorbang.data.ImageSet;
import tensorbang.data.pictures.ImageFile;
import tensorbang.model.Classifier;
import tensorbang.model.ModelCard;
import tensorbang.model.Prediction;
import tensorbang.report.FeatureMaps;

@Command(
    name = "test.java",
    sortOptions = false,
    description = "Says what a picture shows, and draws what the network's first layer makes of it.")
class test implements Callable<Integer> {
  private static final int TOP = 5;

  @Parameters(
      paramLabel = "PICTURE",
      description = "PNG, JPEG, GIF or BMP of any size. The turn that a camera notes in a JPEG (EXIF orientation) is"
          + " not applied.")
  Path picture;

  @Mixin
  ModelOptions model;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "CONV_rslt.png",
      description = "Where to draw the first layer's outputs (default: ${DEFAULT-VALUE}).")
  Path drawing;

  @Mixin
  MachineOptions machine;

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new test(), arguments);
  }

  @Override
  public Integer call() {
    Path folder = model.folder();
    ModelCard card = ModelCard.read(folder);
    Destination.checkFile("out", drawing);
    machine.threads();
    byte[] pixels = ImageFile.read(picture, card.height(), card.width(), card.mean().length);
    try (Classifier classifier = Classifier.load(folder, model.weights(), machine.device(), machine.threads())) {
      List<Prediction> top = classifier.predict(pixels, TOP);
      System.out.println(picture.getFileName() + " shows: " + top.get(0));
      int longest = top.stream().mapToInt(p -> p.name().length()).max().orElse(0);
      for (Prediction p : top)
        System.out.printf(Locale.ROOT, "  %-" + longest + "s %6.2f %%%n", p.name(), 100 * p.probability());

      System.out.println("model    " + folder + " (" + model.weights() + ")");
      if (!classifier.hasConvolution()) {
        System.err.println("no drawing: the network " + card.net() + " has no convolution");
        return 0;
      }
      List<String> captions = new ArrayList<>(List.of(picture.getFileName().toString()));
      top.forEach(p -> captions.add(p.toString()));
      FeatureMaps.write(
          ImageSet.image(pixels, card.height(), card.width(), card.mean().length),
          classifier.firstLayer(pixels),
          "First-layer outputs of " + card.net(),
          captions,
          drawing);
    }
    System.out.println("drawing  " + drawing);
    return 0;
  }
}
