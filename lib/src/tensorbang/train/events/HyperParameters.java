package tensorbang.train.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Value;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.Summary;
import org.tensorflow.proto.SummaryMetadata;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The settings of a run for TensorBoard's table of hyperparameters. Its messages (tensorboard/plugins/hparams,
 * plugin_data.proto) are no part of TensorFlow's library and are encoded here: {@code HParamsPluginData} has version = 1
 * and session_start_info = 3 or session_end_info = 4; {@code SessionStartInfo} the map hparams = 1 and start_time_secs =
 * 5; {@code SessionEndInfo} status = 1 and end_time_secs = 2.
 */
public final class HyperParameters {
  private static final String PLUGIN = "hparams";

  private HyperParameters() {}

  /** A run with these settings begins. */
  public static Values start(Map<String, JsonNode> settings) {
    byte[] info = message(out -> {
      for (Map.Entry<String, JsonNode> setting : settings.entrySet()) {
        byte[] entry = message(e -> {
          e.writeString(1, setting.getKey());
          write(e, 2, value(setting.getValue()));
        });
        out.writeByteArray(1, entry);
      }
      out.writeDouble(5, System.currentTimeMillis() / 1e3);
    });
    return new Values().add(pluginData("_hparams_/session_start_info", 3, info));
  }

  /** @param succeeded whether it ended as planned */
  public static Values end(boolean succeeded) {
    byte[] info = message(out -> {
      out.writeEnum(1, succeeded ? 1 : 2);
      out.writeDouble(2, System.currentTimeMillis() / 1e3);
    });
    return new Values().add(pluginData("_hparams_/session_end_info", 4, info));
  }

  private static Summary.Value pluginData(String tag, int field, byte[] info) {
    byte[] data = message(out -> {
      out.writeInt32(1, 0);
      out.writeByteArray(field, info);
    });
    SummaryMetadata.PluginData plugin = SummaryMetadata.PluginData.newBuilder()
        .setPluginName(PLUGIN)
        .setContent(ByteString.copyFrom(data))
        .build();
    TensorProto nothing = TensorProto.newBuilder()
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dim.newBuilder().setSize(1)))
        .addFloatVal(0)
        .build();
    return Summary.Value.newBuilder()
        .setTag(tag)
        .setMetadata(SummaryMetadata.newBuilder().setPluginData(plugin))
        .setTensor(nothing)
        .build();
  }

  private static Value value(JsonNode setting) {
    if (setting.isBoolean())
      return Value.newBuilder().setBoolValue(setting.asBoolean()).build();
    if (setting.isNumber())
      return Value.newBuilder().setNumberValue(setting.asDouble()).build();
    return Value.newBuilder().setStringValue(setting.asText()).build();
  }

  private static void write(CodedOutputStream out, int field, MessageLite message) throws IOException {
    out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag(message.getSerializedSize());
    message.writeTo(out);
  }

  private interface Content {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      content.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
