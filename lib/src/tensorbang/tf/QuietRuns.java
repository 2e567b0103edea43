package tensorbang.tf;

import java.util.HashSet;
import java.util.Set;
import org.tensorflow.Result;
import org.tensorflow.Session;

/**
 * Runs of a session of which the first of each kind, a combination of feeds and fetches, keeps TensorFlow's words to
 * itself (see {@link NativeStderr}); the others cost nothing more.
 */
public final class QuietRuns {
  private final Set<Object> kinds = new HashSet<>();

  /**
   * Runs {@code runner}.
   *
   * @param kind equal for runs with the same feeds and fetches, and for those alone
   */
  public Result run(Session.Runner runner, Object kind) {
    return kinds.add(kind) ? NativeStderr.silenced(runner::run) : runner.run();
  }
}
