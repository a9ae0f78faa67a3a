package org.redoubt.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.config.Config;
import org.redoubt.enforce.Admission.Access;
import org.redoubt.enforce.Admission.Access.Stage;
import org.redoubt.repute.MmdbWriter;

/** A new file of countries needs no restart, and a broken one opens nothing. */
class CountryRulesTest {
  @TempDir Path folder;

  private void country(String prefix) throws Exception {
    Path next =
        new MmdbWriter().put(prefix, Map.of("country", "JP")).write(folder.resolve("next.mmdb"));
    put(next);
  }

  private void put(Path next) throws Exception {
    Files.move(next, folder.resolve("c.mmdb"), StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void followTheFileAndKeepTheirStage() throws Exception {
    country("192.0.2.0/24");
    Config config =
        Config.parse(
            "t.toml",
            "access.imap = [\"country:JP\"]\nrepute.country-file = \"%s/c.mmdb\""
                .formatted(folder));
    List<Access> first =
        config.access().rules(new CountryFile(config.repute())).stream()
            .map(rule -> new Access(rule.name(), rule.ports(), rule.allowed(), Stage.IN_FORCE))
            .toList();
    CountryRules rules = new CountryRules(config.access(), config.repute(), first);
    country("198.51.100.0/24");
    rules.renew();
    Access now = rules.rules().getFirst();
    assertThat(now.allowed().toString()).isEqualTo("[198.51.100.0/24]");
    assertThat(now.stage()).isEqualTo(Stage.IN_FORCE);
    put(Files.writeString(folder.resolve("next.mmdb"), "rubbish"));
    rules.renew();
    assertThat(rules.rules()).containsExactly(now);
    assertThat(rules.problem()).contains("stay as they were", "no MMDB file");
    country("192.0.2.0/24");
    rules.renew();
    assertThat(rules.problem()).isNull();
    assertThat(rules.rules()).isEqualTo(first);
  }
}
