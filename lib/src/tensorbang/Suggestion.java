package tensorbang;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** What a mistyped name most likely meant. */
public final class Suggestion {
  private Suggestion() {}

  /**
   * {@code "; did you mean X?"} for the known name X nearest to {@code given}, or nothing where none is near: more than
   * a third of the letters differ. Case does not count.
   */
  public static String didYouMean(String given, Collection<String> known) {
    String word = given.toLowerCase(Locale.ROOT);
    return known.stream()
        .min(Comparator.comparingInt(name -> distance(word, name.toLowerCase(Locale.ROOT))))
        .filter(name -> 3 * distance(word, name.toLowerCase(Locale.ROOT)) <= Math.max(word.length(), name.length()))
        .map(name -> "; did you mean " + name + "?")
        .orElse("");
  }

  /** Levenshtein distance: letters to insert, delete or replace, row by row of the usual table. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], row[j]));
      }
    }
    return row[b.length()];
  }
}
