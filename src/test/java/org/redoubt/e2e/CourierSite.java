package org.redoubt.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real Courier that was unpacked and not installed (it would not stand beside Dovecot), with a
 * real rsyslogd, in namespaces of its own; and an attacker. Needs root and what {@code
 * build-tools/install-test-needs} fetches.
 */
final class CourierSite implements AutoCloseable {
  static final String SERVER = "198.51.100.1";
  private static final Path UNPACKED = Path.of("target/courier").toAbsolutePath();
  private static final Path SCRIPT = Path.of("src/test/resources/e2e/courier.sh").toAbsolutePath();

  private final Wires wires = new Wires("rdc" + ProcessHandle.current().pid());
  private final Path home;
  private final Process servers;

  CourierSite() throws IOException {
    if (!Files.isExecutable(UNPACKED.resolve("usr/sbin/couriertcpd"))) {
      throw new AssertionError(UNPACKED + " holds no Courier; run build-tools/install-test-needs");
    }
    home = Files.createTempDirectory("courier");
    wires.connect("a", SERVER, MailSite.ATTACKER);
    servers =
        Shell.start(
            home.resolve("out"),
            Wires.within(
                wires.server(),
                List.of(
                    "unshare",
                    "-mp",
                    "--fork",
                    "--kill-child",
                    "bash",
                    SCRIPT.toString(),
                    home.toString(),
                    UNPACKED.toString())));
    Shell.await("Courier to listen", () -> Files.exists(home.resolve("ready")) || failed());
  }

  private boolean failed() {
    if (servers.isAlive()) {
      return false;
    }
    throw new AssertionError(Shell.run("cat", home.resolve("out").toString()).output());
  }

  String attackWith(List<String> command) {
    return Shell.mustRun(Wires.within(wires.client("a"), command).toArray(String[]::new));
  }

  Path log() {
    return home.resolve("mail.log");
  }

  @Override
  public void close() throws IOException {
    servers.destroyForcibly();
    Shell.await("Courier to end", () -> !servers.isAlive());
    wires.close();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
