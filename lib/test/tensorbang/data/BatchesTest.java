package tensorbang.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class BatchesTest {
  private static final byte[] FILL = {9, 9, 9};
  private static final Augmentation ALL = Augmentation.parse("crop,flip,cutout,rotate,erase,mixup");

  /** Image i has label i and the colour i everywhere. */
  private final ImageSet set = set(23);

  private static ImageSet set(int size) {
    int bytes = 8 * 8 * 3;
    byte[] pixels = new byte[size * bytes];
    for (int i = 0; i < size; i++) Arrays.fill(pixels, i * bytes, (i + 1) * bytes, (byte) i);
    return new ImageSet(pixels, IntStream.range(0, size).toArray(), 8, 8, 3);
  }

  private static List<Batch> rest(Batches batches) {
    List<Batch> all = new ArrayList<>();
    while (batches.hasNext()) all.add(batches.next());
    return all;
  }

  private static int[] labels(List<Batch> batches) {
    return batches.stream().flatMapToInt(b -> Arrays.stream(b.labels())).toArray();
  }

  private static void assertSameBatches(List<Batch> expected, List<Batch> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i).labels(), actual.get(i).labels());
      assertArrayEquals(expected.get(i).pixels(), actual.get(i).pixels());
      assertArrayEquals(expected.get(i).secondLabels(), actual.get(i).secondLabels());
      assertArrayEquals(expected.get(i).secondShares(), actual.get(i).secondShares());
    }
  }

  @Test
  void anEpochHasEveryImageOnceAndASmallerLastBatch() {
    try (Batches batches = new Batches(set, 5, 1, Augmentation.NONE, FILL)) {
      assertEquals(5, batches.perEpoch());
      batches.start(1, 0);
      List<Batch> epoch = rest(batches);
      assertEquals(List.of(5, 5, 5, 5, 3), epoch.stream().map(Batch::size).toList());
      assertFalse(Arrays.equals(set.labels(), labels(epoch)));
      assertArrayEquals(set.labels(), Arrays.stream(labels(epoch)).sorted().toArray());
      for (Batch batch : epoch) {
        for (int i = 0; i < batch.pixels().length; i++) {
          assertEquals(batch.labels()[i / (8 * 8 * 3)], batch.pixels()[i]);
        }
      }
    }
  }

  @Test
  void seedAndEpochDecideTheBatches() {
    try (Batches one = new Batches(set, 5, 1, ALL, FILL);
        Batches same = new Batches(set, 5, 1, ALL, FILL);
        Batches other = new Batches(set, 5, 2, ALL, FILL)) {
      one.start(3, 0);
      same.start(3, 0);
      other.start(3, 0);
      List<Batch> first = rest(one);
      assertSameBatches(first, rest(same));
      assertNotEquals(Arrays.toString(labels(first)), Arrays.toString(labels(rest(other))));
      one.start(4, 0);
      assertNotEquals(Arrays.toString(labels(first)), Arrays.toString(labels(rest(one))));
    }
  }

  @Test
  void anEpochStartedInItsMiddleGoesOnAsTheUnbrokenOne() {
    try (Batches unbroken = new Batches(set, 4, 1, ALL, FILL);
        Batches resumed = new Batches(set, 4, 1, ALL, FILL)) {
      unbroken.start(7, 0);
      List<Batch> all = rest(unbroken);
      for (int step = 0; step <= all.size(); step++) {
        resumed.start(7, step);
        assertSameBatches(all.subList(step, all.size()), rest(resumed));
      }
    }
  }

  @Test
  void changesAnImageDifferentlyInEachEpoch() {
    ImageSet one = new ImageSet(pattern(), new int[1], 8, 8, 3);
    try (Batches batches = new Batches(one, 1, 1, Augmentation.parse("crop"), FILL)) {
      batches.start(1, 0);
      byte[] first = batches.next().pixels();
      batches.start(2, 0);
      assertFalse(Arrays.equals(first, batches.next().pixels()));
    }
  }

  private static byte[] pattern() {
    byte[] pixels = new byte[8 * 8 * 3];
    for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) i;
    return pixels;
  }

  @Test
  void startAgainLeavesARunningEpoch() {
    try (Batches batches = new Batches(set, 1, 1, ALL, FILL)) {
      batches.start(1, 0);
      batches.next();
      batches.start(2, 20);
      List<Batch> rest = rest(batches);
      assertEquals(3, rest.size());
      batches.start(2, 0);
      assertSameBatches(rest(batches).subList(20, 23), rest);
    }
  }

  @Test
  void keepsTwoBatchesReadyAndNoMore() throws Exception {
    Semaphore made = new Semaphore(0);
    Batch empty = new Batch(new byte[0], new int[0]);
    try (Batches batches = new Batches(10, epoch -> step -> {
      made.release();
      return empty;
    })) {
      batches.start(1, 0);
      assertTrue(made.tryAcquire(2, 10, TimeUnit.SECONDS));
      assertFalse(made.tryAcquire(50, TimeUnit.MILLISECONDS));
      batches.next();
      assertTrue(made.tryAcquire(10, TimeUnit.SECONDS));
      assertFalse(made.tryAcquire(50, TimeUnit.MILLISECONDS));
    }
  }

  @Test
  void givesOutArraysThatAreNotUsedAgain() {
    try (Batches batches = new Batches(set, 5, 1, ALL, FILL)) {
      batches.start(1, 0);
      Batch first = batches.next();
      byte[] copy = first.pixels().clone();
      rest(batches);
      assertArrayEquals(copy, first.pixels());
    }
  }

  @Test
  void whatFailsOnTheThreadSurfacesInNext() {
    RuntimeException fault = new RuntimeException("no such image");
    Batch empty = new Batch(new byte[0], new int[0]);
    try (Batches batches = new Batches(3, epoch -> step -> {
      if (epoch == 1 && step == 1) throw fault;
      return empty;
    })) {
      batches.start(1, 0);
      batches.next();
      assertSame(fault, assertThrows(IllegalStateException.class, batches::next).getCause());
      assertSame(fault, assertThrows(IllegalStateException.class, batches::next).getCause());
      batches.start(2, 0);
      assertEquals(3, rest(batches).size());
    }
  }

  @Test
  void endsAnEpochWithNoSuchElement() {
    try (Batches batches = new Batches(set, 23, 1, Augmentation.NONE, FILL)) {
      assertThrows(IllegalStateException.class, batches::next);
      batches.start(1, 0);
      batches.next();
      assertFalse(batches.hasNext());
      assertThrows(NoSuchElementException.class, batches::next);
    }
  }

  @Test
  void anInterruptDisturbsNothingAndIsKept() {
    try (Batches batches = new Batches(set, 1, 1, ALL, FILL)) {
      batches.start(1, 0);
      Thread.currentThread().interrupt();
      int taken = rest(batches).size();
      assertTrue(Thread.interrupted());
      assertEquals(23, taken);
    }
  }

  @Test
  void closeEndsTheThread() throws Exception {
    Batches batches = new Batches(set, 5, 1, ALL, FILL);
    batches.start(1, 0);
    batches.next();
    batches.close();
    batches.thread().join(10_000);
    assertFalse(batches.thread().isAlive());
    assertThrows(IllegalStateException.class, batches::next);
    assertThrows(IllegalStateException.class, () -> batches.start(1, 0));
    assertFalse(batches.hasNext());
  }

  @Test
  void closeFromAnotherThreadFreesWhoeverWaits() {
    Semaphore held = new Semaphore(0);
    Batches batches = new Batches(1, epoch -> step -> {
      held.acquireUninterruptibly();
      return new Batch(new byte[0], new int[0]);
    });
    batches.start(1, 0);
    Thread closer = new Thread(batches::close);
    closer.start();
    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThrows(IllegalStateException.class, batches::next));
    held.release();
  }

  @Test
  void runsOnADaemonThread() {
    try (Batches batches = new Batches(set, 5, 1, ALL, FILL)) {
      assertTrue(batches.thread().isDaemon());
    }
  }

  @Test
  void refusesWhatCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> new Batches(set, 0, 1, ALL, FILL));
    assertThrows(IllegalArgumentException.class, () -> new Batches(set, 1, 1, ALL, new byte[1]));
    try (Batches batches = new Batches(set, 5, 1, ALL, FILL)) {
      assertThrows(IllegalArgumentException.class, () -> batches.start(1, 6));
      assertThrows(IllegalArgumentException.class, () -> batches.start(1, -1));
    }
  }

  @Test
  void takesABatchLargerThanTheSet() {
    try (Batches batches = new Batches(set, Integer.MAX_VALUE, 1, ALL, FILL)) {
      assertEquals(1, batches.perEpoch());
      batches.start(1, 0);
      assertEquals(23, batches.next().size());
    }
  }

  /**
   * The hashes of crop, flip and cutout were computed before augmentations became an interface, so that recorded runs
   * are still reproduced; the others come from a program of its own, written in Python.
   */
  @ParameterizedTest
  @CsvSource({
    "none, 205f31f08623627d",
    "crop, 644ff84257696d2f",
    "flip, 4e6e972615439581",
    "cutout, ca348f379a986b8e",
    "'crop,flip', 37152541a8474e68",
    "'flip,cutout', 49ef4700f0526907",
    "'crop,flip,cutout', c7c59bb96440aadd",
    "translate, 2e525111a671fbe5",
    "alternating-flip, c28b6cd6fa8ad875",
    "'translate,alternating-flip', c41a4d3167a32ae7",
    "rotate, f1d17703b32e2872",
    "erase, aa72846d53b7ad40",
    "mixup, e632d5a7da39e814",
    "cutmix, e4acd73e7b204d59",
    "color-jitter, bf1b51f7c595cf22",
    "'color-jitter:0.2,0.2,0.2,0.1', c7a8db9e411a5e47"
  })
  void augmentationsKeepTheirBits(String label, String expected) throws Exception {
    byte[] pixels = new byte[23 * 16 * 12 * 3];
    new Random(7).nextBytes(pixels);
    ImageSet noise = new ImageSet(pixels, IntStream.range(0, 23).toArray(), 16, 12, 3);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Batches batches = new Batches(noise, 5, 42, Augmentation.parse(label), new byte[] {120, 121, 122})) {
      for (int epoch = 1; epoch <= 3; epoch++) {
        batches.start(epoch, 0);
        for (Batch batch : rest(batches)) {
          digest.update(batch.pixels());
          for (int image : batch.labels()) digest.update((byte) image);
          if (!batch.isMixed()) continue;
          for (int image : batch.secondLabels()) digest.update((byte) image);
          for (float share : batch.secondShares())
            digest.update(ByteBuffer.allocate(Float.BYTES).putFloat(share).array());
        }
      }
    }
    assertEquals(expected, HexFormat.of().formatHex(digest.digest()).substring(0, 16));
  }

  @Test
  void switchingOneOnDoesNotChangeWhatTheOthersDo() {
    ImageSet one = new ImageSet(pattern(), new int[1], 8, 8, 3);
    try (Batches alone = new Batches(one, 1, 1, Augmentation.parse("crop,flip"), FILL);
        Batches more = new Batches(one, 1, 1, Augmentation.parse("crop,flip,erase:0.5"), FILL)) {
      int same = 0;
      for (int epoch = 1; epoch <= 100; epoch++) {
        alone.start(epoch, 0);
        more.start(epoch, 0);
        if (Arrays.equals(alone.next().pixels(), more.next().pixels())) same++;
      }
      assertEquals(50, same, 20, "half of the images are not erased");
    }
  }

  @Test
  void onlyMixupGivesSecondLabels() {
    try (Batches plain = new Batches(set, 5, 1, Augmentation.parse("crop,rotate,erase"), FILL);
        Batches mixed = new Batches(set, 5, 1, Augmentation.parse("mixup"), FILL)) {
      plain.start(1, 0);
      mixed.start(1, 0);
      assertFalse(plain.next().isMixed());
      assertTrue(mixed.next().isMixed());
    }
  }
}
