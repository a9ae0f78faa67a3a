package org.redoubt.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redoubt.audit.AuditStore;
import org.redoubt.config.Config;
import org.redoubt.decide.Judge;
import org.redoubt.detect.Detector;
import org.redoubt.detect.HashKey;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Answers from a state folder while no daemon runs on it, and keeps one from starting meanwhile:
 * what was stored, and what was learned.
 */
public final class AtRest implements Control, AutoCloseable {
  private final AuditStore store;
  private final Why why;
  private final Lessons lessons;
  private final AccessTrial trial;

  private AtRest(AuditStore store, Config config, StateFolder state, InstantSource clock) {
    this.store = store;
    long now = clock.millis();
    HashKey key = Secrets.hashKey(store, now);
    Judge judge =
        Learned.recall(
            state.path(),
            () -> new Judge(new Detector(config.detect(), key), config.decide(), key));
    store.bansInForce(now, judge::restore);
    Court court = new Alone(judge);
    why = new Why(court, (address, out) -> {}, store, clock);
    SshAdmins admins = SshAdmins.ofThisMachine();
    trial = new AccessTrial(store, admins::addresses, new CountryFile(config.repute()), clock);
    lessons = new Lessons(court, new Learned(court, state.path()), clock);
  }

  /** Nobody else asks. */
  private record Alone(Judge judge) implements Court {
    @Override
    public <T extends @Nullable Object> T ask(Function<Judge, T> question) {
      return question.apply(judge);
    }
  }

  /**
   * Opens the folder, which is made when it is not there.
   *
   * @throws org.redoubt.audit.AuditException when it cannot be used, or a daemon is using it
   */
  public static AtRest open(Config config, StateFolder state) throws IOException {
    state.create();
    AuditStore store = AuditStore.open(state.path());
    try {
      return new AtRest(store, config, state, InstantSource.system());
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** Whether a daemon or a lesson has left anything in the folder. */
  public static boolean isAny(StateFolder state) {
    return Files.exists(state.store());
  }

  @Override
  public void answer(JsonNode request, JsonGenerator answer) throws Refusal {
    String command = request.path("command").asString("");
    switch (command) {
      case "why" -> why.answer(request, answer);
      case "access" -> trial.answer(request, answer);
      case "learn" -> lessons.answer(request, answer);
      default -> throw new Refusal("only a running daemon does " + command);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
