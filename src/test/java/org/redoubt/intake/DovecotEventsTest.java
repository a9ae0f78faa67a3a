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
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

class DovecotEventsTest {
  /** In the shape that Dovecot 2.3.19 posts. */
  private static final String SHAPE =
      """
      {"event":"auth_request_finished","hostname":"mx","start_time":"2026-11-21T19:05:58.488488Z",\
      "end_time":"2026-11-21T19:05:58.488670Z","categories":["auth","service:auth"],\
      "fields":{"duration":117,%s"policy_result":"ok","mechanism":"PLAIN","service":"imap",\
      "session":"VgUJDc5gqN1/AAAB","local_ip":"192.0.2.1","remote_ip":"198.51.100.7",\
      "real_remote_ip":"192.0.2.9","remote_port":56744,"original_user":"Bob","user":"bob"}}\
      """;

  @TempDir Path folder;
  private final BlockingQueue<AuthEvent> events = new LinkedBlockingQueue<>();

  @Test
  void readsFailureAndSuccess() {
    AuthEvent failure = event(Outcome.WRONG_PASSWORD);
    assertThat(read(SHAPE.formatted(""))).isEqualTo(failure);
    assertThat(read(SHAPE.formatted("\"success\":\"yes\","))).isEqualTo(event(Outcome.SUCCESS));
    assertThat(read(SHAPE.formatted("\"error\":\"internal failure\",")))
        .isEqualTo(event(Outcome.TEMPORARY_FAILURE));
    assertThat(
            read(
                SHAPE
                    .formatted("")
                    .replace("\"policy_result\":\"ok\"", "\"policy_result\":\"refused\"")))
        .isEqualTo(event(Outcome.REFUSED));
  }

  @Test
  void whatTheClientWritesStaysAName() {
    AuthEvent event =
        read(
            SHAPE
                .formatted("")
                .replace(
                    "\"user\":\"bob\"", "\"user\":\"x\\\",\\\"remote_ip\\\":\\\"192.0.2.66\""));
    assertThat(String.valueOf(Objects.requireNonNull(event).source())).isEqualTo("198.51.100.7");
  }

  @Test
  void leavesOtherEventsAlone() {
    assertThat(read("{\"event\":\"imap_command_finished\"}")).isNull();
    assertThat(read(SHAPE.formatted("").replace("\"mechanism\":\"PLAIN\",", ""))).isNull();
    for (String broken :
        List.of("", "{", "[]", "null", "{\"event\":1}", SHAPE.formatted("").substring(0, 200))) {
      assertThat(read(broken)).isNull();
    }
  }

  @Test
  void takesThemByHttp() throws Exception {
    try (DovecotEvents server = start(loopback(), null, Senders.THIS_MACHINE)) {
      assertThat(post(server, SHAPE.formatted(""))).isEqualTo(204);
      assertThat(events.poll(30, TimeUnit.SECONDS)).isEqualTo(event(Outcome.WRONG_PASSWORD));
      assertThat(post(server, "x".repeat(70_000))).isEqualTo(413);
      assertThat(post(server, "nonsense")).isEqualTo(204);
      assertThat(server.taken()).isEqualTo(1);
      assertThat(server.other()).isEqualTo(1);
    }
  }

  @Test
  void takesNothingFromStrangers() throws Exception {
    Senders others = new Senders(List.of(Prefix.of("192.0.2.0/24")));
    try (DovecotEvents server = start(loopback(), null, others)) {
      assertThat(post(server, SHAPE.formatted(""))).isEqualTo(403);
      assertThat(events).isEmpty();
    }
  }

  @Test
  void takesThemByUnixSocket() throws Exception {
    Path path = folder.resolve("events");
    try (DovecotEvents server = start(null, path, Senders.THIS_MACHINE);
        SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      String two = SHAPE.formatted("") + "\n" + SHAPE.formatted("\"success\":\"yes\",") + "\n";
      client.write(ByteBuffer.wrap(two.getBytes(StandardCharsets.UTF_8)));
      assertThat(events.poll(30, TimeUnit.SECONDS)).isEqualTo(event(Outcome.WRONG_PASSWORD));
      assertThat(events.poll(30, TimeUnit.SECONDS)).isEqualTo(event(Outcome.SUCCESS));
      assertThat(server.other()).isZero();
    }
    assertThat(path).doesNotExist();
  }

  private DovecotEvents start(
      @Nullable InetSocketAddress http, @Nullable Path unix, Senders senders) throws IOException {
    return DovecotEvents.start(new DovecotEventSettings(http, unix, senders), events::add);
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

  private static AuthEvent event(Outcome outcome) {
    return new AuthEvent(
        Instant.parse("2026-11-21T19:05:58.488Z").toEpochMilli(),
        Protocol.IMAP,
        outcome,
        Address.of("198.51.100.7"),
        new Account("bob"),
        1,
        AuthEvent.session("VgUJDc5gqN1/AAAB".getBytes(StandardCharsets.UTF_8), 0, 16),
        AuthEvent.NO_FINGERPRINT);
  }

  private static @Nullable AuthEvent read(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return DovecotEvent.read(bytes, 0, bytes.length);
  }
}
