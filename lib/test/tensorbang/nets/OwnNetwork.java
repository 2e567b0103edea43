package tensorbang.nets;

import java.util.function.IntFunction;
import tensorbang.nn.Net;

/** A network that is registered until this is closed: other tests count the networks that there are. */
public record OwnNetwork(String name) implements AutoCloseable {
  public static OwnNetwork register(String name, IntFunction<? extends Net> network) {
    Nets.register(name, network);
    return new OwnNetwork(name);
  }

  @Override
  public void close() {
    Nets.remove(name);
  }
}
