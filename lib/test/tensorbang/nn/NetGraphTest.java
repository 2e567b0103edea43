package tensorbang.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import tensorbang.InputException;
import tensorbang.data.Normalization;
import tensorbang.tf.Device;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;

class NetGraphTest {
  private static final Normalization GREY = new Normalization(new float[] {0.5f}, new float[] {0.25f});

  @Test
  void eachChannelIsNormalizedWithItsOwnMeanAndDeviation() {
    Normalization three = new Normalization(new float[] {0.5f, 0.25f, 0}, new float[] {0.25f, 0.5f, 1});
    try (NetGraph net = new NetGraph((l, x) -> l.flatten(x), 1, 2, three);
        Session session = TensorFlowRuntime.open(net.graph(), Device.CPU, 1, Precision.FLOAT32);
        TUint8 image =
            TUint8.tensorOf(Shape.of(1, 1, 2, 3), DataBuffers.of(new byte[] {-1, 0, 51, 0, -1, -1}, true, false));
        var result =
            NativeStderr.silenced(session.runner().feed(net.images(), image).fetch(net.logits())::run)) {
      float[] values = new float[6];
      ((TFloat32) result.get(0)).copyTo(DataBuffers.of(values, false, false));
      // (255 / 255 - 0.5) / 0.25, (0 - 0.25) / 0.5, 51 / 255; then of 0, 255 and 255
      assertArrayEquals(new float[] {2, -0.5f, 0.2f, -2, 1.5f, 1}, values, 1e-6f);
    }
  }

  @Test
  void theLastBiasIsThatOfADenseLayerAtTheEnd() {
    try (NetGraph dense = new NetGraph((l, x) -> l.dense(l.relu(l.dense(l.flatten(x), 4)), 3), 2, 2, GREY);
        NetGraph cosines = new NetGraph((l, x) -> l.cosine(l.dense(l.flatten(x), 4), 3), 2, 2, GREY)) {
      assertEquals("dense2/bias", dense.lastBias().name());
      assertNull(cosines.lastBias());
    }
  }

  @Test
  void imagesNeedNotBeSquare() {
    Net net = (l, x) -> l.flatten(l.depthwise(l.conv(x, Conv.of(5, 3)), 3, 2, Padding.SAME));
    try (NetGraph graph = new NetGraph(net, 6, 9, GREY)) {
      LayerInfo conv = graph.rows().get(0);
      assertArrayEquals(new int[] {4, 7, 5}, conv.outputShape());
      assertEquals(4 * 7 * (3 * 3 * 5), conv.macs());
      LayerInfo depthwise = graph.rows().get(1);
      assertArrayEquals(new int[] {2, 4, 5}, depthwise.outputShape());
      assertEquals(2 * 4 * (3 * 3 * 5), depthwise.macs());
    }
  }

  @Test
  void imagesThatAreTooSmallForANetworkAreRefusedInPlainWords() {
    Net net = (l, x) -> l.flatten(l.conv(x, 1, 5, Padding.VALID));
    String message = assertThrows(InputException.class, () -> new NetGraph(net, 4, 4, GREY).close())
        .getMessage();
    assertEquals("images of 4 x 4 pixels are too small for the network", message);
  }
}
