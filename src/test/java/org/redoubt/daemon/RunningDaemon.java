package org.redoubt.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.redoubt.cli.Redoubt;
import org.redoubt.config.BadSettings;
import org.redoubt.config.Config;
import org.redoubt.enforce.Lab;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A daemon with a folder of its own, in this process or in the server's namespace of a lab. */
final class RunningDaemon implements Closeable {
  private static final JsonMapper JSON = new JsonMapper();
  private final StateFolder state;
  private final Closeable end;
  private final Runnable kill;

  private RunningDaemon(StateFolder state, Closeable end, Runnable kill) {
    this.state = state;
    this.end = end;
    this.kill = kill;
  }

  /** Within this process, so without the right to change anything but what the settings name. */
  static RunningDaemon here(Path folder, String settings) throws Exception {
    Config config = config(settings);
    StateFolder state = new StateFolder(folder.resolve("state"));
    Mode mode = Mode.of(Mode.Wish.ENFORCE, config.enforce());
    List<String> logs = List.of(log(folder).toString());
    Daemon daemon = Daemon.start(new Daemon.Plan(config, state, mode, logs));
    return new RunningDaemon(
        state,
        daemon::close,
        () -> {
          throw new AssertionError("not a program of its own");
        });
  }

  /**
   * As a program of its own, in a lab.
   *
   * @param before a program that starts it, with its arguments
   */
  static RunningDaemon in(Lab lab, Path folder, String settings, String... before)
      throws Exception {
    return of(Lab.CLASS_PATH, lab, folder, settings, before);
  }

  /** The same from another class path. */
  static RunningDaemon of(String classPath, Lab lab, Path folder, String settings, String... before)
      throws Exception {
    Path file = Files.writeString(folder.resolve("redoubt.toml"), settings);
    StateFolder state = new StateFolder(folder.resolve("state"));
    List<String> arguments =
        List.of(
            "run",
            "--config",
            file.toString(),
            "--state",
            state.path().toString(),
            "--log",
            log(folder).toString());
    Process process =
        lab.program(classPath, Redoubt.class.getName(), List.of(before), arguments)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(said(folder).toFile()))
            .start();
    RunningDaemon daemon =
        new RunningDaemon(state, () -> end(process), () -> gone(process.destroyForcibly()));
    daemon.await("status", answer -> answer.has("mode"));
    return daemon;
  }

  private static void end(Process process) {
    process.destroy();
    gone(process);
  }

  private static void gone(Process process) {
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ends").isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Config config(String settings) throws BadSettings {
    return Config.parse("redoubt.toml", settings);
  }

  /** The log that it reads. */
  static Path log(Path folder) throws IOException {
    Path log = folder.resolve("mail.log");
    return Files.exists(log) ? log : Files.createFile(log);
  }

  /** What a daemon of its own has said. */
  static Path said(Path folder) {
    return folder.resolve("said");
  }

  JsonNode ask(String command) {
    return ask(command, "");
  }

  JsonNode ask(String command, String scope) {
    return ask(request(command).put("scope", scope).put("for-millis", 3_600_000));
  }

  static ObjectNode request(String command) {
    return JSON.createObjectNode().put("command", command);
  }

  /** Asks; gives an object without members while nobody answers. */
  JsonNode ask(ObjectNode request) {
    try (var answer = new ControlClient(state.socket()).ask(request)) {
      return JSON.readTree(answer);
    } catch (ControlClient.Unreachable | IOException | JacksonException e) {
      return JSON.createObjectNode();
    }
  }

  /** Waits until it answers so, and gives the answer. */
  JsonNode await(String command, Predicate<JsonNode> condition) {
    return await(command, "", condition);
  }

  JsonNode await(String command, String scope, Predicate<JsonNode> condition) {
    JsonNode answer = ask(command, scope);
    for (int i = 0; i < 2000 && !condition.test(answer); i++) {
      LockSupport.parkNanos(20_000_000);
      answer = ask(command, scope);
    }
    assertThat(condition.test(answer)).as("%s in the end: %s", command, answer).isTrue();
    return answer;
  }

  /** Ends it as {@code kill -9} does. */
  void kill() {
    kill.run();
  }

  @Override
  public void close() throws IOException {
    end.close();
  }
}
