package tensorbang.scratch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTest {
  private final int before = Parallel.threads();

  @AfterEach
  void restoreThreads() {
    Parallel.setThreads(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 15, 16, 17, 1000})
  void everyItemIsDoneOnceInSlicesThatHoldSomething(int items) {
    Parallel.setThreads(3);
    AtomicIntegerArray done = new AtomicIntegerArray(items);
    AtomicIntegerArray slices = new AtomicIntegerArray(Parallel.SLICES);
    Parallel.slices(items, (from, to, slice, worker) -> {
      assertTrue(from < to && worker >= 0 && worker < 3);
      slices.incrementAndGet(slice);
      for (int i = from; i < to; i++) done.incrementAndGet(i);
    });
    for (int i = 0; i < items; i++) assertEquals(1, done.get(i));
    for (int s = 0; s < Parallel.SLICES; s++) assertEquals(s < Parallel.count(items) ? 1 : 0, slices.get(s));
  }

  @Test
  void aFailureInAnyThreadReachesTheCaller() {
    Parallel.setThreads(2);
    for (int bad = 0; bad < Parallel.SLICES; bad++) {
      int failing = bad;
      assertThrows(
          IllegalStateException.class,
          () -> Parallel.slices(100, (from, to, slice, worker) -> {
            if (slice == failing) throw new IllegalStateException("slice " + slice);
          }));
    }
  }

  @Test
  void atLeastOneThreadWorks() {
    assertThrows(IllegalArgumentException.class, () -> Parallel.setThreads(0));
  }

  @Test
  void bitsDoNotDependOnTheNumberOfThreads() {
    float[] one = trained(1);
    assertArrayEquals(one, trained(2));
    assertArrayEquals(one, trained(3));
    assertArrayEquals(one, trained(16));
  }

  /** All parameters and moving averages after three steps of a network with every layer that sums something up. */
  private static float[] trained(int threads) {
    Parallel.setThreads(threads);
    BatchNorm norm = new BatchNorm(8);
    Network network = new Network(
        new Conv2D(3, 8, 3, 1, 1, 1, false),
        norm,
        new ReLU(),
        new MaxPool(2),
        new Conv2D(8, 6, 3, 1, 0, 2, true),
        new Swish(),
        new AvgPool(2),
        new Flatten(),
        new Dropout(0.3f, 5),
        new Dense(6 * 9, 30),
        new LeakyReLU(0.1f),
        new Dense(30, 10));
    network.initialize(Initializer.he(new SplittableRandom(1)));
    Sgd sgd = new Sgd(network.parameters(), 0.9, 1e-3, true);
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
    int[] labels = new SplittableRandom(2).ints(37, 0, 10).toArray();
    for (int step = 0; step < 3; step++) {
      loss.loss(network.forward(Numbers.normal(step, 37, 16, 16, 3), true), labels);
      network.backwardToParameters(loss.gradient());
      sgd.step(0.05);
    }
    float[] all = norm.movingVariance().clone();
    for (Parameter p : network.parameters()) all = append(all, p.value().data());
    return all;
  }

  private static float[] append(float[] a, float[] b) {
    float[] all = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }
}
