package org.redoubt.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redoubt.decide.Decision;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

/**
 * What one source did.
 *
 * @param attempts how many logins failed because of a wrong password or an unknown account
 * @param accounts how many different accounts the failed attempts named
 * @param spoken one bit for each protocol, by its ordinal
 * @param scoreAtEnd log-odds that it guesses, when all was read
 * @param decision what was first decided about it or a network that it is in; a ban before all else
 */
public record SourceTally(
    Address source,
    long attempts,
    long successes,
    int accounts,
    int spoken,
    long firstMillis,
    long lastMillis,
    double scoreAtEnd,
    @Nullable Decision decision) {

  public List<Protocol> protocols() {
    List<Protocol> protocols = new ArrayList<>();
    for (Protocol protocol : Protocol.values()) {
      if ((spoken >>> protocol.ordinal() & 1) != 0) {
        protocols.add(protocol);
      }
    }
    return protocols;
  }

  /** Log-odds that it guesses: when it was decided upon, else at the end. */
  public double score() {
    return decision == null ? scoreAtEnd : decision.score();
  }
}
