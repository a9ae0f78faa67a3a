package org.redoubt.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.net.Address;

/** With a {@code /proc} made by hand, as Linux on x86 shows it. */
class SshAdminsTest {
  private static final String HEADER =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode\n";

  @TempDir Path proc;

  @BeforeEach
  void sockets() throws Exception {
    Files.createDirectories(proc.resolve("self/net"));
    Files.writeString(
        proc.resolve("self/net/tcp"),
        HEADER
            + entry(0, "0A0200C0:0016 076433C6:D431 01", 1001)
            + entry(1, "0A0200C0:0016 097100CB:D432 01", 1002)
            + entry(2, "00000000:0016 00000000:0000 0A", 1003));
    Files.writeString(
        proc.resolve("self/net/tcp6"),
        HEADER
            + entry(
                0,
                "B80D0120000000000000000001000000:0016 B80D0120000000000000000007000000:D431 01",
                1004));
  }

  private static String entry(int number, String ends, int inode) {
    return "   %d: %s 00000000:00000000 00:00000000 00000000     0        0 %d 1 0 100 0%n"
        .formatted(number, ends, inode);
  }

  private void process(int pid, String title, int socket) throws Exception {
    Path folder = proc.resolve(Integer.toString(pid));
    Files.createDirectories(folder.resolve("fd"));
    Files.writeString(folder.resolve("cmdline"), title + "\0\0\0");
    Files.createSymbolicLink(folder.resolve("fd/3"), Path.of("socket:[" + socket + "]"));
    Files.createSymbolicLink(folder.resolve("fd/0"), Path.of("/dev/null"));
  }

  private SshAdmins admins() {
    return new SshAdmins(proc, proc.resolve("utmp"), proc.resolve("sessions"));
  }

  @Test
  void findsWhoLogindKnowsWhereProcessesMayNotBeLookedInto() throws Exception {
    Path sessions = Files.createDirectory(proc.resolve("sessions"));
    String session = "UID=0\nSTATE=%s\nCLASS=%s\nREMOTE=1\nREMOTE_HOST=%s\n";
    Files.writeString(sessions.resolve("1"), session.formatted("active", "user", "198.51.100.7"));
    Files.writeString(sessions.resolve("c2"), session.formatted("online", "user", "2001:db8::7"));
    Files.writeString(sessions.resolve("3"), session.formatted("closing", "user", "203.0.113.1"));
    Files.writeString(sessions.resolve("4"), session.formatted("active", "greeter", "203.0.113.2"));
    Files.writeString(sessions.resolve("5"), "CLASS=user\nREMOTE_HOST=\nSTATE=active\n");
    Files.writeString(sessions.resolve("6"), "CLASS=user\nREMOTE_HOST=a.example\n=\n\n");
    assertThat(admins().addresses())
        .containsExactlyInAnyOrder(Address.of("198.51.100.7"), Address.of("2001:db8::7"));
  }

  @Test
  void findsWhoIsLoggedIn() throws Exception {
    process(10, "sshd: root@pts/0", 1001);
    process(11, "sshd-session: admin@notty", 1004);
    assertThat(admins().addresses())
        .containsExactlyInAnyOrder(Address.of("198.51.100.7"), Address.of("2001:db8::7"));
  }

  @Test
  void aConnectionWithoutALoginProtectsNobody() throws Exception {
    process(10, "sshd: root [net]", 1001);
    process(11, "sshd: root [priv]", 1002);
    process(12, "sshd: x@pts/0 [net]", 1002);
    process(13, "sshd: /usr/sbin/sshd -D [listener] 1 of 10-100 startups", 1003);
    process(14, "imap-login: sshd: root@pts/0", 1002);
    assertThat(admins().addresses()).isEmpty();
  }

  @Test
  void believesUtmpWhileTheProcessLives() throws Exception {
    process(20, "bash", 1003);
    ByteBuffer utmp = ByteBuffer.allocate(384 * 3).order(ByteOrder.nativeOrder());
    login(utmp, 0, 7, 20);
    login(utmp, 1, 7, 21);
    login(utmp, 2, 8, 20);
    Files.write(proc.resolve("utmp"), utmp.array());
    assertThat(admins().addresses()).containsExactly(Address.of("203.0.113.0"));
  }

  private static void login(ByteBuffer utmp, int record, int type, int pid) {
    int at = record * 384;
    utmp.putShort(at, (short) type).putInt(at + 4, pid);
    utmp.put(at + 348, new byte[] {(byte) 203, 0, 113, (byte) record});
  }

  @Test
  void isQuietWhereNothingCanBeRead() {
    Path nowhere = proc.resolve("nowhere");
    assertThat(new SshAdmins(nowhere, nowhere, nowhere).addresses()).isEmpty();
  }
}
