package tensorbang.fuzz;

import java.util.List;

/**
 * A faulty command line.
 *
 * @param script its name without {@code .java}
 * @param arguments they end with one that no script accepts, so that nothing is done even where the fault is none
 * @param option whose value is at fault
 * @param certain whether that value is wrong for sure, so that the complaint must be about it
 */
record CommandCase(String script, List<String> arguments, String option, boolean certain) {
  @Override
  public String toString() {
    return script + ".java " + Quoted.words(arguments);
  }

  /** Words as a message shows them. */
  private static final class Quoted {
    private static final int MOST_LETTERS = 80;

    static String words(List<String> words) {
      return String.join(" ", words.stream().map(Quoted::word).toList());
    }

    private static String word(String word) {
      String shown = word.length() <= MOST_LETTERS ? word : word.substring(0, MOST_LETTERS) + "…";
      return shown.matches("[\\w.,:=/-]+") ? shown : "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
    }
  }
}
