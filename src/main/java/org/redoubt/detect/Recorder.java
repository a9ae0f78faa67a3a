package org.redoubt.detect;

import org.redoubt.event.AuthEvent;

/** Writes the evidence of an event into the memory, and reads it out to who listens. */
final class Recorder {
  private final Memory memory;

  Recorder(Memory memory) {
    this.memory = memory;
  }

  /** Adds the pieces to the source of the row, which may be {@link Table#NONE}. */
  void record(Attempt attempt, int row, Pieces pieces, Watcher watcher) {
    if (row != Table.NONE) {
      Sources sources = memory.sources();
      sources.odds(row, sources.odds(row) + pieces.sum());
      int last = sources.evidence(row);
      for (int i = 0; i < pieces.count(); i++) {
        last = memory.log().add(last, attempt.at, pieces.reason(i), pieces.nats(i), attempt.name());
      }
      sources.evidence(row, last);
    }
    if (watcher.wantsEvidence()) {
      tell(attempt.event, attempt.name(), pieces, watcher);
    }
  }

  private static void tell(AuthEvent event, String name, Pieces pieces, Watcher watcher) {
    for (int i = 0; i < pieces.count(); i++) {
      String words = pieces.reason(i).words();
      watcher.evidence(event, new Evidence(event.atMillis(), words, pieces.nats(i), name));
    }
  }

  /** Adds to what the networks of the source did. */
  void addToBlocks(Attempt attempt, double nats) {
    addToBlock(Place.NETWORK, attempt, nats);
    if (Networks.hasRegion(attempt.source)) {
      addToBlock(Place.REGION, attempt, nats);
    }
  }

  private void addToBlock(Place place, Attempt attempt, double nats) {
    int row = memory.networks().open(place, attempt.source, attempt.at);
    if (row != Table.NONE) {
      memory.networks().add(row, nats * Networks.share(place, attempt.source));
    }
  }
}
