package tensorbang.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyTest {
  @Test
  void figuresOfOneToTwoHundredMilliseconds() {
    Latency latency = Latency.of(LongStream.rangeClosed(1, 200).map(i -> (201 - i) * 1_000_000).toArray());
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

  @Test
  void oneTimeIsAllOfIt() {
    Latency latency = Latency.of(new long[] {2_500_000});
    assertEquals(2.5, latency.median());
    assertEquals(2.5, latency.p99());
    assertEquals(0, latency.std());
  }
}
