//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//MAIN export_image
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.cli.DataOptions;
import tensorbang.cli.Destination;
import tensorbang.cli.HelpOption;
import tensorbang.cli.Main;
import tensorbang.cli.PartOption;
import tensorbang.data.Dataset;
import tensorbang.data.ImageSet;

@Command(
    name = "export-image.java",
    sortOptions = false,
    description = {
      "Writes images of a data set as PNG files, named after their part, index and class: test-3-cat.png.%n",
      "  export-image.java 0 1 2 --dataset cifar10 --to pictures%n"
    })
class export_image implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "INDEX",
      description =
          "The images, counted from 0 in the order in which the data set is read: for a folder of pictures a mixed"
              + " one, and with --limit, --imbalance or --validation that of the images that are left.")
  List<Integer> indices;

  @Mixin
  DataOptions data;

  @Mixin
  PartOption part;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The folder (default: the current one).")
  Path folder;

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new export_image(), arguments);
  }

  @Override
  public Integer call() {
    Destination.checkFolder("to", folder);
    Dataset dataset = data.load();
    ImageSet images = part.of(dataset);
    for (int i : indices)
      if (i < 0 || i >= images.size())
        throw new InputException("INDEX " + i + ": must be from 0 to " + (images.size() - 1) + " for the " + part.name()
            + " images of " + dataset.name());
    AtomicFile.createFolder(folder);
    for (int i : indices) {
      String name = images.className(i).replaceAll("[^\\p{L}\\p{N}]+", "_");
      Path file = folder.resolve(part.name() + "-" + i + "-" + name + ".png");
      AtomicFile.write(file, out -> ImageIO.write(images.image(i), "png", out));
      System.out.println("picture  " + file);
    }
    return 0;
  }
}
