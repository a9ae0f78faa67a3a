package org.redoubt.enforce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redoubt.net.Prefix;

class WebhookEnforcerTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final byte[] SECRET = "shared".getBytes(UTF_8);

  private final AtomicInteger answer = new AtomicInteger(204);
  private final AtomicReference<String> body = new AtomicReference<>("");
  private final AtomicReference<String> signature = new AtomicReference<>("");
  private final HttpServer server;

  WebhookEnforcerTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() {
    server.createContext(
        "/",
        exchange -> {
          body.set(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          signature.set(exchange.getRequestHeaders().getFirst("X-Redoubt-Signature"));
          exchange.getResponseHeaders().add("Location", "http://192.0.2.1/");
          exchange.sendResponseHeaders(answer.get(), -1);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private WebhookEnforcer enforcer() {
    int port = server.getAddress().getPort();
    return new WebhookEnforcer(URI.create("http://127.0.0.1:" + port + "/bans"), SECRET);
  }

  @Test
  void tellsChangesAndTheWholeSigned() throws Exception {
    try (WebhookEnforcer enforcer = enforcer()) {
      Change.Ban ban = new Change.Ban(Prefix.of("192.0.2.1"), NOW + 1_000);
      enforcer.apply(List.of(ban, new Change.Lift(Prefix.of("2001:db8::/48"))), NOW);
      assertThat(body.get())
          .isEqualTo(
              "{\"at\":\"2027-01-15T08:00:00Z\",\"all\":false,\"changes\":["
                  + "{\"action\":\"ban\",\"prefix\":\"192.0.2.1\",\"until\":\"2027-01-15T08:00:01Z\"},"
                  + "{\"action\":\"lift\",\"prefix\":\"2001:db8::/48\"}]}");
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
      assertThat(signature.get())
          .isEqualTo("sha256=" + HexFormat.of().formatHex(mac.doFinal(body.get().getBytes(UTF_8))));

      enforcer.restore(List.of(), NOW);
      assertThat(body.get())
          .isEqualTo("{\"at\":\"2027-01-15T08:00:00Z\",\"all\":true,\"changes\":[]}");
    }
  }

  @Test
  void anythingButAcceptanceIsAFailureAndRedirectsAreNotFollowed() throws IOException {
    try (WebhookEnforcer enforcer = enforcer()) {
      for (int status : new int[] {302, 403, 500}) {
        answer.set(status);
        assertThatThrownBy(() -> enforcer.restore(List.of(), NOW))
            .hasMessage("webhook 127.0.0.1 answered " + status);
      }
    }
    assertThatThrownBy(() -> new WebhookEnforcer(URI.create("file:///etc/passwd"), SECRET))
        .hasMessageContaining("not an http or https URL");
  }
}
