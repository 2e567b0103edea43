package tensorbang.nets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import tensorbang.InputException;
import tensorbang.data.Normalization;
import tensorbang.nn.Activation;
import tensorbang.nn.LayerInfo;
import tensorbang.nn.Layers;
import tensorbang.nn.Net;
import tensorbang.nn.NetGraph;
import tensorbang.settings.Setting;

class NetsTest {
  /** A network as a user writes one. */
  private record Mine(int classes, @Setting(value = "Units.", min = 1) int units) implements Net {
    Mine(int classes) {
      this(classes, 16);
    }

    @Override
    public Operand<TFloat32> logits(Layers l, Operand<TFloat32> x) {
      return l.dense(l.relu(l.dense(l.flatten(x), units)), classes);
    }
  }

  @Test
  void anOptionOfAnotherNetworkIsRefusedWithBothNames() {
    assertEquals(
        "shortcut: the network convnet has no such option",
        message(() -> Nets.options("convnet", Map.of("shortcut", "projection"))));
  }

  @Test
  void anUnknownNetworkIsRefusedWithTheOneThatMayBeMeant() {
    String message = message(() -> Nets.create("resnet22", Map.of(), 10));
    assertTrue(
        message.startsWith("net resnet22: expected one of convnet") && message.endsWith("did you mean resnet20?"),
        message);
  }

  @Test
  void whatIsNotChosenIsTheDefault() {
    assertEquals(
        Map.of("shortcut", "identity", "cosine_logits", false, "dropout", 0.0), Nets.options("resnet56", Map.of()));
    assertEquals(Map.of("batch_norm", false, "activation", "relu", "dropout", 0.0), Nets.options("simplenn", Map.of()));
  }

  @Test
  void choicesAreCheckedForTypeAndRange() {
    assertEquals("hidden 0: must be 1 to 65536", message(() -> Nets.options("twolayer", Map.of("hidden", 0))));
    assertEquals("hidden 2.5: expected a whole number", message(() -> Nets.options("twolayer", Map.of("hidden", 2.5))));
    assertEquals(
        "activation tanh: expected one of relu, swish, leaky-relu, gelu, quick-gelu",
        message(() -> Nets.options("simplenn", Map.of("activation", "tanh"))));
    assertEquals(
        "batch_norm yes: expected true or false", message(() -> Nets.options("simplenn", Map.of("batch_norm", "yes"))));
  }

  @Test
  void aChoiceMayBeGivenAsText() {
    assertEquals(
        new SimpleNN(10, true, Activation.SWISH, 0),
        Nets.create("simplenn", Map.of("batch_norm", "true", "activation", "swish"), 10));
    assertEquals(new TwoLayer(10, 7, 0), Nets.create("twolayer", Map.of("hidden", "7"), 10));
  }

  @Test
  void aNetworkWithoutDropoutSaysSo() {
    assertEquals(
        "dropout: the network light has no such option", message(() -> Nets.options("light", Map.of("dropout", 0.5))));
    assertEquals(
        "dropout 1.0: must be at least 0 and below 1", message(() -> Nets.options("simplenn", Map.of("dropout", 1))));
  }

  /** With a rate of 0 the network is the one without the choice; otherwise each dense layer has a dropout before it. */
  @Test
  void dropoutIsBeforeTheDenseLayers() {
    Normalization any = new Normalization(new float[3], new float[] {1, 1, 1});
    for (String name : Nets.names()) {
      if (Nets.get(name).settings().stream().noneMatch(s -> s.name().equals("dropout"))) continue;
      assertEquals(List.of(), dropouts(name, 0, any), name);
      List<String> next = dropouts(name, 0.5, any);
      assertEquals(name.equals("simplenn") ? 3 : 1, next.size(), name);
      assertEquals(Set.of(name.equals("squeezenet") ? "conv" : "dense"), Set.copyOf(next), name);
    }
  }

  /** The kinds of the layers that follow a dropout. */
  private static List<String> dropouts(String name, double rate, Normalization normalization) {
    try (NetGraph graph = new NetGraph(Nets.create(name, Map.of("dropout", rate), 10), 32, 32, normalization)) {
      List<String> kinds = graph.rows().stream().map(LayerInfo::kind).toList();
      return IntStream.range(0, kinds.size())
          .filter(i -> kinds.get(i).equals("dropout"))
          .mapToObj(i -> kinds.get(i + 1))
          .toList();
    }
  }

  @Test
  void aNetworkOfOnesOwnIsRegisteredWithItsChoices() {
    try (OwnNetwork mine = OwnNetwork.register("mine", Mine::new);
        OwnNetwork lambda = OwnNetwork.register("lambda", classes -> (l, x) -> l.dense(l.flatten(x), classes))) {
      assertEquals(Map.of("units", 16), Nets.options(mine.name(), Map.of()));
      assertEquals(new Mine(3, 5), Nets.create(mine.name(), Map.of("units", 5), 3));
      assertEquals(Map.of(), Nets.options(lambda.name(), Map.of()));
    }
  }

  @Test
  void openingAScopeTwiceIsAnError() {
    Net twice = (l, x) -> l.dense(l.flatten(l.scope("a").relu(l.scope("a").relu(x))), 10);
    Normalization any = new Normalization(new float[1], new float[] {1});
    String message = assertThrows(IllegalStateException.class, () -> new NetGraph(twice, 4, 4, any))
        .getMessage();
    assertTrue(message.startsWith("the scope a is opened twice"), message);
  }

  @Test
  void widthScalesTheFiltersOfThe18LayerNetworks() {
    Normalization any = new Normalization(new float[3], new float[] {1, 1, 1});
    try (NetGraph quarter = new NetGraph(Nets.create("resnet18", Map.of("width", 0.25), 100), 32, 32, any)) {
      assertEquals(16, quarter.rows().get(0).outputShape()[2]);
      assertEquals(
          128 * 100 + 100, quarter.rows().get(quarter.rows().size() - 1).parameters());
    }
  }

  /** Iandola et al. 2016, strategy 3: late downsampling gives the layers large maps, and costs no parameters. */
  @Test
  void squeezeNetDownsamplesLateOrEarlyAtEqualParameters() {
    List<LayerInfo> late = squeezeNet("late");
    List<LayerInfo> early = squeezeNet("early");
    assertEquals(sum(late, LayerInfo::parameters), sum(early, LayerInfo::parameters));
    assertTrue(sum(late, LayerInfo::macs) > 2 * sum(early, LayerInfo::macs));
    assertEquals(List.of(16, 16, 16, 8, 8, 8, 8, 4), sides(late));
    assertEquals(List.of(16, 16, 8, 8, 4, 4, 4, 4), sides(early));
  }

  private static List<LayerInfo> squeezeNet(String downsampling) {
    Normalization any = new Normalization(new float[3], new float[] {1, 1, 1});
    Net net = Nets.create("squeezenet", Map.of("downsampling", downsampling), 10);
    try (NetGraph graph = new NetGraph(net, 32, 32, any)) {
      return graph.rows();
    }
  }

  private static long sum(List<LayerInfo> rows, ToLongFunction<LayerInfo> of) {
    return rows.stream().mapToLong(of).sum();
  }

  /** Heights of the fire modules' maps. */
  private static List<Integer> sides(List<LayerInfo> rows) {
    return rows.stream()
        .filter(r -> r.kind().equals("concat"))
        .map(r -> r.outputShape()[0])
        .toList();
  }

  private static String message(org.junit.jupiter.api.function.Executable action) {
    return assertThrows(InputException.class, action).getMessage();
  }
}
