package tensorbang.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Mixin;
import tensorbang.data.pictures.Resize;
import tensorbang.data.sets.Datasets;
import tensorbang.data.shapes.Shapes10;

class ScratchOptionsTest {
  @TempDir
  Path folder;

  /** A script that must not come to its training. */
  private static final class Script implements Callable<Integer> {
    @Mixin
    private ScratchOptions options;

    @Override
    public Integer call() {
      return options.run((config, data, context) -> {
        throw new AssertionError("trains");
      });
    }
  }

  private void refused(String complaint, String... arguments) {
    ScriptCall call = ScriptCall.of(new Script(), arguments);
    assertEquals(2, call.exit(), call.err());
    assertEquals(1, call.err().lines().count(), call.err());
    assertTrue(call.err().contains(complaint), call.err());
    assertEquals(List.of(), List.of(folder.toFile().list()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--validation=5", "--imbalance=2", "--imbalance-seed=3", "--size=32", "--test-share=0.5"})
  void whatARunInPlainJavaDoesNotRecordIsRefused(String option) {
    refused(
        option,
        "--dataset",
        "shapes10",
        "--limit",
        "20",
        "--out",
        folder.resolve("a").toString(),
        option);
  }

  @Test
  void imagesOfAnotherSizeThanTheNetworksTakeAreRefused() {
    Datasets.register("eight-by-eight", data -> Resize.to(8, Shapes10.dataset(20, 10, 1)));
    refused(
        "the networks in plain Java take images of 32 x 32 pixels, not of 8 x 8: choose another --dataset",
        "--dataset",
        "eight-by-eight",
        "--out",
        folder.resolve("a").toString());
  }
}
