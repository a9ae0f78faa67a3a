package org.redoubt.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.intake.DovecotEventSettings;
import org.redoubt.intake.InputState;
import org.redoubt.intake.IntakeSettings;
import org.redoubt.intake.LineSink;
import org.redoubt.intake.SyslogSettings;

class IntakesTest {
  @TempDir Path folder;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private final LineSink sink =
      (bytes, from, to, after) ->
          new String(bytes, from, to - from, StandardCharsets.UTF_8)
              .lines()
              .forEach(line -> lines.add((after.isPlace() ? "kept " : "gone ") + line));

  @Test
  void readsFilesAndTakesSyslogAndEventsAtOnce() throws Exception {
    Path log = Files.writeString(folder.resolve("mail.log"), "from a file\n");
    Path syslog = folder.resolve("syslog");
    Path events = folder.resolve("events");
    try (Intakes intakes = start(settings(log, syslog, events))) {
      assertThat(next()).isEqualTo("kept from a file");
      assertThat(
              new ProcessBuilder("logger", "-u", syslog.toString(), "-t", "x", "by syslog")
                  .start()
                  .waitFor())
          .isZero();
      assertThat(next()).startsWith("gone <").endsWith("x: by syslog");
      try (SocketChannel dovecot = SocketChannel.open(UnixDomainSocketAddress.of(events))) {
        dovecot.write(ByteBuffer.wrap("{\"event\":\"x\"}\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(next()).isEqualTo("gone {\"event\":\"x\"}");
      }
      assertThat(intakes.states())
          .extracting(InputState::input)
          .containsExactlyInAnyOrder(
              "syslog " + syslog, "dovecot events " + events, log.toString());
      assertThat(intakes.problem()).isNull();
    }
    assertThat(syslog).doesNotExist();
    assertThat(events).doesNotExist();
  }

  @Test
  void oneInputThatCannotBeHadStopsAll() throws Exception {
    Path events = folder.resolve("events");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress at = (InetSocketAddress) taken.getLocalSocketAddress();
      IntakeSettings usual = settings(folder.resolve("mail.log"), folder.resolve("log"), events);
      IntakeSettings settings =
          new IntakeSettings(
              usual.logs(),
              usual.safetyPollMillis(),
              usual.retireMillis(),
              usual.syslog(),
              new DovecotEventSettings(List.of(at), events.toString(), List.of()));
      assertThatThrownBy(() -> start(settings)).hasMessageContaining(at.toString());
      assertThat(folder.resolve("log")).doesNotExist();
    }
  }

  private static IntakeSettings settings(Path log, Path syslog, Path events) {
    return new IntakeSettings(
        List.of(log.toString()),
        5_000,
        60_000,
        new SyslogSettings(
            List.of(), List.of(), List.of(), "", "", syslog.toString(), List.of(), 4),
        new DovecotEventSettings(List.of(), events.toString(), List.of()));
  }

  private Intakes start(IntakeSettings settings) throws IOException {
    return Intakes.start(settings, Map.of(), sink, InstantSource.system());
  }

  private String next() throws InterruptedException {
    return String.valueOf(lines.poll(30, TimeUnit.SECONDS));
  }
}
