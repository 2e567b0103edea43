//bin/sh -c :; s=$(readlink -f "$0") j=${s%/*}/../jbang; [ -f "$j" ] || j=${TENSORBANG_ROOT?}/jbang; exec "$j" "$s" "$@"
//DEPS ${env.TENSORBANG_ROOT:..}/lib/src/tensorbang/Toolkit.java

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tensorbang.InputException;
import tensorbang.cli.HelpOption;
import tensorbang.cli.MachineOptions;
import tensorbang.cli.Main;
import tensorbang.cli.ModelOptions;
import tensorbang.model.Inspector;
import tensorbang.model.ModelFolder;
import tensorbang.serve.PredictionServer;

@Command(
    name = "serve.java",
    sortOptions = false,
    description = {
      "Serves a page on this computer where a picture is dropped, pasted or drawn and the network says what it shows,"
          + " what its first layer computes and where it looks (Grad-CAM). Ctrl-C stops it. As JSON:%n",
      "  curl --data-binary @cat.png http://127.0.0.1:8080/predict%n"
    })
class serve implements Callable<Integer> {
  @Mixin
  ModelOptions model;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Of the page; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  int port;

  @Mixin
  MachineOptions machine;

  @Mixin
  HelpOption help;

  public static void main(String... arguments) {
    Main.run(new serve(), arguments);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65_535) throw InputException.of("port", port, "must be from 0 to 65535");
    Path folder = model.folder();
    String name = ModelFolder.open(folder).name();
    try (Inspector network = Inspector.load(folder, model.weights(), machine.device(), machine.threads());
        PredictionServer server = new PredictionServer(port, name, network)) {
      System.out.println("model    " + folder + " (" + model.weights() + ")");
      System.out.println("page     " + server.address() + "   (Ctrl-C stops it)");
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
