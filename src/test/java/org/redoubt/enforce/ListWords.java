package org.redoubt.enforce;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Prefix;
import org.redoubt.net.PrefixSet;

/** What an {@link AgentMain} is told about imported lists: {@code load BLOCK... but BLOCK...}. */
final class ListWords {
  private @Nullable ListTable table;

  String act(String... words) throws IOException {
    List<String> rest = Arrays.asList(words).subList(1, words.length);
    switch (words[0]) {
      case "open" ->
          table =
              ListTable.open(
                  new EnforceSettings(
                      EnforceSettings.MAIL_PORTS,
                      EnforceSettings.Answer.valueOf(words[1]),
                      EnforceSettings.Via.valueOf(words[2])));
      case "load" -> {
        int but = rest.indexOf("but");
        table().load(set(rest.subList(0, but)), set(rest.subList(but + 1, rest.size())));
      }
      case "spare" -> table().spare(set(rest));
      case "flush" -> table().flush();
      default -> throw new IllegalArgumentException(words[0]);
    }
    return table().isWhole() + " " + table().packets();
  }

  private ListTable table() {
    return Objects.requireNonNull(table, "not opened");
  }

  private static PrefixSet set(List<String> blocks) {
    return PrefixSet.of(blocks.stream().flatMap(ListWords::blocks).toList());
  }

  /** {@code 100*30} stands for as many addresses of a network nobody is in. */
  private static Stream<Prefix> blocks(String word) {
    if (!word.contains("*")) {
      return Stream.of(Prefix.of(word));
    }
    int count = Integer.parseInt(word.substring(0, word.indexOf('*')));
    int first = Integer.parseInt(word.substring(word.indexOf('*') + 1));
    return Stream.iterate(0, i -> i + 1)
        .limit(count)
        .map(i -> Prefix.of(first + "." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)));
  }
}
