package tensorbang.experiment.claims;

import java.util.List;
import tensorbang.experiment.settings.Experiment;

/** A statement that is either true or false, and the experiment that is to say which. */
public interface Claim {
  /** Its number in the list of statements, from 1. */
  int number();

  /** The statement, a whole sentence. */
  String statement();

  /**
   * The trainings that it needs; none where it measures something else. Their names differ from each other.
   *
   * @param quick whether a look at how it goes is wanted, with fewer variations where there are many
   */
  default List<Experiment> experiments(boolean quick) {
    return List.of();
  }

  /** Judges the statement when all of its trainings are done. */
  Finding examine(Evidence evidence);
}
