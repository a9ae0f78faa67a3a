package org.redoubt.enforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redoubt.event.Account;
import org.redoubt.net.Prefix;

class FileEnforcerTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final List<Change.Ban> BANS =
      List.of(
          new Change.Ban(Prefix.of("2001:db8:1::/48"), NOW + 60_000),
          new Change.Ban(Prefix.of("198.51.100.0/24"), NOW + 60_000),
          new Change.Ban(Prefix.of("192.0.2.1"), Change.FOREVER));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PLAIN | 192.0.2.1;198.51.100.0/24;2001:db8:1::/48",
        "CIDR | 192.0.2.1/32;198.51.100.0/24;2001:db8:1::/48",
        "POSTFIX | 192.0.2.1/32 REJECT too many failed logins from here;"
            + "198.51.100.0/24 REJECT too many failed logins from here;"
            + "2001:db8:1::/48 REJECT too many failed logins from here",
        "HOSTS_DENY | ALL: 192.0.2.1;ALL: 198.51.100.0/255.255.255.0;ALL: [2001:db8:1::]/48",
        "NFT | define redoubt_v4 = {;  192.0.2.1/32,;  198.51.100.0/24;};"
            + "define redoubt_v6 = {;  2001:db8:1::/48;}",
        "JSON | {\"bans\":[;{\"prefix\":\"192.0.2.1\",\"until\":null},;"
            + "{\"prefix\":\"198.51.100.0/24\",\"until\":\"2027-01-15T08:01:00Z\"},;"
            + "{\"prefix\":\"2001:db8:1::/48\",\"until\":\"2027-01-15T08:01:00Z\"};]}"
      })
  void writesTheFormatOfItsReader(BanFileFormat format, String lines) throws IOException {
    Path file = folder.resolve("bans");
    new FileEnforcer(file, format, List.of()).restore(BANS, NOW);
    assertThat(Files.readAllLines(file)).containsExactly(lines.split(";", -1));
  }

  @Test
  void givesNftablesOnlyWhatASetTakes() throws Exception {
    Path file = folder.resolve("bans.nft");
    FileEnforcer enforcer = new FileEnforcer(file, BanFileFormat.NFT, List.of());
    enforcer.restore(List.of(), NOW);
    assertThat(nftTakes(file)).isEmpty();
    enforcer.restore(
        List.of(
            new Change.Ban(Prefix.of("203.0.113.7"), NOW + 60_000),
            new Change.Ban(Prefix.of("203.0.113.0/24"), NOW + 60_000),
            new Change.Ban(Prefix.of("203.0.114.0/24"), NOW + 60_000)),
        NOW);
    assertThat(nftTakes(file)).isEmpty();
    assertThat(file).content().contains("203.0.113.0/24", "203.0.114.0/24").doesNotContain(".7");
  }

  /** What nft says against the file as the elements of sets. */
  private String nftTakes(Path file) throws Exception {
    Path user = folder.resolve("user.nft");
    Files.writeString(
        user,
        """
        include "%s"
        table inet t {
          set v4 { type ipv4_addr; flags interval; elements = $redoubt_v4; }
          set v6 { type ipv6_addr; flags interval; elements = $redoubt_v6; }
        }
        """
            .formatted(file));
    Process nft =
        new ProcessBuilder("unshare", "-n", "nft", "-c", "-f", user.toString())
            .redirectErrorStream(true)
            .start();
    return new String(nft.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void followsChangesAndEndsAndCallsTheCommandOnlyForNews() throws IOException {
    Path file = folder.resolve("bans");
    Path calls = folder.resolve("calls");
    FileEnforcer enforcer =
        new FileEnforcer(
            file,
            BanFileFormat.PLAIN,
            List.of("/bin/sh", "-c", "echo x >> \"$0\"", calls.toString()));
    enforcer.restore(BANS, NOW);
    enforcer.restore(BANS, NOW);
    enforcer.apply(List.of(), NOW + 1);
    assertThat(Files.readAllLines(calls)).hasSize(1);
    enforcer.apply(List.of(new Change.Lift(Prefix.of("192.0.2.1"))), NOW + 2);
    assertThat(Files.readAllLines(file)).hasSize(2);
    enforcer.apply(List.of(), NOW + 60_000);
    assertThat(file).isEmptyFile();
    assertThat(Files.readAllLines(calls)).hasSize(3);
  }

  @Test
  void aFailedCommandIsCalledAgain() throws IOException {
    Path file = folder.resolve("bans");
    Path ready = folder.resolve("ready");
    FileEnforcer enforcer =
        new FileEnforcer(
            file, BanFileFormat.PLAIN, List.of("/usr/bin/test", "-e", ready.toString()));
    assertThatThrownBy(() -> enforcer.restore(BANS, NOW))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/usr/bin/test failed with status 1");
    assertThatThrownBy(() -> enforcer.apply(List.of(), NOW)).isInstanceOf(IOException.class);
    Files.createFile(ready);
    enforcer.apply(List.of(), NOW);
  }

  @Test
  void keepsTheRightsOfTheFileAndLeavesNothingElseBehind() throws IOException {
    Path file = folder.resolve("bans");
    Files.createFile(file);
    var rights = PosixFilePermissions.fromString("rw-r-----");
    Files.setPosixFilePermissions(file, rights);
    new FileEnforcer(file, BanFileFormat.CIDR, List.of()).restore(BANS, NOW);
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(rights);
    assertThat(folder.toFile().list()).containsExactly("bans");
  }

  @Test
  void lockedAccountsAreNamesThatDovecotCanRead() throws IOException {
    Path file = folder.resolve("deny");
    DenyFile deny = new DenyFile(file);
    deny.write(
        List.of(
            Account.of("bob@example.com"),
            Account.of("a:b"),
            Account.of("x\ny"),
            Account.of("#z"),
            Account.of(""),
            Account.of("alice")));
    assertThat(Files.readAllLines(file)).containsExactly("alice:", "bob@example.com:");
    deny.write(List.of());
    assertThat(file).isEmptyFile();
  }
}
