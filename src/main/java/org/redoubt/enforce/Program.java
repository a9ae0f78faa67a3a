package org.redoubt.enforce;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Another program, called with its arguments as a list: no shell reads them. It gets no environment
 * but a PATH, and is ended when it takes too long.
 */
final class Program {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration A_WHILE = Duration.ofSeconds(1);
  private static final int KEPT_BYTES = 400;
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private Program() {}

  /** The full path of a system program, or null where it is not installed. Never from PATH. */
  static @Nullable String find(String name) {
    for (String folder : PATH.split(":", -1)) {
      Path program = Path.of(folder, name);
      if (Files.isExecutable(program)) {
        return program.toString();
      }
    }
    return null;
  }

  /**
   * Runs it to its end.
   *
   * @throws IOException when it could not be started, took too long, or gave a status other than 0;
   *     with the beginning of what it said
   */
  static void run(List<String> command, String input) throws IOException {
    String _ = end(command, input, Duration.ZERO);
  }

  /** Runs it in the same way; gives the beginning of what it said. */
  static String said(List<String> command) throws IOException {
    return end(command, "", PATIENCE);
  }

  /** Gives the beginning of what it said, when that comes so soon after its end. */
  private static String end(List<String> command, String input, Duration listening)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", PATH);
    Process process = builder.start();
    FutureTask<String> said = new FutureTask<>(() -> listen(process.getInputStream()));
    Thread.ofVirtual().start(said);
    Thread.ofVirtual().start(() -> send(process.getOutputStream(), input));
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(
            command.getFirst() + " took more than " + PATIENCE.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            "%s failed with status %d: %s"
                .formatted(command.getFirst(), process.exitValue(), soon(said, A_WHILE)));
      }
      return soon(said, listening);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command.getFirst() + " was running", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static void send(OutputStream to, String input) {
    try (to) {
      to.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It does not read; its status says whether that matters.
    }
  }

  /** Reads all, because a full pipe would stop it, and keeps the beginning. */
  private static String listen(InputStream from) throws IOException {
    try (from) {
      String beginning = new String(from.readNBytes(KEPT_BYTES), StandardCharsets.UTF_8);
      from.transferTo(OutputStream.nullOutputStream());
      return beginning.strip();
    }
  }

  /** A child of its own may hold the pipe open: then nothing. */
  private static String soon(FutureTask<String> said, Duration patience)
      throws InterruptedException {
    try {
      return said.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return "";
    }
  }

  /** A copy that nobody can change, refused when there is nothing to run. */
  static List<String> checked(List<String> command) {
    List<String> copy = List.copyOf(command);
    if (copy.isEmpty() || copy.getFirst().isEmpty()) {
      throw new IllegalArgumentException("a command needs the name of a program");
    }
    return copy;
  }
}
