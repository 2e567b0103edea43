package tensorbang.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
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
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

  @Test
  void noDamagedFileMakesAReaderFailOtherwiseThanByOnePlainLine() throws IOException {
    List<Campaign.Finding> faults = Campaign.run(1, 700, NOWHERE).stream()
        .filter(f -> f.fault() != Campaign.Fault.SLOW)
        .toList();
    assertEquals(List.of(), faults);
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
    String target = file.getFileName().toString().replaceFirst("\\..*", "");
    Campaign.Finding finding = Campaign.replay(target, Files.readAllBytes(file));
    assertTrue(finding == null || finding.fault() == Campaign.Fault.SLOW, () -> "" + finding);
  }
}
