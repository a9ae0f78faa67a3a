package org.redoubt.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.net.Prefix;

class DovecotEventsTest {
  private static final String EVENT = "{\"event\":\"auth_request_finished\"}";

  @TempDir Path folder;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private final LineSink sink =
      (bytes, from, to, after) -> {
        assertThat(after.isPlace()).isFalse();
        LineSplitter.each(
            bytes,
            from,
            to,
            (b, f, t) -> lines.add(new String(b, f, t - f, StandardCharsets.UTF_8)));
      };

  @Test
  void takesThemByHttp() throws Exception {
    try (DovecotEvents server = start(http())) {
      assertThat(post(server, EVENT)).isEqualTo(204);
      assertThat(next()).isEqualTo(EVENT);
      assertThat(post(server, "x".repeat(70_000))).isEqualTo(413);
      assertThat(server.states()).hasSize(1);
      assertThat(server.states().getFirst().readBytes()).isEqualTo(EVENT.length());
    }
  }

  @Test
  void takesNoOtherLinesForEvents() throws Exception {
    try (DovecotEvents server = start(http())) {
      String log = "Nov 21 10:00:00 mx dovecot: imap-login: Login: user=<bob>, rip=192.0.2.7";
      assertThat(post(server, log + "\n" + EVENT + "\n" + log)).isEqualTo(204);
      assertThat(next()).isEqualTo(EVENT);
      assertThat(lines).isEmpty();
      assertThat(server.other()).isEqualTo(2);
    }
  }

  @Test
  void takesNothingFromStrangers() throws Exception {
    List<Prefix> others = List.of(Prefix.of("192.0.2.0/24"));
    try (DovecotEvents server = start(new DovecotEventSettings(List.of(loopback()), "", others))) {
      assertThat(post(server, EVENT)).isEqualTo(403);
      assertThat(lines).isEmpty();
      assertThat(server.states().getFirst().problem()).contains("last 127.0.0.1");
    }
  }

  @Test
  void takesThemByUnixSocket() throws Exception {
    Path path = folder.resolve("events");
    try (DovecotEvents server =
            start(new DovecotEventSettings(List.of(), path.toString(), List.of()));
        SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      String two = EVENT + "\n" + EVENT + "\n";
      client.write(ByteBuffer.wrap(two.getBytes(StandardCharsets.UTF_8)));
      assertThat(next()).isEqualTo(EVENT);
      assertThat(next()).isEqualTo(EVENT);
      assertThat(server.other()).isZero();
    }
    assertThat(path).doesNotExist();
  }

  private String next() throws InterruptedException {
    return String.valueOf(lines.poll(30, TimeUnit.SECONDS));
  }

  private DovecotEvents start(DovecotEventSettings settings) throws IOException {
    return DovecotEvents.start(settings, sink, InstantSource.system());
  }

  private static DovecotEventSettings http() {
    return new DovecotEventSettings(List.of(loopback()), "", List.of());
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static int post(DovecotEvents server, String body) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + "/");
    HttpRequest request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
