//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tensorbang.InputException;
import tensorbang.Suggestion;
import tensorbang.cli.DataOptions;
import tensorbang.cli.Destination;
import tensorbang.cli.HelpOption;
import tensorbang.cli.MachineOptions;
import tensorbang.cli.Main;
import tensorbang.cli.ModelOptions;
import tensorbang.cli.PartOption;
import tensorbang.data.Augmentation;
import tensorbang.data.Batch;
import tensorbang.data.Batches;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;
import tensorbang.data.InferenceBatch;
import tensorbang.data.Normalization;
import tensorbang.data.pictures.ImageFile;
import tensorbang.model.Inspector;
import tensorbang.model.ModelCard;
import tensorbang.model.Prediction;
import tensorbang.nn.LayerInfo;
import tensorbang.report.ClassSamples;
import tensorbang.report.FeatureMaps;
import tensorbang.report.Gallery;
import tensorbang.report.HeatMap;
import tensorbang.report.KernelPictures;
import tensorbang.report.PointCloud;
import tensorbang.report.Projection;

@Command(
    name = "look.java",
    sortOptions = false,
    subcommands = {
      look.samples.class,
      look.augmented.class,
      look.filters.class,
      look.maps.class,
      look.gradcam.class,
      look.features.class
    },
    description = {
      "Draws a data set, and what a trained network makes of pictures. Each of these has a --help of its own.%n",
      "  look.java samples --dataset cifar100",
      "  look.java augmented --augment crop,flip,cutout:8",
      "  look.java maps cat.png --layer conv2",
      "  look.java gradcam cat.png --class cat --class dog",
      "  look.java features --method tsne --images 2000%n"
    })
class look implements Callable<Integer> {
  @Mixin
  HelpOption help;

  @Spec
  CommandSpec command;

  public static void main(String... arguments) {
    Main.run(new look(), arguments);
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        command.commandLine(),
        "expected one of " + String.join(", ", command.subcommands().keySet()));
  }

  @Command(
      name = "samples",
      sortOptions = false,
      description = "Draws the first images of every class, with the number of images it has.")
  static class samples implements Callable<Integer> {
    @Mixin
    DataOptions data;

    @Mixin
    PartOption part;

    @Option(
        names = "--per-class",
        paramLabel = "N",
        defaultValue = "10",
        description = "Images of each class (default: ${DEFAULT-VALUE}).")
    int perClass;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        defaultValue = "samples.png",
        description = "Where to draw them (default: ${DEFAULT-VALUE}).")
    Path out;

    @Mixin
    HelpOption help;

    @Override
    public Integer call() {
      Destination.checkFile("out", out);
      range("per-class", perClass, 1, 50);
      Dataset dataset = data.load();
      String title = dataset.name() + ": " + part.name() + " images";
      new ClassSamples(title, dataset.classes(), part.of(dataset), perClass).write(out);
      return drawn(out);
    }
  }

  @Command(
      name = "augmented",
      sortOptions = false,
      description = "Draws the first images of a training's first epoch, each beside what augmentation makes of it.")
  static class augmented implements Callable<Integer> {
    @Mixin
    DataOptions data;

    @Option(
        names = "--augment",
        paramLabel = "LIST",
        defaultValue = "crop,flip",
        description = "As in train.java (default: ${DEFAULT-VALUE}).")
    String augment;

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "42",
        description = "Of the training (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
        names = "--images",
        paramLabel = "N",
        defaultValue = "16",
        description = "How many (default: ${DEFAULT-VALUE}).")
    int images;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        defaultValue = "augmented.png",
        description = "Where to draw them (default: ${DEFAULT-VALUE}).")
    Path out;

    @Mixin
    HelpOption help;

    @Override
    public Integer call() {
      Destination.checkFile("out", out);
      range("images", images, 1, 256);
      Augmentation augmentation = Augmentation.parse(augment);
      Dataset dataset = data.load();
      ImageSet train = dataset.train();
      byte[] fill = Normalization.of(train).meanColour();
      Batch before = first(train, Augmentation.NONE, fill);
      Batch after = first(train, augmentation, fill);
      Gallery gallery = new Gallery(dataset.name() + " with --augment " + augmentation + ", seed " + seed);
      for (int i = 0; i < before.size(); i++) {
        gallery.add(image(train, before, i), train.classes().get(before.labels()[i]), "original");
        gallery.add(image(train, after, i), label(train, after, i), "augmented");
      }
      gallery.write(out);
      return drawn(out);
    }

    private Batch first(ImageSet train, Augmentation augmentation, byte[] fill) {
      try (Batches batches = new Batches(train, images, seed, augmentation, fill)) {
        batches.start(1, 0);
        return batches.next();
      }
    }

    private static BufferedImage image(ImageSet set, Batch batch, int i) {
      int bytes = set.imageBytes();
      byte[] pixels = Arrays.copyOfRange(batch.pixels(), i * bytes, (i + 1) * bytes);
      return ImageSet.image(pixels, set.height(), set.width(), set.channels());
    }

    private static String label(ImageSet set, Batch batch, int i) {
      String name = set.classes().get(batch.labels()[i]);
      if (!batch.isMixed() || batch.secondShares()[i] == 0) return name;
      float share = batch.secondShares()[i];
      String second = set.classes().get(batch.secondLabels()[i]);
      return String.format(Locale.ROOT, "%.2f %s, %.2f %s", 1 - share, name, share, second);
    }
  }

  @Command(
      name = "filters",
      sortOptions = false,
      description = "Draws the kernels of a trained network's first convolution, each in its own range of weights.")
  static class filters implements Callable<Integer> {
    @Mixin
    ModelOptions model;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        defaultValue = "filters.png",
        description = "Where to draw them (default: ${DEFAULT-VALUE}).")
    Path out;

    @Mixin
    MachineOptions machine;

    @Mixin
    HelpOption help;

    @Override
    public Integer call() {
      Destination.checkFile("out", out);
      try (Inspector network = open(model, machine)) {
        List<BufferedImage> kernels = KernelPictures.of(network.firstKernels());
        Gallery gallery = new Gallery("Kernels of " + network.spatialLayer(null).name() + " of "
            + network.card().net());
        for (int i = 0; i < kernels.size(); i++) gallery.add(kernels.get(i), "filter " + i);
        gallery.write(out);
      }
      return drawn(out);
    }
  }

  @Command(
      name = "maps",
      sortOptions = false,
      description = "Draws what a layer of a trained network computes for a picture, one map for each channel.")
  static class maps implements Callable<Integer> {
    @Parameters(paramLabel = "PICTURE", description = "PNG, JPEG, GIF or BMP of any size.")
    Path picture;

    @Mixin
    ModelOptions model;

    @Option(
        names = "--layer",
        paramLabel = "NAME",
        description = "As in the table that train.java and costs.java print (default: the first convolution).")
    String layer;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        defaultValue = "maps.png",
        description = "Where to draw them (default: ${DEFAULT-VALUE}).")
    Path out;

    @Mixin
    MachineOptions machine;

    @Mixin
    HelpOption help;

    @Override
    public Integer call() {
      Destination.checkFile("out", out);
      try (Inspector network = open(model, machine)) {
        byte[] pixels = read(picture, network.card());
        LayerInfo chosen = network.spatialLayer(layer);
        List<String> captions = new ArrayList<>(List.of(picture.getFileName().toString()));
        network.predict(pixels, 3).forEach(p -> captions.add(p.toString()));
        String title = "Outputs of " + chosen.name() + " of " + network.card().net();
        FeatureMaps.write(image(pixels, network.card()), network.maps(chosen, pixels), title, captions, out);
      }
      return drawn(out);
    }
  }

  @Command(
      name = "gradcam",
      sortOptions = false,
      description =
          "Draws which parts of a picture speak for a class (Grad-CAM, Selvaraju et al. 2017): bright where they"
              + " raise the class's logit. The map is as coarse as the layer it is taken from.")
  static class gradcam implements Callable<Integer> {
    @Parameters(paramLabel = "PICTURE", description = "PNG, JPEG, GIF or BMP of any size.")
    Path picture;

    @Mixin
    ModelOptions model;

    @Option(
        names = "--class",
        paramLabel = "NAME",
        description = "A class to ask for; may be given again (default: the three most probable).")
    List<String> classes;

    @Option(
        names = "--layer",
        paramLabel = "NAME",
        description = "The layer whose maps are weighted (default: the last one that has maps).")
    String layer;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        defaultValue = "gradcam.png",
        description = "Where to draw them (default: ${DEFAULT-VALUE}).")
    Path out;

    @Mixin
    MachineOptions machine;

    @Mixin
    HelpOption help;

    @Override
    public Integer call() {
      Destination.checkFile("out", out);
      try (Inspector network = open(model, machine)) {
        ModelCard card = network.card();
        byte[] pixels = read(picture, card);
        LayerInfo chosen = layer == null ? network.lastSpatialLayer() : network.spatialLayer(layer);
        List<Prediction> all = network.predict(pixels, card.classes().size());
        List<Prediction> shown = classes == null ? all.subList(0, Math.min(3, all.size())) : new ArrayList<>();
        if (classes != null) for (String name : classes) shown.add(named(name, all));
        BufferedImage image = image(pixels, card);
        Gallery gallery = new Gallery("Grad-CAM of " + card.net() + " at " + chosen.name());
        gallery.add(image, picture.getFileName().toString());
        for (Prediction p : shown) {
          float[][] cam = network.gradCam(chosen, pixels, card.classes().indexOf(p.name()));
          gallery.add(HeatMap.over(image, cam), p.name(), String.format(Locale.ROOT, "%.2f %%", 100 * p.probability()));
        }
        gallery.write(out);
      }
      return drawn(out);
    }

    private static Prediction named(String name, List<Prediction> all) {
      return all.stream()
          .filter(p -> p.name().equals(name))
          .findFirst()
          .orElseThrow(() -> InputException.of(
              "class",
              name,
              "the model does not know it"
                  + Suggestion.didYouMean(
                      name, all.stream().map(Prediction::name).toList())));
    }
  }

  @Command(
      name = "features",
      sortOptions = false,
      description = "Draws images as points: what the network's last layer is given, projected on the plane.")
  static class features implements Callable<Integer> {
    private static final int BATCH = 250;

    @Mixin
    ModelOptions model;

    @Mixin
    DataOptions data;

    @Mixin
    PartOption part;

    @Option(
        names = "--method",
        paramLabel = "pca|tsne",
        defaultValue = "pca",
        description = "Principal components, or stochastic neighbour embedding, which takes longer (default:"
            + " ${DEFAULT-VALUE}).")
    Projection method;

    @Option(
        names = "--images",
        paramLabel = "N",
        defaultValue = "1000",
        description = "The first N images (default: ${DEFAULT-VALUE}).")
    int images;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        defaultValue = "features.png",
        description = "Where to draw them (default: ${DEFAULT-VALUE}).")
    Path out;

    @Mixin
    MachineOptions machine;

    @Mixin
    HelpOption help;

    @Override
    public Integer call() {
      Destination.checkFile("out", out);
      range("images", images, Projection.FEWEST_ROWS, 20_000);
      data.request();
      ModelCard card = ModelCard.read(model.folder());
      Dataset dataset = data.load();
      ImageSet set = part.of(dataset).first(images);
      if (set.size() < Projection.FEWEST_ROWS)
        throw new InputException(
            dataset.name() + " has " + set.size() + " such images; at least " + Projection.FEWEST_ROWS + " are needed");
      if (set.height() != card.height() || set.width() != card.width())
        throw new InputException("the model takes images of " + card.height() + " x " + card.width() + ", "
            + dataset.name() + " has " + set.height() + " x " + set.width() + "; see --size");
      if (set.channels() != card.mean().length)
        throw new InputException("the model takes images of " + card.mean().length + " channels, " + dataset.name()
            + " has " + set.channels());
      float[][] rows = new float[set.size()][];
      try (Inspector network = open(model, machine)) {
        int size = InferenceBatch.size(BATCH, set.imageBytes());
        for (int from = 0; from < rows.length; from += size) {
          Batch batch = set.batch(from, Math.min(from + size, rows.length));
          float[][] some = network.features(batch.pixels(), batch.size());
          System.arraycopy(some, 0, rows, from, some.length);
        }
      }
      String axis = method == Projection.PCA ? "principal component " : "t-SNE dimension ";
      String title = String.format(
          Locale.ROOT,
          "Last features of %s: %,d %s images of %s",
          card.net(),
          rows.length,
          part.name(),
          dataset.name());
      new PointCloud(title, axis + 1, axis + 2, dataset.classes(), method.of(rows), set.labels()).write(out, null);
      return drawn(out);
    }
  }

  private static Inspector open(ModelOptions model, MachineOptions machine) {
    return Inspector.load(model.folder(), model.weights(), machine.device(), machine.threads());
  }

  private static byte[] read(Path picture, ModelCard card) {
    return ImageFile.read(picture, card.height(), card.width(), card.mean().length);
  }

  private static BufferedImage image(byte[] pixels, ModelCard card) {
    return ImageSet.image(pixels, card.height(), card.width(), card.mean().length);
  }

  private static void range(String option, int value, int from, int to) {
    if (value < from || value > to)
      throw new InputException("--" + option + " " + value + ": must be from " + from + " to " + to);
  }

  private static int drawn(Path out) {
    System.out.println("drawing  " + out);
    return 0;
  }
}
