package org.redoubt.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path folder;

  private static String entry(String cursor, String identifier, String unit, String message) {
    return """
    {"__CURSOR":"%s","__REALTIME_TIMESTAMP":"1774521096123456","_HOSTNAME":"mx","_PID":"7",\
    "_UID":"0","_COMM":"log","SYSLOG_IDENTIFIER":"%s","_SYSTEMD_UNIT":"%s","MESSAGE":%s}\
    """
        .formatted(cursor, identifier, unit, message);
  }

  @Test
  void writesAnEntryAsSyslogWould() {
    assertThat(line(entry("c", "dovecot", "dovecot.service", "\"imap-login: Login: é\"")))
        .isEqualTo("2026-03-26T10:31:36.123456+00:00 mx dovecot[7]: imap-login: Login: é\n");
  }

  @Test
  void readsAMessageGivenAsBytes() {
    assertThat(line(entry("c", "postfix/smtpd", "postfix@-.service", "[97,10,27,98,127]")))
        .endsWith(" postfix/smtpd[7]: a#012#033b#177\n");
  }

  @Test
  void writesBehindTheMessageWhatStalwartSaysBesideIt() {
    String entry = entry("c", "stalwart", "stalwart.service", "\"Authentication failed\"");
    String beside = "{\"ACCOUNTNAME\":\"bob\\n\",\"REMOTEIP\":\"192.0.2.7\",\"LOCALPORT\":\"993\",";
    assertThat(line(beside + entry.substring(1)))
        .endsWith(
            ": Authentication failed localPort = 993, remoteIp = 192.0.2.7, accountName ="
                + " \"bob#012\"\n");
  }

  @Test
  void leavesOutColours() {
    String text = "\"\\u001b[32;1mINFO\\u001b[0m a\\u001b[31\\u001b[mb\\u001b[\"";
    assertThat(line(entry("c", "stalwart", "stalwart.service", text)))
        .endsWith(": INFO a#033[31b#033[\n");
  }

  @Test
  void aLineStaysOneLine() {
    assertThat(line(entry("c", "dovecot", "dovecot.service", "\"a\\nb\\u0000\\r\"")))
        .endsWith(": a#012b#000#015\n");
  }

  @Test
  void believesTheUnitNotTheIdentifier() {
    for (String unit : List.of("user@1000.service", "apache2.service", "session-3.scope", "")) {
      assertThat(read(entry("c", "dovecot", unit, "\"x\"")))
          .isEqualTo(new JournalEntry.Refused("c"));
    }
    assertThat(JournalTrust.mayBe("pop3d", "courier-pop.service", "0", "x")).isTrue();
    assertThat(JournalTrust.mayBe("auth", "dovecot.service", "0", "auth")).isTrue();
    assertThat(JournalTrust.mayBe("auth", "auth.service", "0", "auth")).isFalse();
    assertThat(JournalTrust.mayBe("sshd", "session-4.scope", "0", "sshd")).isTrue();
    assertThat(JournalTrust.mayBe("sshd", "session-4.scope", "1000", "sshd")).isFalse();
    assertThat(JournalTrust.mayBe("dovecot: x[1]", "dovecot: x[1].service", "0", "")).isFalse();
    assertThat(JournalTrust.mayBe("dovecot", null, "0", "dovecot")).isFalse();
  }

  @Test
  void refusesWhatIsAmbiguousOrMissing() {
    assertThat(read(entry("c", "dovecot", "dovecot.service", "null")))
        .isEqualTo(new JournalEntry.Refused("c"));
    assertThat(read(entry("c", "dovecot", "dovecot.service", "[\"a\",\"b\"]")))
        .isEqualTo(new JournalEntry.Refused("c"));
    for (String broken : List.of("", "{", "[]", "{\"a\":1}", "{\"__CURSOR\":\"c\"", "nonsense")) {
      assertThat(read(broken)).isEqualTo(new JournalEntry.Malformed());
    }
  }

  @Test
  void startsTheProgramAgainAfterTheLastCursor() throws Exception {
    Path program = fakeJournalctl();
    List<String> lines = new ArrayList<>();
    JournalFollower follower =
        new JournalFollower(
            List.of(program.toString()), new Position("journal", "c0"), 1, InstantSource.system());
    follower.follow((bytes, from, to, after) -> {
      String line = new String(bytes, from, to - from, StandardCharsets.UTF_8);
      lines.add(after.mark() + " " + line.substring(line.indexOf("]: ") + 3).strip());
      if (lines.size() == 3) {
        follower.close();
      }
    });
    assertThat(follower.refused()).isEqualTo(3);
    assertThat(lines)
        .containsExactly(
            "c0+ --after-cursor=c0", "c0++ --after-cursor=c0+", "c0+++ --after-cursor=c0++");
  }

  /** Says one entry for the cursor it is given, and one that is forged, and ends. */
  private Path fakeJournalctl() throws IOException {
    Path program = folder.resolve("journalctl");
    String forged = entry("$next", "dovecot", "user@1000.service", "\"forged\"");
    String good = entry("$next", "dovecot", "dovecot.service", "\"$1\"");
    Files.writeString(
        program,
        """
        #!/bin/sh
        next="${1#--after-cursor=}+"
        cat <<END
        %s
        %s
        END
        """
            .formatted(forged, good));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  @Test
  void goesOnByTimeWhenTheCursorIsGone() throws Exception {
    Path program = folder.resolve("journalctl");
    Files.writeString(
        program,
        "#!/bin/sh\ncase $1 in --after*) echo Failed to seek >&2; exit 1;; esac\ncat <<END\n"
            + entry("c", "dovecot", "dovecot.service", "\"$1\"")
            + "\nEND\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Position gone = new Position("journal", "s=1;i=2;b=3;m=4;t=5f5e100000;x=6");
    JournalFollower follower =
        new JournalFollower(List.of(program.toString()), gone, 1, InstantSource.system());
    follower.follow((bytes, from, to, after) -> {
      assertThat(new String(bytes, from, to - from, StandardCharsets.UTF_8))
          .endsWith(": --since=@409600\n");
      follower.close();
    });
  }

  @Test
  void saysWhyThereIsNothing() throws Exception {
    JournalFollower follower =
        new JournalFollower(
            List.of(folder.resolve("absent").toString()), null, 1, InstantSource.system());
    Thread reader =
        Thread.ofVirtual()
            .start(() -> {
              try {
                follower.follow((bytes, from, to, after) -> {});
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    while (follower.state().problem() == null) {
      Thread.onSpinWait();
    }
    assertThat(follower.state().problem()).contains("is journalctl installed?");
    follower.close();
    reader.join();
  }

  private static String line(String json) {
    return read(json) instanceof JournalEntry.Line line
        ? new String(line.line(), StandardCharsets.UTF_8)
        : "none";
  }

  private static JournalEntry read(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return JournalEntry.read(bytes, 0, bytes.length);
  }
}
