package org.redoubt.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;

class CrashTest {
  private static final int EVENTS_IN_BATCH = 7;

  @TempDir Path folder;

  @Test
  void afterKillThePositionIsThatOfTheEvents() throws Exception {
    Process writer = startWriter();
    try (var out = writer.inputReader(StandardCharsets.UTF_8)) {
      for (int batches = 0; batches < 50; batches++) {
        assertThat(out.readLine()).isEqualTo("written");
      }
      writer.destroyForcibly().waitFor();
    }
    try (AuditStore store = AuditStore.open(folder)) {
      int written = Integer.parseInt(store.positions().getOrDefault("log", "0"));
      assertThat(written).isGreaterThanOrEqualTo(50);
      assertThat(store.events(1_000_000)).hasSize(written * EVENTS_IN_BATCH);
      assertThat(store.movedAside()).isEmpty();
    }
  }

  private Process startWriter() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            CrashTest.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Writes batches until it is killed. */
  public static void main(String[] args) {
    try (AuditStore store = AuditStore.open(Path.of(args[0]))) {
      for (int count = 1; ; count++) {
        store.write(batch(count));
        System.out.println("written");
      }
    }
  }

  private static Batch batch(int count) {
    Batch batch = new Batch();
    for (int i = 0; i < EVENTS_IN_BATCH; i++) {
      Account account = new Account("name" + i);
      AuthEvent event = AuthEvent.of(count, Protocol.POP3, Outcome.WRONG_PASSWORD, null, account);
      batch.add(new KeptEvent(event, "", 0, "line"));
    }
    batch.position("log", Integer.toString(count));
    return batch;
  }
}
