package org.redoubt.daemon;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** What the daemon can be asked. */
public interface Control {
  /**
   * Writes the members of the answer's object. May be called from several threads at once.
   *
   * @throws Refusal when the request makes no sense or cannot be fulfilled
   */
  void answer(JsonNode request, JsonGenerator answer) throws Refusal;

  /** A request that is not fulfilled; the message is for the person who asked. */
  final class Refusal extends Exception {
    public Refusal(String message) {
      super(message);
    }
  }
}
