package org.redoubt.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.audit.AuditStore;
import org.redoubt.audit.Batch;
import org.redoubt.audit.KeptEvent;
import org.redoubt.daemon.AuditWriter.Entry;
import org.redoubt.decide.Decision;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.intake.Position;
import org.redoubt.net.Address;

class AuditWriterTest {
  private static final Address SOURCE = Address.of("192.0.2.1");
  @TempDir Path folder;

  @Test
  void storesAllThatWasQueuedBeforeItEnds() throws Exception {
    try (AuditStore store = AuditStore.open(folder)) {
      try (AuditWriter writer = AuditWriter.start(store::write)) {
        for (int i = 0; i < 3000; i++) {
          writer.put(List.of(event(i), new Entry.ReadTo(new Position("log", "" + i))));
        }
        writer.put(List.of(decision()));
      }
      assertThat(store.events(5000)).hasSize(3000);
      assertThat(store.positions()).containsExactly(Map.entry("log", "2999"));
      assertThat(store.decisions(10)).hasSize(1);
    }
  }

  @Test
  void neverStoresAPositionBeforeTheEventsInFrontOfIt() throws Exception {
    List<Integer> sizes = new ArrayList<>();
    try (AuditStore store = AuditStore.open(folder)) {
      try (AuditWriter writer =
          AuditWriter.start(batch -> {
            store.write(batch);
            String mark = store.positions().getOrDefault("log", "-1");
            sizes.add(store.events(5000).size() - Integer.parseInt(mark) - 1);
          })) {
        for (int i = 0; i < 2000; i++) {
          writer.put(List.of(event(i), new Entry.ReadTo(new Position("log", "" + i))));
        }
      }
    }
    assertThat(sizes).isNotEmpty().allSatisfy(ahead -> assertThat(ahead).isNotNegative());
  }

  @Test
  void aStoreThatFailsHoldsUpNobodyAndDecisionsWait() throws Exception {
    AuditStore store = AuditStore.open(folder);
    CountDownLatch failed = new CountDownLatch(1);
    AuditWriter writer =
        AuditWriter.start(batch -> {
          if (failed.getCount() > 0) {
            failed.countDown();
            failing(batch);
          }
          store.write(batch);
        });
    writer.put(List.of(decision()));
    failed.await();
    for (int i = 0; i < 20_000; i++) {
      writer.put(List.of(event(i)));
    }
    writer.close();
    assertThat(store.decisions(10)).hasSize(1);
    assertThat(writer.problem()).isNull();
    store.close();
  }

  /** Fails as a store does whose folder is gone. */
  private void failing(Batch batch) {
    Path file = folder.resolve("no-folder");
    try {
      Files.writeString(file, "in the way");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    try (AuditStore broken = AuditStore.open(file)) {
      broken.write(batch);
    }
  }

  private static Entry event(int i) {
    AuthEvent event =
        AuthEvent.of(i, Protocol.IMAP, Outcome.WRONG_PASSWORD, SOURCE, Account.of("bob"));
    return new Entry.Event(new KeptEvent(event, "", 0, "line " + i));
  }

  private static Entry decision() {
    return new Entry.Decided(
        new Decision(
            1, Decision.Kind.BAN, SOURCE.alone(), 2, Decision.By.ADMIN, "test", 0, 0, List.of()));
  }
}
