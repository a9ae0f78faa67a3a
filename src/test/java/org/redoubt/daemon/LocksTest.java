package org.redoubt.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.audit.AuditStore;
import org.redoubt.decide.Decision;
import org.redoubt.enforce.LockSettings;
import org.redoubt.event.Account;
import org.redoubt.net.Address;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class LocksTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long HOUR_MILLIS = 3_600_000;

  @TempDir Path folder;
  private Path file = Path.of("");
  private long now = 1_795_262_400_000L;
  private final InstantSource clock = () -> java.time.Instant.ofEpochMilli(now);

  @BeforeEach
  void place() {
    file = folder.resolve("locked");
  }

  @Test
  void writesWhoIsLockedAndTakesHimOutAgain() throws Exception {
    try (AuditStore store = AuditStore.open(folder)) {
      try (Locks locks = locks(store, 0)) {
        assertThat(ask(locks, "lock", "Bob@example.org")).contains("locked bob@example.org until");
        ask(locks, "lock", "anna");
        assertThat(ask(locks, "unlock", "anna")).contains("anna may log in again");
        assertThat(ask(locks, "unlock", "nobody")).contains("was not locked");
      }
      assertThat(Files.readString(file)).isEqualTo("bob@example.org:\n");
    }
  }

  @Test
  void keepsLocksOverARestartUntilTheyEnd() throws Exception {
    try (AuditStore store = AuditStore.open(folder)) {
      try (Locks locks = locks(store, 0)) {
        ask(locks, "lock", "bob");
      }
      Files.delete(file);
      try (Locks again = locks(store, 0)) {
        assertThat(again.locked()).containsExactly(Account.of("bob"));
      }
      assertThat(Files.readString(file)).isEqualTo("bob:\n");
      now += 2 * HOUR_MILLIS;
      try (Locks later = locks(store, 0)) {
        assertThat(later.locked()).isEmpty();
      }
      assertThat(Files.readString(file)).isEmpty();
    }
  }

  @Test
  void locksABreachedAccountOnlyIfThatIsWanted() throws Exception {
    try (AuditStore store = AuditStore.open(folder);
        Locks never = locks(store, 0);
        Locks anHour = locks(store, HOUR_MILLIS)) {
      never.accept(breach());
      anHour.accept(breach());
      assertThat(never.locked()).isEmpty();
      assertThat(anHour.locked()).containsExactly(Account.of("carla"));
    }
  }

  @Test
  void refusesWhatAPasswdFileCannotHold() throws Exception {
    try (AuditStore store = AuditStore.open(folder);
        Locks locks = locks(store, 0)) {
      for (String name : List.of("", "a:b", "# x", "a\nb")) {
        assertThatThrownBy(() -> ask(locks, "lock", name)).isInstanceOf(Control.Refusal.class);
      }
    }
  }

  @Test
  void doesNotSayLockedWhereTheFileCannotBeWritten() throws Exception {
    String nowhere = folder.resolve("nowhere").toString();
    String settings = "enforce.firewall = \"none\"\nlock.file = \"" + nowhere + "/accounts\"\n";
    try (RunningDaemon daemon = RunningDaemon.here(folder, settings)) {
      assertThat(told("lock")).contains("bob is not locked yet", "there is no folder " + nowhere);
      assertThat(daemon.ask("status").path("hints").toString()).contains("there is no folder");
      Files.createDirectory(folder.resolve("nowhere"));
      assertThat(told("lock")).contains("locked bob until");
    }
  }

  @Test
  void theDaemonKnowsTheCommands() throws Exception {
    String settings = "[enforce]\nfirewall = \"none\"\n[lock]\nfile = \"" + file + "\"\n";
    try (RunningDaemon daemon = RunningDaemon.here(folder, settings)) {
      assertThat(told("lock")).contains("locked bob until");
      daemon.await("status", status -> isLocked());
      assertThat(told("unlock")).contains("bob may log in again");
    }
    assertThat(Files.readString(file)).isEmpty();
  }

  private boolean isLocked() {
    try {
      return Files.readString(file).equals("bob:\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String told(String command) throws Exception {
    ObjectNode request =
        JSON.createObjectNode()
            .put("command", command)
            .put("account", "bob")
            .put("for-millis", HOUR_MILLIS);
    StateFolder state = new StateFolder(folder.resolve("state"));
    try (var answer = new ControlClient(state.socket()).ask(request)) {
      return JSON.readTree(answer).path("told").asString("");
    }
  }

  @Test
  void saysWhatHindersIt() throws Exception {
    file = folder.resolve("missing").resolve("locked");
    try (AuditStore store = AuditStore.open(folder)) {
      Locks locks = locks(store, 0);
      ask(locks, "lock", "bob");
      locks.close();
      assertThat(locks.problem()).contains(file.toString());
    }
  }

  private Locks locks(AuditStore store, long breachedForMillis) {
    return new Locks(new LockSettings(file.toString(), breachedForMillis), store, clock);
  }

  private static String ask(Locks locks, String command, String account)
      throws IOException, Control.Refusal {
    ObjectNode request =
        JSON.createObjectNode().put("account", account).put("for-millis", HOUR_MILLIS);
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      if (command.equals("lock")) {
        locks.begin(request, out);
      } else {
        locks.end(request, out);
      }
      out.writeEndObject();
    }
    return text.toString();
  }

  private Decision breach() {
    return new Decision(
        now,
        Decision.Kind.ALERT,
        Address.of("192.0.2.1").alone(),
        now,
        Decision.By.RULE,
        "somebody who guessed got in",
        10,
        0,
        List.of(),
        Decision.Subject.BREACH,
        Account.of("carla"));
  }
}
