package org.redoubt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.redoubt.decide.Decision;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * Every folder of scenarios/ holds traffic and what must and must not come of it; scenarios/README
 * has the words of expect.toml.
 */
class ScenarioTest {

  @TestFactory
  List<DynamicTest> everyScenarioEndsAsExpected() throws IOException {
    try (var folders = Files.list(Path.of("scenarios"))) {
      List<DynamicTest> tests =
          folders
              .filter(Files::isDirectory)
              .sorted()
              .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)))
              .toList();
      assertThat(tests).hasSizeGreaterThanOrEqualTo(30);
      return tests;
    }
  }

  private static void check(Path folder) throws IOException {
    assertThat(folder.resolve("README.md")).isNotEmptyFile();
    TomlParseResult expected = Toml.parse(folder.resolve("expect.toml"));
    assertThat(expected.errors()).isEmpty();
    assertThat(expected.dottedKeySet(true))
        .as("expectations")
        .isNotEmpty()
        .allMatch(key -> key.matches("must(-not)?(\\.(ban|alert|let-through).*)?"));
    Played played = Played.of(folder);
    assertThat(played.events).as("events in the traffic").isPositive();
    each(expected.getTable("must.ban"), (source, within) -> isBannedWithin(source, within, played));
    each(
        expected.getTable("must.let-through"),
        (block, most) ->
            assertThat(played.letThrough(Prefix.of(block)))
                .as("attempts let through of %s", block)
                .isLessThanOrEqualTo(most));
    assertThat(played.alerts()).containsAll(texts(expected.getArray("must.alert")));
    for (String block : texts(expected.getArray("must-not.ban"))) {
      nobodyIsBanned(block, played);
    }
    assertThat(texts(expected.getArray("must-not.alert"))).noneMatch(played.alerts()::contains);
  }

  private static void isBannedWithin(String source, long within, Played played) {
    Address address = Address.of(source);
    assertThat(played.attemptsUntilBan).as("banned").containsKey(address);
    assertThat(played.attemptsUntilBan.get(address))
        .as("attempts of %s until its ban", source)
        .isLessThanOrEqualTo(within);
  }

  private static void nobodyIsBanned(String block, Played played) {
    for (Decision ban : played.bans()) {
      boolean hit = block.equals("*") || Prefix.of(block).overlaps(ban.scope());
      assertThat(hit).as("banned: %s, %s", ban.scope(), ban.because()).isFalse();
    }
  }

  private static void each(@Nullable TomlTable table, ObjLongConsumer<String> check) {
    if (table != null) {
      table.keySet().forEach(key -> check.accept(key, table.getLong(List.of(key), () -> 0)));
    }
  }

  private static List<String> texts(@Nullable TomlArray array) {
    List<String> all = new ArrayList<>();
    for (int i = 0; array != null && i < array.size(); i++) {
      all.add(array.getString(i));
    }
    return all;
  }
}
