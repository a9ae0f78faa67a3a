package org.redoubt.repute;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.repute.ListSettings.As;
import org.redoubt.repute.ListSettings.Format;

/** What {@code redoubt check} finds without telling anybody. */
class TrialTest {
  @TempDir private Path folder;

  private static ListSettings list(String name, String from) {
    return new ListSettings(
        name, from, Format.AUTO, 0, "", As.EVIDENCE, 1, Duration.ofDays(1), false);
  }

  @Test
  void namesWhatCannotBeUsed() throws Exception {
    String good = Files.writeString(folder.resolve("good"), "192.0.2.1\n").toString();
    String bad = Files.writeString(folder.resolve("bad"), "<html></html>\n").toString();
    ReputeSettings settings =
        new ReputeSettings(
            List.of(
                list("good", good),
                list("bad", bad),
                list("gone", folder + "/gone"),
                list("far", "http://192.0.2.1/never-asked")),
            List.of(),
            1000,
            1000,
            List.of(),
            10,
            bad,
            "");
    assertThat(Trial.troubles(settings))
        .satisfiesExactly(
            t -> assertThat(t).startsWith("list bad: ").contains("is no list of addresses"),
            t -> assertThat(t).startsWith("list gone: ").contains("there is no such file"),
            t -> assertThat(t).contains("is no MMDB file"));
    assertThat(Trial.troubles(ReputeSettings.DEFAULTS)).isEmpty();
  }
}
