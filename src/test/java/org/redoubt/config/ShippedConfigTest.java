package org.redoubt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tomlj.Toml;

/** The file that is shipped tells the truth about what holds without it. */
class ShippedConfigTest {
  private static final Path SHIPPED = Path.of("redoubt.toml");

  @Test
  void changesNothingAsItIs() throws Exception {
    assertThat(Config.read(SHIPPED)).isEqualTo(Config.defaults());
  }

  @Test
  void showsEverySettingWithItsDefault() throws Exception {
    assertThat(Config.parse("redoubt.toml", uncommented())).isEqualTo(Config.defaults());
  }

  @Test
  void leavesNoSettingOut() throws IOException {
    assertThat(new TreeSet<>(Toml.parse(uncommented()).dottedKeySet()))
        .isEqualTo(keys("", Config.defaults().getClass()));
  }

  /** The file with every {@code # key = value} in force. */
  private static String uncommented() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(SHIPPED)) {
      lines.add(line.replaceFirst("^# ([a-z0-9-]+ = )", "$1"));
    }
    return String.join("\n", lines);
  }

  private static Set<String> keys(String above, Class<?> record) {
    Set<String> keys = new TreeSet<>();
    for (Setting setting : Setting.of(record)) {
      if (Setting.isSection(setting.component().getType())) {
        keys.addAll(keys(above + setting.key() + ".", setting.component().getType()));
      } else {
        keys.add(above + setting.key());
      }
    }
    return keys;
  }
}
