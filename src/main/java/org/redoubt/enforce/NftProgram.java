package org.redoubt.enforce;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** nftables through its program: one process for each call, some milliseconds each. */
final class NftProgram implements Nft {
  /** Not from PATH: this runs as root. */
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/sbin/nft"),
          Path.of("/sbin/nft"),
          Path.of("/usr/bin/nft"),
          Path.of("/usr/local/sbin/nft"));

  /** The kernel announces a change a little after it was made. */
  private static final int REMEMBERED = 64;

  private final Path program;
  private final Deque<Long> recent = new ConcurrentLinkedDeque<>();

  private NftProgram(Path program) {
    this.program = program;
  }

  /** The program, or null where it is not installed. */
  static @Nullable NftProgram find() {
    return PLACES.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .map(NftProgram::new)
        .orElse(null);
  }

  @Override
  public String name() {
    return program.toString();
  }

  @Override
  public void run(String commands) throws IOException {
    call(commands, program.toString(), "-f", "-");
  }

  @Override
  public void runOften(String commands) throws IOException {
    run(commands);
  }

  private String call(String input, String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(arguments).redirectErrorStream(true);
    builder.environment().clear();
    Process process = builder.start();
    remember(process.pid());
    try {
      send(process, input);
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw Nft.refused(output);
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while nft was running", e);
    } finally {
      process.destroy();
    }
  }

  private void remember(long processId) {
    recent.addLast(processId);
    if (recent.size() > REMEMBERED) {
      recent.pollFirst();
    }
  }

  private static void send(Process process, String input) {
    try (OutputStream to = process.getOutputStream()) {
      to.write(input.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // It ended without reading everything: its exit status and output say why.
    }
  }

  @Override
  public boolean isOurs(int processId, String name) {
    return recent.contains((long) processId);
  }

  @Override
  public void close() {}
}
