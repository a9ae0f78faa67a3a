package org.redoubt.e2e;

import static org.redoubt.e2e.Shell.mustRun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A mail server (a real Dovecot), an attacker and an honest client, each in a network namespace
 * with addresses of its own; and Redoubt on the server. Needs root, {@code ip}, {@code nft} and
 * {@code dovecot}, and fails without them.
 */
final class MailSite implements AutoCloseable {
  static final String ATTACKER = "198.51.100.66";
  static final String HONEST = "192.0.2.20";
  static final String LOGGED_IN = "+OK Logged in.";
  private static final String TOP = Path.of("").toAbsolutePath().toString();
  private static final Path SCRIPTS = Path.of("src/test/resources/e2e").toAbsolutePath();

  private final String id = "rdt" + ProcessHandle.current().pid();
  private final Wires wires = new Wires(id);
  private final String server = wires.server();
  final Path home;
  private final Process dovecot;

  MailSite() throws IOException {
    this("");
  }

  /**
   * @param more settings of Dovecot
   */
  MailSite(String more) throws IOException {
    mustRun(TOP + "/redoubt", "--version");
    home = Files.createTempDirectory(id);
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      wires.connect("a", "198.51.100.1", ATTACKER);
      wires.connect("h", "192.0.2.1", HONEST);
      dovecot = startDovecot(more);
    } catch (IOException | RuntimeException | Error e) {
      wires.close();
      throw e;
    }
  }

  private Process startDovecot(String more) throws IOException {
    String conf = Files.readString(SCRIPTS.resolve("dovecot.conf"));
    Files.writeString(
        home.resolve("dovecot.conf"), (conf + more).replace("@HOME@", home.toString()));
    Files.writeString(home.resolve("users"), "alice:{PLAIN}secret of alice\n");
    Path mail = Files.createDirectory(home.resolve("mail"));
    Files.setPosixFilePermissions(mail, PosixFilePermissions.fromString("rwxrwxrwx"));
    Process process = start("dovecot.out", List.of("dovecot", "-F", "-c", home + "/dovecot.conf"));
    Shell.await("Dovecot to answer", () -> honestLogin().equals(LOGGED_IN));
    return process;
  }

  Path log() {
    return home.resolve("mail.log");
  }

  /** The server's answer to an attempt; empty when it cannot be reached. */
  String attack(String account) {
    return login("a", "198.51.100.1", account, "123456");
  }

  String honestLogin() {
    return login("h", "192.0.2.1", "alice", "secret of alice");
  }

  private String login(String from, String to, String account, String password) {
    Shell.Result result =
        Shell.run(
            "timeout",
            "3",
            "ip",
            "netns",
            "exec",
            id + from,
            "bash",
            SCRIPTS.resolve("pop3.sh").toString(),
            to,
            account,
            password);
    return result.exitCode() == 0 ? result.output() : "";
  }

  /** Starts the daemon on the server and waits until it answers. */
  Process startRedoubt() {
    return startRedoubt("--log", log().toString());
  }

  Process startRedoubt(String... words) {
    List<String> command = new ArrayList<>(List.of(TOP + "/redoubt", "run", "--state", state()));
    command.addAll(List.of(words));
    Process daemon = start("redoubt.out", command);
    Shell.await("Redoubt to answer", () -> redoubt("status").exitCode() == 0 || fail(daemon));
    return daemon;
  }

  /** A program that goes on, on the server. */
  Process start(String output, List<String> command) {
    return Shell.start(home.resolve(output), Wires.within(server, command));
  }

  /** A program of the attacker's; its output. */
  String attackWith(List<String> command) {
    return mustRun(Wires.within(wires.client("a"), command).toArray(String[]::new));
  }

  private boolean fail(Process daemon) {
    if (daemon.isAlive()) {
      return false;
    }
    try {
      throw new AssertionError(Files.readString(home.resolve("redoubt.out")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String state() {
    return home.resolve("redoubt").toString();
  }

  /** A command to the daemon. */
  Shell.Result redoubt(String... words) {
    List<String> command =
        Stream.of(Stream.of(TOP + "/redoubt"), Stream.of(words), Stream.of("--state", state()))
            .flatMap(w -> w)
            .toList();
    return Shell.run(command.toArray(String[]::new));
  }

  /** Takes everything of ours out of the server's firewall. */
  Shell.Result flush() {
    return Shell.run("ip", "netns", "exec", server, TOP + "/redoubt", "run", "--flush");
  }

  /** What an admin would see in the kernel. */
  String nft(String... words) {
    List<String> command =
        Stream.concat(Stream.of("ip", "netns", "exec", server, "nft"), Stream.of(words)).toList();
    return mustRun(command.toArray(String[]::new));
  }

  @Override
  public void close() throws IOException {
    dovecot.destroy();
    Shell.await("Dovecot to end", () -> !dovecot.isAlive());
    wires.close();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
