package tensorbang.interop.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.types.TFloat32;
import tensorbang.InputException;
import tensorbang.interop.SampleNetwork;
import tensorbang.nets.Nets;
import tensorbang.nets.ResNet;
import tensorbang.nets.Shortcut;
import tensorbang.nets.SimpleNN;
import tensorbang.nn.Activation;
import tensorbang.nn.Conv;
import tensorbang.nn.Net;
import tensorbang.nn.Padding;

/** ONNX models, run by ONNX Runtime and compared with TensorFlow. */
class OnnxModelTest {
  private static final double TOLERANCE = 1e-4;

  static Stream<Arguments> networks() {
    Stream<Arguments> zoo =
        Nets.names().stream().map(name -> Arguments.of(name, Nets.create(name, Map.of(), SampleNetwork.CLASSES)));
    Stream<Arguments> variants = Stream.of(
        Arguments.of("shortcut B", new ResNet(SampleNetwork.CLASSES, 1, Shortcut.PROJECTION, false, 0)),
        Arguments.of("leaky", new SimpleNN(SampleNetwork.CLASSES, true, Activation.LEAKY_RELU, 0)),
        Arguments.of("cosine", (Net) (l, x) -> l.cosine(l.flatten(l.conv(x, 2, 5, Padding.VALID)), 10)),
        Arguments.of("even kernel", (Net)
            (l, x) -> l.dense(l.flatten(l.sigmoid(l.conv(x, Conv.of(4, 4).same().stride(3)))), 10)),
        Arguments.of("norm before convolution", (Net)
            (l, x) -> l.dense(l.globalAveragePool(l.conv(l.relu(l.batchNorm(x)), 6, 3, Padding.SAME)), 10)));
    return Stream.concat(zoo, variants);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void onnxRuntimeGivesTheSameLogits(String name, Net net) {
    SampleNetwork sample = SampleNetwork.of(name, net);
    for (ImageLayout layout : ImageLayout.values())
      close(sample.logits(3), logits(model(sample, layout), layout, 3), name + " " + layout);
  }

  static Stream<Arguments> operations() {
    return Stream.of(
        own("squeeze and excitation", tf -> x -> {
          Operand<TFloat32> means = tf.math.mean(x, tf.constant(new int[] {1, 2}));
          Operand<TFloat32> gates = tf.math.sigmoid(tf.reshape(means, tf.constant(new int[] {-1, 1, 1, 4})));
          return tf.math.mul(x, gates);
        }),
        own("concatenation", tf -> x -> tf.concat(List.of(x, tf.math.square(x)), tf.constant(-1))),
        own(
            "GELU",
            tf -> x -> tf.math.mul(
                tf.math.mul(x, tf.constant(0.5f)),
                tf.math.add(tf.constant(1f), tf.math.erf(tf.math.mul(x, tf.constant(0.70710678f)))))),
        own("ReLU6", tf -> x -> tf.nn.relu6(x)),
        own("clip", tf -> x -> tf.clipByValue(x, tf.constant(-0.3f), tf.constant(0.4f))),
        own("differences", tf -> x -> tf.math.squaredDifference(x, tf.constant(new float[] {1, 2, 3, 4}))),
        own("rsqrt", tf -> x -> tf.math.rsqrt(tf.math.add(tf.math.abs(x), tf.constant(1f)))),
        own("average pooling", tf -> x -> tf.nn.avgPool(x, List.of(1L, 3L, 3L, 1L), List.of(1L, 2L, 2L, 1L), "SAME")),
        own(
            "max pooling",
            tf -> x ->
                tf.nn.maxPool(x, tf.constant(new int[] {1, 3, 2, 1}), tf.constant(new int[] {1, 2, 3, 1}), "SAME")),
        own("sums of rows", tf -> x -> tf.expandDims(tf.sum(x, tf.constant(1)), tf.constant(1))),
        own("largest channel", tf -> x -> tf.max(x, tf.constant(3), Max.keepDims(true))),
        own("axes exchanged", tf -> x -> tf.linalg.transpose(x, tf.constant(new int[] {0, 2, 1, 3}))),
        own(
            "padded",
            tf -> x ->
                tf.nn.relu(tf.pad(x, tf.constant(new int[][] {{0, 0}, {1, 2}, {0, 3}, {2, 0}}), tf.constant(0.5f)))),
        own(
            "a part",
            tf ->
                x -> tf.stridedSlice(x, Indices.all(), Indices.slice(1, 9), Indices.sliceFrom(3), Indices.sliceTo(3))),
        own(
            "some rows and columns",
            tf -> x -> tf.stridedSlice(x, Indices.all(), Indices.slice(1, 11, 2), Indices.step(3))),
        own(
            "one pixel",
            tf -> x -> tf.stridedSlice(x, Indices.all(), Indices.at(5), Indices.at(-1), Indices.sliceFrom(1))),
        own("softmax over channels", tf -> x -> tf.nn.softmax(x)));
  }

  private interface Step {
    Operand<TFloat32> apply(Operand<TFloat32> x);
  }

  /** A network that computes something of its own, without the vocabulary of layers. */
  private static Arguments own(String name, Function<Ops, Step> step) {
    return Arguments.of(name, (Net) (l, x) -> {
      Operand<TFloat32> maps = l.conv(x, Conv.of(4, 3).stride(2).same());
      return l.dense(l.flatten(step.apply(operations(x)).apply(maps)), SampleNetwork.CLASSES);
    });
  }

  private static Ops operations(Operand<?> x) {
    return Ops.create(x.op().env());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void anOperationOfTheUsersOwnIsConvertedToo(String name, Net net) {
    SampleNetwork sample = SampleNetwork.of(name, net);
    close(sample.logits(2), logits(model(sample, ImageLayout.NCHW), ImageLayout.NCHW, 2), name);
  }

  @Test
  void anOperationWithoutACounterpartIsNamedWithItsLayer() {
    Net net = (l, x) -> {
      Operand<TFloat32> maps = l.conv(x, 2, 5, Padding.VALID);
      return l.dense(
          l.flatten(l.relu(operations(x).math.cumsum(maps, operations(x).constant(1)))), 10);
    };
    SampleNetwork sample = SampleNetwork.of("cumulative", net);
    String message = assertThrows(InputException.class, () -> model(sample, ImageLayout.NCHW))
        .getMessage();
    assertEquals("the operation Cumsum of the layer relu1 has no counterpart in this export to ONNX", message);
  }

  @Test
  void theFileSaysWhatItIs() throws InvalidProtocolBufferException {
    SampleNetwork sample = SampleNetwork.of("vanillacnn", Nets.create("vanillacnn", Map.of(), 10));
    ModelProto proto = ModelProto.parseFrom(model(sample, ImageLayout.NHWC).bytes());
    Map<String, String> metadata = proto.getMetadataPropsList().stream()
        .collect(Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
    assertEquals("vanillacnn", metadata.get("network"));
    assertEquals("nhwc", metadata.get("layout"));
    assertEquals("[0.5,0.4,0.3]", metadata.get("mean"));
    assertTrue(metadata.get("classes").startsWith("[\"class 0\",\"class 1\""), metadata.get("classes"));
    assertTrue(
        proto.getOpsetImport(0).getVersion() >= 17, proto.getOpsetImport(0).toString());
    assertEquals(
        "batch",
        proto
            .getGraph()
            .getInput(0)
            .getType()
            .getTensorType()
            .getShape()
            .getDim(0)
            .getDimParam());
  }

  @Test
  void nodesAndWeightsHaveTheNamesOfTheLayers() throws InvalidProtocolBufferException {
    SampleNetwork sample = SampleNetwork.of("vanillacnn", Nets.create("vanillacnn", Map.of(), 10));
    ModelProto proto = ModelProto.parseFrom(model(sample, ImageLayout.NCHW).bytes());
    Set<String> weights =
        proto.getGraph().getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
    assertTrue(weights.containsAll(sample.weights().keySet()), weights.toString());
    List<String> nodes =
        proto.getGraph().getNodeList().stream().map(NodeProto::getName).toList();
    assertTrue(nodes.containsAll(List.of("conv1", "relu1", "pool1", "flatten1", "dense1")), nodes.toString());
  }

  @Test
  void aResNetIsMadeOfConvolutionsAlone() throws InvalidProtocolBufferException {
    SampleNetwork sample = SampleNetwork.of("resnet20", Nets.create("resnet20", Map.of(), 10));
    ModelProto proto = ModelProto.parseFrom(model(sample, ImageLayout.NCHW).bytes());
    Map<String, Long> kinds = proto.getGraph().getNodeList().stream()
        .collect(Collectors.groupingBy(NodeProto::getOpType, Collectors.counting()));
    assertEquals(19, kinds.get("Conv"), kinds.toString());
    assertTrue(!kinds.containsKey("BatchNormalization") && !kinds.containsKey("Transpose"), kinds.toString());
  }

  @Test
  void theProbabilitiesAreTheSoftmaxOfEachImagesLogits() {
    OnnxModel model =
        model(SampleNetwork.of("simplenn", Nets.create("simplenn", Map.of(), SampleNetwork.CLASSES)), ImageLayout.NHWC);
    float[] logits = logits(model, ImageLayout.NHWC, 3);
    float[] expected = new float[logits.length];
    for (int first = 0; first < logits.length; first += SampleNetwork.CLASSES) {
      double sum = 0;
      for (int k = 0; k < SampleNetwork.CLASSES; k++) sum += Math.exp(logits[first + k]);
      for (int k = 0; k < SampleNetwork.CLASSES; k++) expected[first + k] = (float) (Math.exp(logits[first + k]) / sum);
    }
    assertArrayEquals(expected, output(model, OnnxModel.PROBABILITIES, ImageLayout.NHWC, 3), 1e-5f);
  }

  private static OnnxModel model(SampleNetwork sample, ImageLayout layout) {
    return OnnxModel.of(sample.card(), sample.graph(), sample.weights(), layout);
  }

  private static void close(float[] expected, float[] actual, String name) {
    assertEquals(expected.length, actual.length, name);
    double largest = 1;
    for (float e : expected) largest = Math.max(largest, Math.abs(e));
    for (int i = 0; i < expected.length; i++)
      assertEquals(expected[i], actual[i], TOLERANCE * largest, name + ", logit " + i);
  }

  private static float[] logits(OnnxModel model, ImageLayout layout, int count) {
    return output(model, OnnxModel.LOGITS, layout, count);
  }

  private static float[] output(OnnxModel model, String output, ImageLayout layout, int count) {
    byte[] pixels = SampleNetwork.images(count);
    long[] shape = {count, SampleNetwork.HEIGHT, SampleNetwork.WIDTH, 3};
    if (layout == ImageLayout.NCHW) {
      shape = new long[] {count, 3, SampleNetwork.HEIGHT, SampleNetwork.WIDTH};
      pixels = channelsFirst(pixels, count);
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(model.bytes());
        OnnxTensor images = OnnxTensor.createTensor(environment, ByteBuffer.wrap(pixels), shape, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of(OnnxModel.IMAGES, images), Set.of(output))) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] found = new float[values.remaining()];
      values.get(found);
      return found;
    } catch (OrtException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] channelsFirst(byte[] pixels, int count) {
    int area = SampleNetwork.HEIGHT * SampleNetwork.WIDTH;
    byte[] turned = new byte[pixels.length];
    for (int n = 0; n < count; n++)
      for (int c = 0; c < 3; c++)
        for (int i = 0; i < area; i++) turned[(n * 3 + c) * area + i] = pixels[(n * area + i) * 3 + c];
    return turned;
  }
}
