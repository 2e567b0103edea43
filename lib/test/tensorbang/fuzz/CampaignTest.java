package tensorbang.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tensorbang.boot.Checkout;

/** A few hundred inputs of the campaign, and all that earlier ones have found. */
class CampaignTest {
  @Test
  void noDamagedFileMakesAReaderFailOtherwiseThanByOnePlainLine() throws IOException {
    Campaign.Result result = Campaign.run(1, 700, null, DataTargets.NOWHERE);
    assertEquals(List.of(), result.findings());
    assertEquals(Targets.all().size(), result.counts().size());
  }

  @Test
  void everyTargetReadsItsOwnSamples(@TempDir Path folder) throws IOException {
    for (Target target : Targets.all())
      for (byte[] sample : target.samples())
        target.reader().read(sample, Files.createTempDirectory(folder, target.name()));
  }

  /** {@code found/TARGET.NUMBER} */
  static Stream<Path> found() throws IOException {
    try (Stream<Path> files = Files.list(Checkout.root().resolve("lib/test/tensorbang/fuzz/found"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("found")
  void whatWasFoundOnceStaysMended(Path file) throws IOException {
    assertNull(Campaign.replay(file));
  }
}
