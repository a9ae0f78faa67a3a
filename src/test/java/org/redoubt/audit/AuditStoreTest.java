package org.redoubt.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.decide.Ban;
import org.redoubt.decide.Decision;
import org.redoubt.detect.Evidence;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

class AuditStoreTest {
  private static final Address GUESSER = Address.of("192.0.2.7");
  private static final Address NEIGHBOUR = Address.of("192.0.2.8");
  private static final Prefix NETWORK = Prefix.of("192.0.2.0/24");

  @TempDir Path folder;

  @Test
  void givesBackWhatWasStored() {
    Decision ban = ban(1_000, GUESSER.alone(), 9_000);
    KeptEvent event = event(900, GUESSER, "bob");
    Batch batch = new Batch();
    batch.add(event);
    batch.add(ban);
    batch.position("/var/log/mail.log", "17");
    store(batch);
    try (AuditStore store = AuditStore.open(folder)) {
      assertThat(store.events(10)).containsExactly(event);
      assertThat(store.decisions(10)).containsExactly(ban);
      assertThat(store.positions()).containsExactly(java.util.Map.entry("/var/log/mail.log", "17"));
      assertThat(store.movedAside()).isEmpty();
    }
  }

  @Test
  void aBanIsInForceUntilItEndsOrIsLifted() {
    Decision kept = ban(1_000, GUESSER.alone(), 9_000);
    Decision renewed = ban(2_000, NETWORK, 3_000);
    Decision longer = ban(2_500, NETWORK, 8_000);
    Decision lifted = ban(1_000, NEIGHBOUR.alone(), 9_000);
    store(batch(kept, renewed, lifted, longer, lift(1_500, NEIGHBOUR.alone())));
    try (AuditStore store = AuditStore.open(folder)) {
      assertThat(inForce(store, 2_600)).containsExactly(Ban.of(kept), Ban.of(longer));
      assertThat(inForce(store, 8_500)).containsExactly(Ban.of(kept));
      assertThat(inForce(store, 9_000)).isEmpty();
    }
  }

  @Test
  void theLadderFindsEarlierBansOfTheScopeItself() {
    Decision first = ban(1_000, GUESSER.alone(), 2_000);
    Decision second = ban(3_000, GUESSER.alone(), 5_000);
    store(batch(first, ban(1_500, NETWORK, 9_000), second));
    try (AuditStore store = AuditStore.open(folder)) {
      assertThat(store.bansOf(GUESSER.alone(), 0)).containsExactly(first, second);
      assertThat(store.bansOf(GUESSER.alone(), 2_000)).containsExactly(second);
    }
  }

  @Test
  void noBlockOfIpv6HoldsIpv4() {
    Batch batch = batch(ban(1_000, GUESSER.alone(), 2_000));
    batch.add(event(900, GUESSER, "bob"));
    store(batch);
    try (AuditStore store = AuditStore.open(folder)) {
      Prefix around = Prefix.of("::/64");
      assertThat(store.why(around, 10)).isEqualTo(new Story(List.of(), List.of()));
      assertThat(store.visits(around).sources()).isZero();
      assertThat(store.visits(Prefix.of("0.0.0.0/0")).sources()).isEqualTo(1);
    }
  }

  @Test
  void whyAnAddressTellsOfItsNetworkToo() {
    Decision own = ban(1_000, GUESSER.alone(), 2_000);
    Decision network = ban(3_000, NETWORK, 5_000);
    Batch batch = batch(own, network, ban(1, NEIGHBOUR.alone(), 2));
    batch.add(event(900, GUESSER, "bob"));
    batch.add(event(950, GUESSER, "eve"));
    batch.add(event(960, NEIGHBOUR, "bob"));
    store(batch);
    try (AuditStore store = AuditStore.open(folder)) {
      Story story = store.why(GUESSER.alone(), 10);
      assertThat(story.decisions()).containsExactly(network, own);
      assertThat(story.events())
          .containsExactly(event(950, GUESSER, "eve"), event(900, GUESSER, "bob"));
      Story bob = store.why(new Account("bob"), 10);
      assertThat(bob.events()).hasSize(2);
      assertThat(bob.decisions()).hasSize(2);
      assertThat(store.why(GUESSER.alone(), 1).decisions()).containsExactly(network);
    }
  }

  @Test
  void findsABreachByItsAccount() {
    Decision breach =
        new Decision(
            1_000,
            Decision.Kind.ALERT,
            GUESSER.alone(),
            1_000,
            Decision.By.RULE,
            "bob logged in",
            7.5,
            0,
            List.of(),
            Decision.Subject.BREACH,
            new Account("bob"));
    store(batch(breach));
    try (AuditStore store = AuditStore.open(folder)) {
      assertThat(store.why(new Account("bob"), 10).decisions()).containsExactly(breach);
      assertThat(store.why(new Account("eve"), 10).decisions()).isEmpty();
    }
  }

  @Test
  void sumsUpWhoCameFromABlockAndToAnAccount() {
    Batch batch = new Batch();
    batch.add(event(900, GUESSER, "bob"));
    batch.add(event(950, GUESSER, "eve"));
    batch.add(event(960, NEIGHBOUR, "bob"));
    batch.add(event(970, Address.of("192.0.3.1"), "bob@example.org"));
    store(batch);
    try (AuditStore store = AuditStore.open(folder)) {
      assertThat(store.visits(NETWORK))
          .isEqualTo(
              new Visits(
                  9,
                  0,
                  0,
                  2,
                  2,
                  900,
                  960,
                  List.of(
                      new Visitor(GUESSER, 6, 2, 0, 900, 950),
                      new Visitor(NEIGHBOUR, 3, 1, 0, 960, 960))));
      assertThat(store.visits(new Account("bob")).sources()).isEqualTo(2);
      assertThat(store.visits(new Account("nobody")).tries()).isZero();
      assertThat(store.withDomain("bob", 10)).containsExactly(new Account("bob@example.org"));
      assertThat(store.withDomain("bo%", 10)).isEmpty();
    }
  }

  @Test
  void takesOverTheTablesOfTheFirstVersion() throws SQLException {
    Decision ban = ban(1_000, GUESSER.alone(), 9_000);
    store(batch(ban));
    try (Connection older =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Database.FILE));
        var statement = older.createStatement()) {
      statement.execute("DROP INDEX decision_by_account");
      statement.execute("ALTER TABLE decision DROP COLUMN subject");
      statement.execute("ALTER TABLE decision DROP COLUMN account");
      statement.execute("DELETE FROM migration WHERE script = '002-subject'");
    }
    try (AuditStore store = AuditStore.open(folder)) {
      assertThat(inForce(store, 2_000)).containsExactly(Ban.of(ban));
    }
  }

  @Test
  void keepsTheAllowlistAndState() {
    AllowedPrefix office = new AllowedPrefix(NETWORK, 5, 900, "the office");
    try (AuditStore store = AuditStore.open(folder)) {
      store.allow(new AllowedPrefix(NETWORK, 4, Long.MAX_VALUE, "?"));
      store.allow(office);
      store.saveState("detect", new byte[] {1, 2}, 5);
      store.saveState("detect", new byte[] {3}, 6);
      assertThat(store.allowed()).containsExactly(office);
      assertThat(store.state("detect")).contains(new byte[] {3});
      assertThat(store.state("other")).isEmpty();
      assertThat(store.disallow(NETWORK)).isTrue();
      assertThat(store.disallow(NETWORK)).isFalse();
      assertThat(store.allowed()).isEmpty();
    }
  }

  @Test
  void forgetsTheOldButNoBanInForce() {
    Decision inForce = ban(10, GUESSER.alone(), 10_000);
    Batch batch = batch(inForce, ban(10, NEIGHBOUR.alone(), 500));
    batch.add(event(10, GUESSER, "bob"));
    batch.add(event(950, GUESSER, "eve"));
    store(batch);
    try (AuditStore store = AuditStore.open(folder)) {
      assertThat(store.forget(new AuditSettings(100, 100, 1 << 20), 1_000)).isEqualTo(2);
      assertThat(store.events(10)).containsExactly(event(950, GUESSER, "eve"));
      assertThat(store.decisions(10)).containsExactly(inForce);
    }
  }

  @Test
  void keepsToItsSize() throws IOException {
    AuditSettings small = new AuditSettings(1L << 40, 1L << 40, 1 << 20);
    try (AuditStore store = AuditStore.open(folder)) {
      for (int round = 0; round < 20; round++) {
        Batch batch = new Batch();
        for (int i = 0; i < 500; i++) {
          batch.add(event(round * 500 + i, GUESSER, "name" + i));
        }
        store.write(batch);
        while (store.forget(small, 1_000_000) > 0) {
          assertThat(store.events(1)).hasSize(1);
        }
      }
      assertThat(store.events(1).getFirst().event().atMillis()).isEqualTo(9_999);
    }
    assertThat(Files.size(folder.resolve(Database.FILE))).isLessThan(2 << 20);
  }

  @Test
  void cutsLinesAtOneKilobyte() {
    KeptEvent event = new KeptEvent(event(1, GUESSER, "bob").event(), "", 0, "x".repeat(5_000));
    assertThat(event.line()).hasSize(KeptEvent.MAX_LINE_CHARS);
  }

  @Test
  void isForItsOwnerAlone() throws IOException {
    Path fresh = folder.resolve("new");
    AuditStore.open(fresh).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(fresh.resolve(Database.FILE))))
        .isEqualTo("rw-------");
  }

  @Test
  void twoDaemonsDoNotShareIt() {
    try (AuditStore store = AuditStore.open(folder)) {
      assertThat(store.positions()).isEmpty();
      assertThatThrownBy(() -> AuditStore.open(folder).close())
          .isInstanceOf(AuditException.class)
          .hasMessageContaining("another redoubt is using it");
    }
  }

  @Test
  void movesACorruptFileAside() throws IOException {
    Files.writeString(folder.resolve(Database.FILE), "this is no database at all ".repeat(100));
    try (AuditStore store = AuditStore.open(folder)) {
      Path aside = store.movedAside().orElseThrow();
      assertThat(aside).content().startsWith("this is no database");
      store.write(batch(ban(1, GUESSER.alone(), 2)));
      assertThat(store.decisions(10)).hasSize(1);
    }
  }

  @Test
  void takesAlongWhatCanBeReadOfACorruptFile() throws IOException {
    Decision ban = ban(1, GUESSER.alone(), 9);
    Batch batch = batch(ban);
    for (int i = 0; i < 5_000; i++) {
      batch.add(event(i, GUESSER, "bob"));
    }
    store(batch);
    damageEvents();
    try (AuditStore store = AuditStore.open(folder)) {
      assertThat(store.forget(new AuditSettings(0, 1L << 40, 1L << 30), 10_000)).isNotNegative();
      store.write(batch(ban(2, NEIGHBOUR.alone(), 9)));
      assertThat(store.movedAside()).isPresent();
      assertThat(inForce(store, 3)).contains(Ban.of(ban));
    }
  }

  /** Overwrites the pages that hold the log lines. */
  private void damageEvents() throws IOException {
    Path file = folder.resolve(Database.FILE);
    byte[] bytes = Files.readAllBytes(file);
    for (int page = 20; page < bytes.length / 4096 - 20; page++) {
      java.util.Arrays.fill(bytes, page * 4096, page * 4096 + 200, (byte) 0xff);
    }
    Files.write(file, bytes);
  }

  @Test
  void saysWhenItIsLocked() throws SQLException {
    try (AuditStore store = AuditStore.open(folder);
        Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Database.FILE));
        var statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> store.write(batch(ban(1, GUESSER.alone(), 2))))
          .isInstanceOf(AuditException.class)
          .hasMessageContaining("locked by another program");
      statement.execute("ROLLBACK");
      store.write(batch(ban(1, GUESSER.alone(), 2)));
    }
  }

  @Test
  void saysWhenTheDiskIsFull() throws SQLException {
    try (AuditStore store = AuditStore.open(folder)) {
      store.limitPages(40);
      Batch batch = new Batch();
      for (int i = 0; i < 2_000; i++) {
        batch.add(event(i, GUESSER, "name" + i));
      }
      assertThatThrownBy(() -> store.write(batch))
          .isInstanceOf(AuditException.class)
          .hasMessageContaining("the disk is full; make room");
      assertThat(store.events(1)).isEmpty();
    }
  }

  @Test
  void refusesAFolderThatIsNone() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> AuditStore.open(file).close())
        .isInstanceOf(AuditException.class)
        .hasMessageContaining("cannot be used for the state");
  }

  private void store(Batch batch) {
    try (AuditStore store = AuditStore.open(folder)) {
      store.write(batch);
    }
  }

  private static Batch batch(Decision... decisions) {
    Batch batch = new Batch();
    List.of(decisions).forEach(batch::add);
    return batch;
  }

  private static KeptEvent event(long atMillis, Address source, String account) {
    AuthEvent event =
        AuthEvent.of(atMillis, Protocol.IMAP, Outcome.WRONG_PASSWORD, source, new Account(account));
    return new KeptEvent(event.withAttempts(3), "new guess", 1.5, "a line of " + account);
  }

  private static Decision ban(long atMillis, Prefix scope, long untilMillis) {
    return new Decision(
        atMillis,
        Decision.Kind.BAN,
        scope,
        untilMillis,
        Decision.By.RULE,
        "guessing",
        7.5,
        1,
        List.of(new Evidence(atMillis - 1, "new guess", 2.5, "bob \"'; DROP TABLE")));
  }

  private static Decision lift(long atMillis, Prefix scope) {
    return new Decision(
        atMillis, Decision.Kind.LIFT, scope, atMillis, Decision.By.ADMIN, "", 0, 0, List.of());
  }

  private static List<Ban> inForce(AuditStore store, long atMillis) {
    List<Ban> bans = new ArrayList<>();
    store.bansInForce(atMillis, bans::add);
    return bans;
  }
}
