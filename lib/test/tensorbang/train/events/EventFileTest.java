package tensorbang.train.events;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.HistogramProto;
import org.tensorflow.proto.SessionLog;

class EventFileTest {
  @TempDir
  Path folder;

  /** CRC-32C of 32 zeros is 8A9136AA: RFC 3720, appendix B.4; masked by hand. */
  @Test
  void theChecksumIsThatOfTfrecordFiles() {
    int masked = Integer.rotateRight(0x8A9136AA, 15) + 0xA282EAD8;
    byte[] expected = {(byte) masked, (byte) (masked >> 8), (byte) (masked >> 16), (byte) (masked >> 24)};
    assertArrayEquals(expected, EventFile.checksum(new byte[32]));
  }

  @Test
  void valuesAreReadBackUnderTheirSteps() throws IOException {
    try (EventFile file = new EventFile(folder, 0)) {
      file.write(
          3, new Values().scalar("loss/test", 0.5).scalar("absent", Double.NaN).summary());
    }
    List<Event> events = Events.in(folder);
    assertEquals("brain.Event:2", events.get(0).getFileVersion());
    assertEquals(2, events.size());
    assertEquals(3, events.get(1).getStep());
    assertEquals(1, events.get(1).getSummary().getValueCount());
    assertEquals("loss/test", events.get(1).getSummary().getValue(0).getTag());
    assertEquals(0.5f, events.get(1).getSummary().getValue(0).getSimpleValue());
  }

  @Test
  void aTrainingThatGoesOnDropsTheStepsThatItRepeats() throws IOException {
    new EventFile(folder, 0).close();
    new EventFile(folder, 4).close();
    Event restart = Events.in(folder).get(2);
    assertEquals(SessionLog.SessionStatus.START, restart.getSessionLog().getStatus());
    assertEquals(4, restart.getStep());
  }

  @Test
  void aHistogramCountsEveryFiniteNumberOnce() {
    float[] numbers = {-1, 0, 0, Float.NaN, 2, Float.POSITIVE_INFINITY};
    HistogramProto histogram =
        new Values().histogram("h", numbers).summary().getValue(0).getHisto();
    assertEquals(4, histogram.getNum());
    assertEquals(4, histogram.getBucketList().stream().mapToDouble(b -> b).sum());
    assertEquals(1, histogram.getSum());
    assertEquals(5, histogram.getSumSquares());
    assertEquals(1, histogram.getBucket(0));
    assertEquals(2, histogram.getBucket(10), "a third of the way from -1 to 2");
    assertEquals(1, histogram.getBucket(29));
    assertEquals(2, histogram.getBucketLimit(29));
  }

  @Test
  void equalNumbersAreOneBin() {
    HistogramProto histogram =
        new Values().histogram("h", new float[] {7, 7}).summary().getValue(0).getHisto();
    assertEquals(List.of(2.0), histogram.getBucketList());
  }
}
