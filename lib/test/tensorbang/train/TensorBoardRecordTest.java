package tensorbang.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.HistogramProto;
import org.tensorflow.proto.Summary;
import tensorbang.data.Dataset;
import tensorbang.data.shapes.Shapes10;
import tensorbang.tf.Device;
import tensorbang.train.events.Events;
import tensorbang.train.events.HyperParameters;
import tensorbang.weights.FloatArray;
import tensorbang.weights.Safetensors;

/** Two epochs of SimpleNN, recorded for TensorBoard. */
class TensorBoardRecordTest {
  private static final Dataset SHAPES = Shapes10.dataset(96, 32, 1);

  @TempDir
  static Path folder;

  private static Metrics metrics;
  private static List<Event> events;

  /** Each step shrinks the kernels by a tenth; at that learning rate the loss hardly moves them. */
  private static TrainConfig config(int epochs) {
    return TrainConfig.DEFAULTS
        .with("net", "simplenn")
        .with("dataset", "shapes10")
        .with("batch_size", 32)
        .with("schedule", "constant")
        .with("lr", 1e-4)
        .with("momentum", 0)
        .with("weight_decay", 1000)
        .with("epochs", epochs);
  }

  private static Metrics train(String name, int epochs, boolean recorded) {
    RunContext context = new RunContext(
        folder.resolve(name), folder.resolve(name + "-model"), Device.CPU, 1, Progress.NONE, () -> false, recorded);
    return Trainer.train(config(epochs), SHAPES, context);
  }

  @BeforeAll
  static void train() throws IOException {
    metrics = train("recorded", 2, true);
    events = Events.in(folder.resolve("recorded"));
  }

  private static Map<Long, Summary.Value> values(String tag) {
    Map<Long, Summary.Value> values = new TreeMap<>();
    for (Event event : events)
      for (Summary.Value value : event.getSummary().getValueList())
        if (value.getTag().equals(tag)) values.put(event.getStep(), value);
    return values;
  }

  @Test
  void theNumbersAreThoseOfTheMetrics() {
    for (Epoch epoch : metrics.epochs()) {
      long step = epoch.epoch();
      assertEquals((float) epoch.trainLoss(), values("loss/train").get(step).getSimpleValue());
      assertEquals(
          (float) epoch.testAccuracy(), values("accuracy/test").get(step).getSimpleValue());
      assertEquals(
          (float) epoch.learningRate(), values("learning_rate").get(step).getSimpleValue());
    }
    assertTrue(values("loss/validation").isEmpty());
  }

  @Test
  void everyKernelHasItsDistributionsAndItsRelativeChangeInTheLastStep() {
    Map<String, FloatArray> saved =
        Safetensors.read(folder.resolve("recorded-model/last.safetensors")).arrays();
    for (String kernel : List.of("conv1/kernel", "dense1/kernel")) {
      double sum = 0;
      double squares = 0;
      for (float weight : saved.get(kernel).values()) {
        sum += weight;
        squares += (double) weight * weight;
      }
      assertEquals(Set.of(1L, 2L), values("weights/" + kernel).keySet());
      HistogramProto weights = values("weights/" + kernel).get(2L).getHisto();
      assertEquals(sum, weights.getSum(), 1e-9, kernel);
      assertEquals(squares, weights.getSumSquares(), 1e-9, kernel);
      HistogramProto gradients = values("gradients/" + kernel).get(2L).getHisto();
      assertTrue(gradients.getMax() > 0, kernel);
      assertNotEquals(squares, gradients.getSumSquares(), 0.01 * squares, kernel);
      for (long epoch = 1; epoch <= 2; epoch++)
        assertEquals(0.1, values("update_to_weight/" + kernel).get(epoch).getSimpleValue(), 0.005, kernel);
    }
  }

  @Test
  void theEndTellsWhetherTheTrainingSucceeded() throws IOException {
    assertEquals(1, status(values("_hparams_/session_end_info").get(2L)));
    assertEquals(2, status(HyperParameters.end(false).summary().getValue(0)));
  }

  /** Of TensorBoard's plugin_data.proto: the field session_end_info of HParamsPluginData, and status in that. */
  private static int status(Summary.Value end) throws IOException {
    CodedInputStream data = end.getMetadata().getPluginData().getContent().newCodedInput();
    assertEquals(1, WireFormat.getTagFieldNumber(data.readTag()));
    assertEquals(0, data.readInt32());
    assertEquals(4, WireFormat.getTagFieldNumber(data.readTag()));
    CodedInputStream info = data.readBytes().newCodedInput();
    assertEquals(1, WireFormat.getTagFieldNumber(info.readTag()));
    return info.readEnum();
  }

  @Test
  void aBatchTheGraphAndTheSettingsAreThereOnce() throws IOException {
    assertEquals(Set.of(1L), values("batch").keySet());
    assertEquals(8 * 32, values("batch").get(1L).getImage().getWidth());
    List<Event> graphs = events.stream().filter(e -> !e.getGraphDef().isEmpty()).toList();
    assertEquals(1, graphs.size());
    assertTrue(GraphDef.parseFrom(graphs.get(0).getGraphDef()).getNodeCount() > 10);
    Set<String> plugins = new HashSet<>();
    for (String tag : List.of("_hparams_/session_start_info", "_hparams_/session_end_info"))
      values(tag)
          .values()
          .forEach(v -> plugins.add(v.getMetadata().getPluginData().getPluginName()));
    assertEquals(Set.of("hparams"), plugins);
    assertTrue(values("_hparams_/session_start_info")
        .get(0L)
        .getMetadata()
        .getPluginData()
        .getContent()
        .toStringUtf8()
        .contains("simplenn"));
  }

  @Test
  void aRecordedTrainingHasTheSameBits() throws IOException {
    train("plain", 2, false);
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("plain-model/last.safetensors")),
        Files.readAllBytes(folder.resolve("recorded-model/last.safetensors")));
    assertEquals(List.of(), Events.in(folder.resolve("plain")));
  }
}
