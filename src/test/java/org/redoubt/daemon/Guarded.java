package org.redoubt.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.redoubt.cli.Redoubt;
import org.redoubt.enforce.Lab;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The whole program on the server of a {@link Lab}, with a log that a test writes. */
final class Guarded implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private final Path folder;
  private final Lab lab;
  private Process process;
  private int sessions;

  Guarded(Lab lab, Path folder, String settings) throws IOException {
    this.lab = lab;
    this.folder = folder;
    Files.writeString(folder.resolve("redoubt.toml"), settings);
    Files.writeString(log(), "", StandardOpenOption.CREATE);
    process = start();
    await(status -> status.has("mode"));
  }

  private Path log() {
    return folder.resolve("mail.log");
  }

  private Process start() throws IOException {
    List<String> words =
        List.of(
            "run",
            "--config",
            folder.resolve("redoubt.toml").toString(),
            "--state",
            folder.resolve("state").toString(),
            "--log",
            log().toString());
    return lab.program(Redoubt.class.getName(), List.of(), words)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("output").toFile()))
        .start();
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
    Files.writeString(log(), whole, StandardOpenOption.APPEND);
  }

  JsonNode ask(ObjectNode request) throws IOException {
    try (var answer = new ControlClient(folder.resolve("state/control.sock")).ask(request)) {
      return JSON.readTree(answer);
    } catch (ControlClient.Unreachable e) {
      return JSON.createObjectNode().put("error", e.getMessage());
    }
  }

  static ObjectNode request(String command) {
    return JSON.createObjectNode().put("command", command);
  }

  JsonNode status() {
    try {
      return ask(request("status"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void await(Predicate<JsonNode> condition) throws IOException {
    try {
      Lab.await(() -> condition.test(status()));
    } catch (AssertionError e) {
      throw new AssertionError(status() + "\n" + Files.readString(folder.resolve("output")), e);
    }
  }

  /** Ends as {@code kill -9} does, and starts again. */
  void crash() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    process = start();
    await(status -> status.has("mode"));
  }

  /** Ends in order, and starts again. */
  void restart() throws IOException {
    close();
    process = start();
    await(status -> status.has("mode"));
  }

  @Override
  public void close() {
    try {
      process.destroy();
      process.waitFor();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
