package tensorbang.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyTest {
  @Test
  void figuresOfOneToTwoHundredMilliseconds() {
    Latency latency = Latency.of(
        LongStream.rangeClosed(1, 200).map(i -> (201 - i) * 1_000_000).toArray());
    assertEquals(100.5, latency.mean(), 1e-9);
    assertEquals(100.5, latency.median(), 1e-9);
    assertEquals(190, latency.p95(), 1e-9);
    assertEquals(198, latency.p99(), 1e-9);
    assertEquals(Math.sqrt((200.0 * 200 - 1) / 12), latency.std(), 1e-9);
    assertEquals(1, latency.min(), 1e-9);
    assertEquals(200, latency.max(), 1e-9);
    assertEquals(1000 / 100.5, latency.imagesPerSecond(), 1e-9);
    assertEquals(200, latency.all()[0], 1e-9);
  }

  /** The 10th of 10 times is the smallest that at least 95 % of them do not exceed; the 19th of 20 is, too. */
  @ParameterizedTest
  @CsvSource({"10, 10", "19, 19", "20, 19", "21, 20", "40, 38", "100, 95", "1000, 950", "1001, 951"})
  void aPercentileIsATimeThatWasMeasured(int times, double p95) {
    Latency latency =
        Latency.of(LongStream.rangeClosed(1, times).map(i -> i * 1_000_000).toArray());
    assertEquals(p95, latency.p95());
    assertEquals((times + 1) / 2.0, latency.median());
  }

  @Test
  void noTimeIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> Latency.of(new long[0]));
  }

  @Test
  void oneTimeIsAllOfIt() {
    Latency latency = Latency.of(new long[] {2_500_000});
    assertEquals(2.5, latency.median());
    assertEquals(2.5, latency.p99());
    assertEquals(0, latency.std());
  }
}
