package org.redoubt.cli;

import org.redoubt.event.AuthEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends logins on to who shall know them, in requests of a bounded size. */
final class Lesson {
  private static final int MOST_CHARS = 48_000;
  private static final int CHARS_BESIDE_NAME = 80;

  /** A control character of a name takes six characters in JSON. */
  private static final int CHARS_OF_CHAR = 6;

  private final Respondent respondent;
  private ArrayNode logins = JsonMapper.shared().createArrayNode();
  private int chars;
  private long fresh;
  private long ahead;

  /** The lesson cannot go on; for the way through code that knows nothing of it. */
  static final class Interrupted extends RuntimeException {
    private final Failure failure;

    Interrupted(Failure failure) {
      super(failure);
      this.failure = failure;
    }

    Failure failure() {
      return failure;
    }
  }

  Lesson(Respondent respondent) {
    this.respondent = respondent;
  }

  void add(AuthEvent login) {
    String name = String.valueOf(login.account());
    logins.addArray().add(login.atMillis()).add(String.valueOf(login.source())).add(name);
    chars += CHARS_BESIDE_NAME + CHARS_OF_CHAR * name.length();
    if (chars > MOST_CHARS) {
      try {
        send(Question.of("learn"));
      } catch (Failure e) {
        throw new Interrupted(e);
      }
    }
  }

  /** Sends the rest; what was learned is kept from then on. */
  void end() throws Failure {
    send(Question.of("learn").put("last", true));
  }

  private void send(ObjectNode request) throws Failure {
    JsonNode answer = respondent.ask(request.set("logins", logins));
    fresh += answer.path("new").asLong();
    ahead += answer.path("ahead").asLong();
    logins = JsonMapper.shared().createArrayNode();
    chars = 0;
  }

  /** How many of them were not known before. */
  long fresh() {
    return fresh;
  }

  /** How many were not learned, since they lie in the future. */
  long ahead() {
    return ahead;
  }
}
