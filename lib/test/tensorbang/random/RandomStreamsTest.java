package tensorbang.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The literal numbers come from a program of its own, written in Python from the description in the Javadoc. */
class RandomStreamsTest {
  @Test
  void givesTheSameNumbersEverywhere() {
    assertStream(RandomStreams.of(42, "shuffle", 0), 0x9253e27263d2a0eeL, 0xc875580005cf72bbL, 0xb112dbede674a540L);
    assertStream(RandomStreams.of(42, "shuffle", 1), 0xe26bef4a953e281aL, 0x7bd56cf5103fc029L, 0x72d0e8e34c5b515fL);
    assertStream(
        RandomStreams.of(-1, "augment", 5L << 32 | 7), 0xd00cd56ae3635d5aL, 0x55be04c9dbe387a5L, 0x7c30f01646465527L);
    assertStream(
        RandomStreams.of(0, "gr\u00f6\u00dfe", 0), 0xf94a85c7bae84c11L, 0x5cb442cc48450b2fL, 0xe2ba8c98f694038dL);
  }

  @Test
  void hashesNamesWithTheFnv1aOfItsAuthors() {
    assertEquals(0xcbf29ce484222325L, RandomStreams.fnv1a(""));
    assertEquals(0xaf63dc4c8601ec8cL, RandomStreams.fnv1a("a"));
    assertEquals(0x85944171f73967e8L, RandomStreams.fnv1a("foobar"));
  }

  @Test
  void drawsBelowABound() {
    SplittableRandom random = RandomStreams.of(42, "shuffle", 0);
    int[] drawn = new int[5];
    for (int i = 0; i < drawn.length; i++) drawn[i] = RandomStreams.below(random, 10);
    assertArrayEquals(new int[] {5, 7, 6, 3, 3}, drawn);
    assertEquals(0, RandomStreams.below(random, 1));
  }

  @Test
  void drawsBelowTheLargestBound() {
    SplittableRandom random = RandomStreams.of(1, "bound", 0);
    for (int i = 0; i < 1000; i++) assertTrue(RandomStreams.below(random, Integer.MAX_VALUE) >= 0);
  }

  @Test
  void drawsFromTheUnitInterval() {
    SplittableRandom random = RandomStreams.of(42, "shuffle", 0);
    assertEquals(0.5715924767753884, RandomStreams.unit(random));
    assertEquals(0.7830405235343372, RandomStreams.unit(random));
  }

  @Test
  void neighbouringStreamsShareNothing() {
    Set<Long> seen = new HashSet<>();
    int streams = 0;
    for (long seed = -5; seed < 5; seed++) {
      for (String name : new String[] {"shuffle", "augment"}) {
        for (long index = -5; index < 5; index++) {
          SplittableRandom random = RandomStreams.of(seed, name, index);
          for (int i = 0; i < 20; i++) seen.add(random.nextLong());
          streams++;
        }
      }
    }
    assertEquals(20 * streams, seen.size());
  }

  private static void assertStream(SplittableRandom random, long... expected) {
    for (long number : expected) assertEquals(number, random.nextLong());
  }
}
