package org.redoubt.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.redoubt.net.Address;

/**
 * Where people who are logged in by SSH come from.
 *
 * <p>A connection to sshd is not enough, or a guesser would protect himself by opening one: only
 * processes that sshd names after a session ({@code sshd: root@pts/0}) count, and their sockets
 * tell the address. Entries of utmp whose process lives count too, and sessions of systemd-logind:
 * they are all that we may see where we are not root.
 */
final class SshAdmins {
  /**
   * What sshd calls a process once its user is in; before that it ends in {@code [net]} and such.
   */
  private static final Pattern SESSION =
      Pattern.compile("sshd(-session)?: [^ ]+@(pts/|tty|notty)[^ ]*");

  private static final int MOST_SESSIONS = 256;
  private static final int TITLE_BYTES = 256;
  private final Path proc;
  private final Path utmp;
  private final Path sessions;

  /**
   * @param proc usually {@code /proc}
   * @param utmp usually {@code /run/utmp}
   * @param sessions usually {@code /run/systemd/sessions}
   */
  SshAdmins(Path proc, Path utmp, Path sessions) {
    this.proc = proc;
    this.utmp = utmp;
    this.sessions = sessions;
  }

  /** Looks where Linux tells of it. */
  static SshAdmins ofThisMachine() {
    return new SshAdmins(Path.of("/proc"), Path.of("/run/utmp"), Path.of("/run/systemd/sessions"));
  }

  /** The addresses; what cannot be read is as if it were not there. */
  Set<Address> addresses() {
    Set<Address> found = new HashSet<>(Utmp.addresses(utmp, this::lives));
    found.addAll(LogindSessions.addresses(sessions));
    Set<String> sockets = sessionSockets();
    if (!sockets.isEmpty()) {
      for (String table : List.of("self/net/tcp", "self/net/tcp6")) {
        found.addAll(SocketTable.remotes(proc.resolve(table), sockets));
      }
    }
    return found;
  }

  private boolean lives(int pid) {
    return Files.exists(proc.resolve(Integer.toString(pid)));
  }

  private Set<String> sessionSockets() {
    Set<String> sockets = new HashSet<>();
    int sessions = 0;
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        if (sessions < MOST_SESSIONS && SESSION.matcher(title(process)).matches()) {
          sessions++;
          collectSockets(process.resolve("fd"), sockets);
        }
      }
    } catch (IOException e) {
      return sockets;
    }
    return sockets;
  }

  private static String title(Path process) {
    byte[] bytes = new byte[TITLE_BYTES];
    try (var in = Files.newInputStream(process.resolve("cmdline"))) {
      int length = in.readNBytes(bytes, 0, bytes.length);
      String whole = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
      return whole.startsWith("sshd") ? whole.replace('\0', ' ').strip() : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static void collectSockets(Path descriptors, Set<String> sockets) {
    try (DirectoryStream<Path> each = Files.newDirectoryStream(descriptors)) {
      for (Path descriptor : each) {
        String target = Files.readSymbolicLink(descriptor).toString();
        if (target.startsWith("socket:[")) {
          sockets.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    } catch (IOException e) {
      return;
    }
  }

  /** The kernel's tables of TCP sockets, {@code /proc/net/tcp} and {@code tcp6}. */
  static final class SocketTable {
    private static final String ESTABLISHED = "01";

    private SocketTable() {}

    /** The other ends of those established sockets whose inodes are named. */
    static Set<Address> remotes(Path table, Set<String> inodes) {
      Set<Address> found = new HashSet<>();
      try (var lines = Files.lines(table, StandardCharsets.ISO_8859_1)) {
        lines
            .map(line -> line.strip().split(" +"))
            .filter(f -> f.length > 9 && f[3].equals(ESTABLISHED) && inodes.contains(f[9]))
            .forEach(f -> found.add(address(f[2].substring(0, f[2].indexOf(':')))));
      } catch (IOException | RuntimeException e) {
        return found;
      }
      return found;
    }

    /** Words of 32 bits in the machine's own byte order, in hexadecimal. */
    private static Address address(String hex) {
      ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
      for (int at = 0; at < hex.length(); at += 8) {
        bytes.putInt(Integer.parseUnsignedInt(hex, at, at + 8, 16));
      }
      bytes.order(ByteOrder.BIG_ENDIAN);
      return hex.length() == 8
          ? Address.v4(bytes.getInt(0))
          : new Address(bytes.getLong(0), bytes.getLong(8));
    }
  }
}
