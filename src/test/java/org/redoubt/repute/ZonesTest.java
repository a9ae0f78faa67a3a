package org.redoubt.repute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redoubt.repute.NameServer.found;
import static org.redoubt.repute.NameServer.listed;
import static org.redoubt.repute.NameServer.listedFor;
import static org.redoubt.repute.NameServer.none;
import static org.redoubt.repute.NameServer.renumbered;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.detect.Hearsay.Saying;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/** DNS blocklists, asked of a name server on loopback. */
class ZonesTest {
  private static final String ZONE = "bl.example.org";
  private static final String REVERSED = "7.2.0.192." + ZONE;
  private static final Address SOURCE = Address.of("192.0.2.7");
  private static final int PATIENCE_MILLIS = 300;

  private final NameServer server = new NameServer();
  private final BlockingQueue<Address> heard = new LinkedBlockingQueue<>();
  private final List<Zones> open = new ArrayList<>();
  private final AtomicLong now =
      new AtomicLong(Instant.parse("2026-11-21T10:00:00Z").toEpochMilli());

  @AfterEach
  void close() {
    open.forEach(Zones::close);
    server.close();
  }

  private Zones zones(ZoneSettings... zones) {
    return zones(1000, zones);
  }

  private Zones zones(int mostAnswers, ZoneSettings... settings) {
    DnsClient client = new DnsClient(List.of(server.address()), PATIENCE_MILLIS);
    Zones zones =
        new Zones(List.of(settings), mostAnswers, client, () -> Instant.ofEpochMilli(now.get()));
    zones.listen((source, atMillis) -> heard.add(source));
    zones.start();
    open.add(zones);
    return zones;
  }

  private static ZoneSettings zone(String name, double weight) {
    return new ZoneSettings(name, weight, List.of());
  }

  /** Asks, and waits until the answer has been dealt with. */
  private void ask(Zones zones, Address source) {
    long before = zones.states().stream().mapToLong(ZoneState::asked).sum();
    zones.ask(source, now.get());
    await(() -> zones.states().stream().mapToLong(ZoneState::asked).sum() > before);
    await(() -> zones.isIdle());
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    for (int i = 0; i < 3000 && !condition.getAsBoolean(); i++) {
      java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void hearsThatASourceIsListed() throws InterruptedException {
    server.answers(REVERSED, listed("127.0.0.2"));
    Zones zones = zones(zone(ZONE, 1.25), zone("other.example.org", 1));
    assertThat(zones.of(SOURCE)).isEqualTo(Saying.NOTHING);
    zones.ask(SOURCE, now.get());
    assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(SOURCE);
    assertThat(zones.of(SOURCE)).isEqualTo(new Saying(1.25, ZONE));
    assertThat(server.asked).contains(REVERSED, "7.2.0.192.other.example.org");
  }

  @Test
  void asksForIpv6ByHalfBytesAndTakesANetworkForOneSource() throws InterruptedException {
    Address source = Address.of("2001:db8:1:2::77");
    String reversed = "7.7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2." + ZONE;
    server.answers(reversed, listed("127.0.0.3"));
    Zones zones = zones(zone(ZONE, 1));
    zones.ask(source, now.get());
    assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(source);
    assertThat(zones.of(Address.of("2001:db8:1:2::78")).nats()).isEqualTo(1);
    assertThat(zones.of(Address.of("2001:db8:1:3::77")).nats()).isZero();
  }

  @Test
  void asksAgainOnlyWhenTheAnswerHasRunOut() {
    server.answers(REVERSED, listedFor(600, "127.0.0.2"));
    Zones zones = zones(zone(ZONE, 1));
    ask(zones, SOURCE);
    now.addAndGet(599_000);
    zones.ask(SOURCE, now.get());
    assertThat(zones.of(SOURCE).nats()).isEqualTo(1);
    now.addAndGet(2_000);
    assertThat(zones.of(SOURCE).nats()).isZero();
    ask(zones, SOURCE);
    assertThat(server.asked).filteredOn(REVERSED::equals).hasSize(2);
  }

  @Test
  void remembersThatASourceIsNotListedToo() {
    server.answers(REVERSED, question -> List.of(none(question, 120)));
    Zones zones = zones(zone(ZONE, 1));
    ask(zones, SOURCE);
    now.addAndGet(119_000);
    zones.ask(SOURCE, now.get());
    now.addAndGet(2_000);
    ask(zones, SOURCE);
    assertThat(server.asked).filteredOn(REVERSED::equals).hasSize(2);
    assertThat(heard).isEmpty();
  }

  @Test
  void errorsAreNoListings() {
    for (String answer : List.of("127.255.255.254", "127.255.255.1", "203.0.113.1", "127.0.0.1")) {
      server.answers(REVERSED, listed("127.0.0.2", answer));
      Zones zones = zones(zone(ZONE, 1));
      ask(zones, SOURCE);
      assertThat(zones.of(SOURCE)).as(answer).isEqualTo(Saying.NOTHING);
      assertThat(zones.states().getFirst().problem()).as(answer).contains(answer);
      int asked = server.asked.size();
      zones.ask(Address.of("198.51.100.1"), now.get());
      assertThat(zones.isIdle()).as("left in peace after " + answer).isTrue();
      assertThat(server.asked).hasSize(asked);
    }
    assertThat(heard).isEmpty();
  }

  @Test
  void onlyTheAnswersThatAreWantedCount() {
    server.answers(REVERSED, listed("127.0.0.10"));
    server.answers("8.2.0.192." + ZONE, listed("127.0.0.11", "127.0.0.4"));
    Zones zones = zones(new ZoneSettings(ZONE, 1, List.of(Prefix.of("127.0.0.0/29"))));
    ask(zones, SOURCE);
    ask(zones, Address.of("192.0.2.8"));
    assertThat(zones.of(SOURCE)).isEqualTo(Saying.NOTHING);
    assertThat(zones.of(Address.of("192.0.2.8")).nats()).isEqualTo(1);
    assertThat(zones.states().getFirst().problem()).isNull();
  }

  @Test
  void aZoneThatListsEverythingIsNotAsked() {
    server.answers("1.0.0.127." + ZONE, listed("127.0.0.2"));
    server.answers(REVERSED, listed("127.0.0.2"));
    Zones zones = zones(zone(ZONE, 1));
    zones.ask(SOURCE, now.get());
    await(() -> zones.states().getFirst().problem() != null);
    await(zones::isIdle);
    assertThat(zones.of(SOURCE)).isEqualTo(Saying.NOTHING);
    assertThat(server.asked).doesNotContain(REVERSED);
  }

  @Test
  void forgedAnswersAreNotHeard() {
    server.answers(
        REVERSED,
        question ->
            List.of(
                renumbered(found(question, 300, "127.0.0.2")),
                found(DnsMessage.question(number(question), "8.2.0.192." + ZONE), 300, "127.0.0.2"),
                new byte[] {1, 2, 3},
                none(question, 300)));
    Zones zones = zones(zone(ZONE, 1));
    ask(zones, SOURCE);
    assertThat(zones.of(SOURCE)).isEqualTo(Saying.NOTHING);
    assertThat(zones.states().getFirst().failed()).isZero();
  }

  private static int number(byte[] question) {
    return (question[0] & 255) << 8 | question[1] & 255;
  }

  @Test
  void everyQuestionHasItsOwnPortAndNumber() {
    Zones zones = zones(zone(ZONE, 1));
    for (int i = 1; i <= 20; i++) {
      ask(zones, Address.of("192.0.2." + i));
    }
    assertThat(new HashSet<>(server.ports)).hasSizeGreaterThan(15);
    assertThat(new HashSet<>(server.numbers)).hasSizeGreaterThan(15);
  }

  @Test
  void aSilentZoneIsLeftInPeaceAfterAWhile() {
    Zones zones = zones(zone(ZONE, 1));
    for (int i = 1; i <= 5; i++) {
      server.answers(i + ".2.0.192." + ZONE, question -> List.of());
      ask(zones, Address.of("192.0.2." + i));
    }
    assertThat(zones.states().getFirst().failed()).isEqualTo(5);
    assertThat(zones.states().getFirst().problem()).contains("no answer");
    int asked = server.asked.size();
    zones.ask(Address.of("192.0.2.99"), now.get());
    assertThat(zones.isIdle()).isTrue();
    assertThat(server.asked).hasSize(asked);
    now.addAndGet(61_000);
    ask(zones, Address.of("192.0.2.99"));
    assertThat(zones.states().getFirst().problem()).isNull();
  }

  @Test
  void aTruncatedAnswerIsNone() {
    server.answers(REVERSED, question -> List.of(NameServer.truncated(question)));
    Zones zones = zones(zone(ZONE, 1));
    ask(zones, SOURCE);
    assertThat(zones.of(SOURCE)).isEqualTo(Saying.NOTHING);
    assertThat(zones.states().getFirst().failed()).isEqualTo(1);
  }

  @Test
  void nobodyIsToldOfPrivateAddresses() {
    Zones zones = zones(zone(ZONE, 1));
    for (String text :
        List.of("10.1.2.3", "192.168.1.1", "127.0.0.1", "fe80::1", "fd00::1", "::1")) {
      zones.ask(Address.of(text), now.get());
    }
    assertThat(zones.isIdle()).isTrue();
    assertThat(server.asked).isEmpty();
  }

  @Test
  void remembersNoMoreThanItMay() {
    Zones zones = zones(10, zone(ZONE, 1));
    for (int i = 1; i <= 30; i++) {
      ask(zones, Address.of("192.0.2." + i));
    }
    assertThat(zones.remembered()).isEqualTo(10);
  }

  @Test
  void whatFindsNoRoomIsDroppedAndCounted() {
    Zones zones = zones(zone(ZONE, 1));
    for (int i = 0; i < 5000; i++) {
      zones.ask(Address.v4(0xc6336400 + i), now.get());
    }
    assertThat(zones.dropped()).isGreaterThan(3000);
    zones.close();
  }

  @Test
  void findsTheSystemsResolvers(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("resolv.conf");
    Files.writeString(
        file,
        "# x\nsearch example.org\nnameserver 192.0.2.53\nnameserver bad\nnameserver 2001:db8::53\n");
    assertThat(Resolvers.read(file))
        .extracting(a -> Address.of(a.getAddress()).toString() + " " + a.getPort())
        .containsExactly("192.0.2.53 53", "2001:db8::53 53");
    assertThat(Resolvers.read(folder.resolve("none")))
        .extracting(a -> a.getAddress().getHostAddress())
        .containsExactly("127.0.0.1");
  }
}
