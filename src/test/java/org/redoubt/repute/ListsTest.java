package org.redoubt.repute;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.detect.Hearsay.Saying;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import org.redoubt.net.PrefixSet;
import org.redoubt.repute.ListSettings.As;
import org.redoubt.repute.ListSettings.Format;

/** Lists from a real HTTP server and from real files. */
class ListsTest {
  private static final long START = Instant.parse("2026-11-21T10:00:00Z").toEpochMilli();
  private static final Address LISTED = Address.of("192.0.2.7");

  @TempDir private Path folder;
  private HttpServer server;
  private volatile String body = "192.0.2.7\n";
  private volatile int status = 200;
  private final BlockingQueue<Map<String, List<String>>> requests = new LinkedBlockingQueue<>();

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext("/list", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(Map.copyOf(exchange.getRequestHeaders()));
    String etag = '"' + Integer.toHexString(body.hashCode()) + '"';
    boolean same = etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
    exchange.getResponseHeaders().set("ETag", etag);
    exchange.getResponseHeaders().set("Last-Modified", "Sat, 21 Nov 2026 09:00:00 GMT");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (same || status != 200) {
      exchange.sendResponseHeaders(same ? 304 : status, -1);
    } else {
      exchange.sendResponseHeaders(200, 0);
      try (var out = exchange.getResponseBody()) {
        out.write(bytes);
      } catch (IOException e) {
        // The client has heard enough.
      }
    }
    exchange.close();
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/list";
  }

  private static ListSettings list(String name, String from, As as) {
    return new ListSettings(name, from, Format.AUTO, 0, "", as, 1.5, Duration.ofHours(6), false);
  }

  private static ReputeSettings settings(ListSettings... lists) {
    return settings(1 << 20, lists);
  }

  private static ReputeSettings settings(long mostBytes, ListSettings... lists) {
    return new ReputeSettings(List.of(lists), List.of(), mostBytes, 1000, List.of(), 100, "", "");
  }

  private ImportedList imported() {
    return imported(1 << 20);
  }

  private ImportedList imported(long mostBytes) {
    ListSettings list = list("peer", url(), As.EVIDENCE);
    return new ImportedList(list, settings(mostBytes, list), folder);
  }

  @Test
  void asksOnlyForWhatIsNewer() throws Exception {
    ImportedList list = imported();
    assertThat(list.renew(START)).isTrue();
    assertThat(list.blocks().contains(LISTED)).isTrue();
    assertThat(list.renew(START + 1000)).isFalse();
    assertThat(requests.take()).doesNotContainKeys("If-none-match", "If-modified-since");
    assertThat(requests.take()).containsKeys("If-none-match", "If-modified-since");
    assertThat(list.state().readMillis()).isEqualTo(START);
    assertThat(list.state().checkedMillis()).isEqualTo(START + 1000);
    body = "198.51.100.1\n";
    assertThat(list.renew(START + 2000)).isTrue();
    assertThat(list.blocks()).isEqualTo(PrefixSet.of(List.of(Prefix.of("198.51.100.1"))));
  }

  @Test
  void aFailureLeavesWhatWasAndIsTriedAgainSooner() throws Exception {
    ImportedList list = imported();
    list.renew(START);
    status = 503;
    body = "changed";
    assertThat(list.renew(START + 1000)).isFalse();
    assertThat(list.blocks().contains(LISTED)).isTrue();
    assertThat(list.state().problem()).isEqualTo("the server answers 503");
    assertThat(list.state().checkedMillis()).isEqualTo(START);
    assertThat(list.dueMillis()).isEqualTo(START + 1000 + 60_000);
    list.renew(START + 2000);
    assertThat(list.dueMillis()).isEqualTo(START + 2000 + 120_000);
    for (int i = 0; i < 20; i++) {
      list.renew(START);
    }
    assertThat(list.dueMillis()).isEqualTo(START + Duration.ofHours(6).toMillis());
    status = 200;
    body = "192.0.2.8\n";
    assertThat(list.renew(START)).isTrue();
    assertThat(list.state().problem()).isNull();
  }

  @Test
  void aPageThatIsNoListLeavesWhatWas() throws Exception {
    ImportedList list = imported();
    list.renew(START);
    body = "<html><body>Please log in</body></html>";
    list.renew(START + 1);
    assertThat(list.blocks().contains(LISTED)).isTrue();
    assertThat(list.state().problem()).startsWith("is no list of addresses");
    assertThat(Files.readString(folder.resolve("peer.list"))).isEqualTo("192.0.2.7\n");
  }

  @Test
  void aListWithoutEndIsRefused() throws Exception {
    ImportedList list = imported(10_000);
    list.renew(START);
    body = "192.0.2.8\n".repeat(5000);
    assertThat(list.renew(START + 1)).isFalse();
    assertThat(list.blocks().contains(LISTED)).isTrue();
    assertThat(list.state().problem()).contains("10000");
  }

  @Test
  void aRestartWithoutNetworkBeginsWithTheLastGoodCopy() throws Exception {
    imported().renew(START);
    requests.clear();
    String kept = url();
    server.stop(0);
    ListSettings same = list("peer", kept, As.EVIDENCE);
    ImportedList again = new ImportedList(same, settings(same), folder);
    again.recall();
    assertThat(again.blocks().contains(LISTED)).isTrue();
    again.renew(START + 5000);
    assertThat(again.blocks().contains(LISTED)).isTrue();
    assertThat(again.state().problem()).contains("ConnectException");
  }

  @Test
  void aRestartAsksOnlyForWhatIsNewerThanTheCopy() throws Exception {
    imported().renew(START);
    requests.clear();
    ImportedList again = imported();
    again.recall();
    assertThat(again.renew(START + 5000)).isFalse();
    assertThat(requests.take()).containsKey("If-none-match");
    assertThat(again.blocks().contains(LISTED)).isTrue();
  }

  @Test
  void aCopyThatIsDamagedIsNoMatter() throws Exception {
    Files.writeString(folder.resolve("peer.list"), "\u0000\u0001 nonsense");
    Files.write(folder.resolve("peer.version"), new byte[] {(byte) 0xff, 10, 3});
    ImportedList list = imported();
    list.recall();
    assertThat(list.blocks().isEmpty()).isTrue();
    assertThat(list.renew(START)).isTrue();
  }

  @Test
  void aFileIsReadAgainWhenItChanges() throws Exception {
    Path file = folder.resolve("own.txt");
    Files.writeString(file, "192.0.2.7\n");
    ListSettings own = list("own", file.toString(), As.EVIDENCE);
    ImportedList list = new ImportedList(own, settings(own), folder);
    assertThat(list.renew(START)).isTrue();
    assertThat(list.renew(START + 1)).isFalse();
    Files.writeString(file, "192.0.2.7\n192.0.2.9\n");
    assertThat(list.renew(START + 2)).isTrue();
    Files.delete(file);
    assertThat(list.renew(START + 3)).isFalse();
    assertThat(list.blocks().size()).isEqualTo(2);
    assertThat(list.state().problem()).isEqualTo("there is no such file");
  }

  @Test
  void whatIsNoFileIsRefused() throws Exception {
    ListSettings own = list("own", "/dev/zero", As.EVIDENCE);
    ImportedList list = new ImportedList(own, settings(own), folder);
    list.renew(START);
    assertThat(list.state().problem()).isEqualTo("is not a plain file");
  }

  @Test
  void saysWhoListsAnAddressAndTellsWhatToKeepOut() throws Exception {
    Path file = folder.resolve("bans.txt");
    Files.writeString(file, "203.0.113.0/24\n");
    BlockingQueue<PrefixSet> banned = new LinkedBlockingQueue<>();
    BlockingQueue<ListState> renewed = new LinkedBlockingQueue<>();
    BlockingQueue<ListState> failed = new LinkedBlockingQueue<>();
    ReputeSettings settings =
        settings(
            list("peer", url(), As.EVIDENCE),
            list("bans", file.toString(), As.BAN),
            list("gone", folder.resolve("nothing").toString(), As.EVIDENCE));
    Lists.Listener listener =
        new Lists.Listener() {
          @Override
          public void renewed(ListState list) {
            renewed.add(list);
          }

          @Override
          public void failed(ListState list) {
            failed.add(list);
          }

          @Override
          public void banned(PrefixSet blocks) {
            banned.add(blocks);
          }
        };
    try (Lists lists = Lists.start(settings, folder, listener, Instant::now)) {
      assertThat(take(renewed).name()).isEqualTo("peer");
      assertThat(take(renewed).name()).isEqualTo("bans");
      assertThat(take(failed).name()).isEqualTo("gone");
      assertThat(take(banned).isEmpty()).isTrue();
      assertThat(take(banned).contains(Address.of("203.0.113.77"))).isTrue();
      assertThat(lists.of(LISTED)).isEqualTo(new Saying(1.5, "peer"));
      assertThat(lists.of(Address.of("203.0.113.77"))).isEqualTo(Saying.NOTHING);
      assertThat(lists.holding(Address.of("203.0.113.77"))).containsExactly("bans");
      assertThat(lists.states()).extracting(ListState::blocks).containsExactly(1, 1, 0);
    }
  }

  private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
    T taken = queue.poll(30, TimeUnit.SECONDS);
    assertThat(taken).isNotNull();
    return taken;
  }
}
