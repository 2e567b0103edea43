package tensorbang.interop.savedmodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.commons.io.FileUtils;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.Save;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;
import tensorbang.AtomicFile;
import tensorbang.InputException;
import tensorbang.model.ModelCard;
import tensorbang.nn.InferenceGraph;
import tensorbang.tf.Device;
import tensorbang.tf.NativeStderr;
import tensorbang.tf.Precision;
import tensorbang.tf.TensorFlowRuntime;
import tensorbang.weights.FloatArray;

/**
 * A trained network as a SavedModel (tensorflow.org/guide/saved_model). Its signature {@code serving_default} takes
 * {@code images}, uint8 pixels from 0 to 255, [batch, height, width, channels], which the graph normalises, and gives
 * {@code logits} and {@code probabilities}, [batch, classes]. The variables have the names of the model's weights. The
 * folder {@code assets.extra} holds {@code classes.txt}, a name a line in the order of the outputs, and the model's card.
 */
public final class SavedModelFolder {
  private static final String GRAPH = "saved_model.pb";
  private static final String VARIABLES = "variables/variables";

  private SavedModelFolder() {}

  /**
   * Writes a network.
   *
   * @param weights of all its variables; see {@link InferenceGraph#check}
   * @param folder is made; a SavedModel that is there is replaced
   * @throws InputException if a variable lacks its value, {@code folder} holds something else, or cannot be written
   */
  public static void write(ModelCard card, InferenceGraph net, Map<String, FloatArray> weights, Path folder) {
    net.check(weights, "the weights");
    Path target = folder.toAbsolutePath().normalize();
    checkReplaceable(target, folder);
    Path part = beside(target);
    try {
      AtomicFile.createFolder(part);
      writeVariables(net, weights, part.resolve(VARIABLES));
      SavedModel model = SavedModel.newBuilder()
          .setSavedModelSchemaVersion(1)
          .addMetaGraphs(SavedModelGraph.of(net))
          .build();
      AtomicFile.write(part.resolve(GRAPH), model::writeTo);
      Path assets = part.resolve("assets.extra");
      AtomicFile.writeText(assets.resolve("classes.txt"), String.join("\n", card.classes()) + "\n");
      card.write(assets);
      replace(target, part);
    } catch (IOException e) {
      throw new InputException("cannot write " + folder + ": " + AtomicFile.reason(e), e);
    } finally {
      FileUtils.deleteQuietly(part.toFile());
    }
  }

  /** A name that nothing has. */
  private static Path beside(Path target) {
    long number = ThreadLocalRandom.current().nextLong();
    return target.resolveSibling("." + target.getFileName() + String.format(".%016x", number));
  }

  /** The old folder goes only when the new one is in its place. */
  private static void replace(Path target, Path part) throws IOException {
    if (!Files.exists(target)) {
      Files.move(part, target);
      return;
    }
    Path old = beside(target);
    Files.move(target, old);
    try {
      Files.move(part, target);
    } catch (IOException e) {
      Files.move(old, target);
      throw e;
    }
    FileUtils.deleteDirectory(old.toFile());
  }

  private static void checkReplaceable(Path target, Path asGiven) {
    if (!Files.exists(target)) return;
    String[] files = target.toFile().list();
    boolean empty = files != null && files.length == 0;
    if (!empty && !Files.isRegularFile(target.resolve(GRAPH)))
      throw new InputException(asGiven + " is there and is no SavedModel: name a new folder");
  }

  /** A checkpoint of all variables, in TensorFlow's format. */
  private static void writeVariables(InferenceGraph net, Map<String, FloatArray> weights, Path prefix)
      throws IOException {
    AtomicFile.createFolder(prefix.getParent());
    try (Graph graph = TensorFlowRuntime.newGraph()) {
      Ops tf = Ops.create(graph);
      List<String> names =
          net.variables().stream().map(InferenceGraph.Variable::name).toList();
      List<Operand<?>> values = new ArrayList<>();
      for (InferenceGraph.Variable v : net.variables())
        values.add(tf.placeholder(TFloat32.class, Placeholder.shape(shape(weights.get(v.name())))));
      Save save = tf.train.save(
          tf.constant(prefix.toString()),
          SavedModelGraph.strings(tf, names),
          SavedModelGraph.wholeTensors(tf, names.size()),
          values);
      List<TFloat32> tensors = new ArrayList<>();
      try (Session session = TensorFlowRuntime.open(graph, Device.CPU, 1, Precision.FLOAT32)) {
        Session.Runner runner = session.runner().addTarget(save);
        for (int i = 0; i < names.size(); i++) {
          FloatArray array = weights.get(names.get(i));
          tensors.add(TFloat32.tensorOf(shape(array), DataBuffers.of(array.values(), true, false)));
          runner.feed(values.get(i), tensors.get(i));
        }
        NativeStderr.silenced(runner::run).close();
      } catch (TensorFlowException | TFInvalidArgumentException e) {
        throw new IOException(e.getMessage().lines().findFirst().orElse("TensorFlow failed"), e);
      } finally {
        tensors.forEach(TFloat32::close);
      }
    }
  }

  private static Shape shape(FloatArray array) {
    int[] lengths = array.shape();
    long[] shape = new long[lengths.length];
    for (int i = 0; i < shape.length; i++) shape[i] = lengths[i];
    return Shape.of(shape);
  }
}
