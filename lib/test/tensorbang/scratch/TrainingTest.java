package tensorbang.scratch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whole trainings on random images, which have nothing in common: to classify them is to overfit them. */
class TrainingTest {
  private final Tensor images = Numbers.normal(1, 50, 32, 32, 3);
  private final int[] labels = new SplittableRandom(2).ints(50, 0, 10).toArray();

  /** Takes so many steps on all images; returns how many of them the last forward pass classified correctly. */
  private int correctAfter(int steps, Network network, Optimizer optimizer, double learningRate) {
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
    int correct = 0;
    for (int step = 0; step < steps; step++) {
      Tensor logits = network.forward(images, true);
      loss.loss(logits, labels);
      network.backwardToParameters(loss.gradient());
      optimizer.step(learningRate);
      correct = SoftmaxCrossEntropy.correct(logits, labels);
    }
    return correct;
  }

  private static Network network(String name) {
    return Networks.create(name, 10).initialize(Initializer.he(new SplittableRandom(1)));
  }

  @Test
  void simpleNnOverfitsFiftyImages() {
    Network network = network("simplenn");
    int correct = correctAfter(60, network, new Sgd(network.parameters(), 0.9, 0, false), 0.01);
    assertTrue(correct >= 45, correct + " of 50 after 60 steps");
  }

  @Test
  void adamOverfitsThemToo() {
    Network network = network("twolayer");
    int correct = correctAfter(30, network, new Adam(network.parameters(), 0.9, 0.999, 1e-8, 0), 0.003);
    assertTrue(correct >= 45, correct + " of 50 after 30 steps");
  }
}
