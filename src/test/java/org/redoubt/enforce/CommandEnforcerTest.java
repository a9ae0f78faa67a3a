package org.redoubt.enforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.net.Prefix;

class CommandEnforcerTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final Prefix ONE = Prefix.of("192.0.2.1");
  private static final Prefix BLOCK = Prefix.of("2001:db8::/48");

  @TempDir Path folder;
  private Path said = Path.of("");

  @BeforeEach
  void name() {
    said = folder.resolve("said");
  }

  /** Writes its arguments, each in brackets, as one line. */
  private List<String> recording(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                "printf '[%s]' \"$@\" >> \"$0\"; echo >> \"$0\"",
                said.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  @Test
  void fillsInWhatItIsAboutAndNoShellReadsIt() throws IOException {
    CommandEnforcer enforcer =
        new CommandEnforcer(
            recording("ban", "{address}/{length} v{family}", "{seconds}", "{until}", "$(id)"),
            recording("lift", "{prefix}"));
    enforcer.restore(
        List.of(new Change.Ban(ONE, NOW + 1_500), new Change.Ban(BLOCK, Change.FOREVER)), NOW);
    enforcer.apply(List.of(new Change.Lift(BLOCK)), NOW);
    assertThat(Files.readAllLines(said))
        .containsExactlyInAnyOrder(
            "[ban][192.0.2.1/32 v4][2][2027-01-15T08:00:01.500Z][$(id)]",
            "[ban][2001:db8::/48 v6][0][never][$(id)]",
            "[lift][2001:db8::/48]");
  }

  @Test
  void liftsWhatHasEndedAndWhatIsNotWantedAnyMore() throws IOException {
    CommandEnforcer enforcer =
        new CommandEnforcer(recording("ban", "{prefix}"), recording("lift", "{prefix}"));
    enforcer.restore(
        List.of(new Change.Ban(ONE, NOW + 1_000), new Change.Ban(BLOCK, NOW + 9_000)), NOW);
    Files.delete(said);
    enforcer.apply(List.of(), NOW + 1_000);
    enforcer.apply(List.of(), NOW + 2_000);
    enforcer.flush();
    assertThat(Files.readAllLines(said))
        .containsExactly("[lift][192.0.2.1]", "[lift][2001:db8::/48]");
  }

  @Test
  void saysWhatFailed() {
    CommandEnforcer enforcer =
        new CommandEnforcer(
            List.of("/bin/sh", "-c", "echo no such thing; exit 3"), List.of("/bin/true"));
    assertThatThrownBy(() -> enforcer.apply(List.of(new Change.Ban(ONE, NOW + 1_000)), NOW))
        .hasMessage("/bin/sh failed with status 3: no such thing");
    assertThatThrownBy(() -> new CommandEnforcer(List.of("/bin/echo", "{adress}"), List.of("x")))
        .hasMessageContaining("unknown {adress}");
    assertThatThrownBy(() -> new CommandEnforcer(List.of(), List.of("x")))
        .hasMessageContaining("name of a program");
  }
}
