package org.redoubt.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.function.Predicate;
import org.redoubt.enforce.Lab;
import tools.jackson.databind.JsonNode;

/** A daemon in a {@link Lab} with a log that a test writes; it can be started again. */
final class Guarded implements AutoCloseable {
  private final Lab lab;
  private final Path folder;
  private final String settings;
  private RunningDaemon daemon;
  private int sessions;

  Guarded(Lab lab, Path folder, String settings) throws Exception {
    this.lab = lab;
    this.folder = folder;
    this.settings = settings;
    this.daemon = start();
  }

  private RunningDaemon start() throws Exception {
    return RunningDaemon.in(lab, folder, settings);
  }

  RunningDaemon daemon() {
    return daemon;
  }

  void succeeds(Instant at, String account, String source) throws IOException {
    write("%s mx dovecot: imap-login: Login: user=<%s>", at, account, source, ", mpid=1");
  }

  void fails(Instant at, String account, String source) throws IOException {
    write(
        "%s mx dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<%s>",
        at, account, source, "");
  }

  private void write(String line, Instant at, String account, String source, String rest)
      throws IOException {
    String whole =
        line.formatted(at, account)
            + ", method=PLAIN, rip=%s, lip=10.77.0.1%s, session=<s%d>\n"
                .formatted(source, rest, sessions++);
    Files.writeString(RunningDaemon.log(folder), whole, StandardOpenOption.APPEND);
  }

  JsonNode status() {
    return daemon.ask("status");
  }

  void await(Predicate<JsonNode> condition) {
    daemon.await("status", condition);
  }

  /** Ends in order, and starts again. */
  void restart() throws Exception {
    daemon.close();
    daemon = start();
  }

  @Override
  public void close() throws IOException {
    daemon.close();
  }
}
