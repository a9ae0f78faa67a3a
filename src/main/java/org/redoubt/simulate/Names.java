package org.redoubt.simulate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The word list of the guessers, and names for people, some of which are in it. */
final class Names {
  private static final String CONSONANTS = "bcdfghjklmnprstvwz";
  private static final String VOWELS = "aeiou";
  private final List<String> words;
  private final Chance chance;

  /** A list of so many words; real first names come first when there is not room for more. */
  Names(long seed, int size) {
    chance = Chance.of(seed, "names");
    Set<String> sorted = new TreeSet<>();
    for (String name : firstNames()) {
      if (sorted.size() < size) {
        sorted.add(name);
      }
    }
    while (sorted.size() < size) {
      sorted.add(syllables(2 + chance.below(2)));
    }
    words = List.copyOf(sorted);
  }

  private static List<String> firstNames() {
    try (InputStream in = Names.class.getResourceAsStream("first-names.txt")) {
      if (in == null) {
        throw new IllegalStateException("first-names.txt is missing from the program");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return List.of(text.strip().split("\\s+"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String syllables(int count) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < count; i++) {
      word.append(CONSONANTS.charAt(chance.below(CONSONANTS.length())));
      word.append(VOWELS.charAt(chance.below(VOWELS.length())));
    }
    return word.append(CONSONANTS.charAt(chance.below(CONSONANTS.length()))).toString();
  }

  /** The guessers' list, in alphabetical order. */
  List<String> words() {
    return words;
  }

  /** Different account names, {@code fromList} of them from the guessers' list. */
  List<String> accounts(int count, int fromList) {
    List<String> shuffled = new ArrayList<>(words);
    chance.shuffle(shuffled);
    Set<String> accounts = new TreeSet<>(shuffled.subList(0, Math.min(fromList, count)));
    while (accounts.size() < count) {
      accounts.add(chance.pick(words) + "." + syllables(2));
    }
    List<String> mixed = new ArrayList<>(accounts);
    chance.shuffle(mixed);
    return mixed;
  }
}
