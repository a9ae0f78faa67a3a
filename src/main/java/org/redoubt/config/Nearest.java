package org.redoubt.config;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The known word that a mistyped one was probably meant to be. */
final class Nearest {
  private Nearest() {}

  /** The nearest of the words, or null when none is near. */
  static @Nullable String of(String written, Collection<String> known) {
    String best = null;
    int least = Math.max(2, written.length() / 3) + 1;
    for (String word : known) {
      int distance = distance(written, word);
      if (distance < least) {
        least = distance;
        best = word;
      }
    }
    return best;
  }

  /** Levenshtein's distance. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
