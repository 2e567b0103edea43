package tensorbang.scratch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrainingTest {
  @Test
  void testingCountsWhatIsRightAndChangesNothing() {
    Network network = new Network(new Dense(2, 2));
    Numbers.set(network.parameter("dense1/kernel"), 1, 0, 0, 1);
    Training training = new Training(network, new Sgd(network.parameters(), 0, 0, false));
    Tensor x = Numbers.tensor(new int[] {3, 2}, 9, 0, 0, 9, 9, 0);
    Training.Result result = training.test(x, new int[] {0, 1, 1});
    assertEquals(2, result.correct());
    assertEquals(3 * Math.log1p(Math.exp(-9)) + 9, result.lossSum(), 1e-6);
    assertEquals(result, training.test(x, new int[] {0, 1, 1}));
  }

  /** Random images have nothing in common: to get them right is to remember each. */
  @Test
  void simpleNnLearnsFiftyImagesByHeart() {
    Network network = Networks.create("simplenn", 10).initialize(Initializer.he(new SplittableRandom(1)));
    Training training = new Training(network, new Sgd(network.parameters(), 0.9, 0, false));
    Tensor x = Numbers.normal(1, 50, 32, 32, 3);
    int[] labels = new SplittableRandom(2).ints(50, 0, 10).toArray();
    Training.Result last = null;
    for (int step = 0; step < 60; step++) last = training.step(x, labels, 0.01);
    assertTrue(last.correct() >= 45, last.correct() + " of 50 after 60 steps");
  }

  @Test
  void adamLearnsToo() {
    Network network = Networks.create("twolayer", 10).initialize(Initializer.xavier(new SplittableRandom(1)));
    Training training = new Training(network, new Adam(network.parameters(), 0));
    Tensor x = Numbers.normal(1, 50, 32, 32, 3);
    int[] labels = new SplittableRandom(2).ints(50, 0, 10).toArray();
    Training.Result last = null;
    for (int step = 0; step < 30; step++) last = training.step(x, labels, 0.003);
    assertTrue(last.correct() >= 45, last.correct() + " of 50 after 30 steps");
  }
}
