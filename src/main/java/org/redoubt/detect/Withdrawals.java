package org.redoubt.detect;

import org.redoubt.event.AuthEvent;
import org.redoubt.net.Address;

/** Takes back a failure that turns out to have been the server's own. */
final class Withdrawals {
  private static final long WITHIN_MILLIS = 2_000;

  private final Memory memory;
  private final Sources sources;
  private final Recorder recorder;
  private final Pieces pieces = new Pieces();

  Withdrawals(Memory memory) {
    this.memory = memory;
    this.sources = memory.sources();
    this.recorder = new Recorder(memory);
  }

  /** The server says that the failure just before was its own. */
  void withdraw(AuthEvent event, Address source, Watcher watcher) {
    int row = sources.find(Place.SOURCE.hi(source), Place.SOURCE.lo(source));
    if (row == Table.NONE
        || sources.latestOdds(row) <= 0
        || Math.abs(event.atMillis() - sources.time(row)) > WITHIN_MILLIS) {
      return;
    }
    Attempt attempt = new Attempt(event, source, memory);
    if (sources.latestName(row) != attempt.shortName()) {
      return;
    }
    double taken = Math.min(sources.latestOdds(row), sources.odds(row));
    pieces.clear();
    pieces.add(Reason.WITHDRAWN, -taken);
    recorder.record(attempt, row, pieces, watcher);
    forgetName(attempt, row, taken);
    sources.latest(row, 0, 0);
    if (!attempt.familiar) {
      recorder.addToBlocks(attempt, -taken);
    }
  }

  /** Forgets the name too, if that failure was all it did. */
  private void forgetName(Attempt attempt, int row, double taken) {
    int at = sources.nameAt(row, attempt.shortName());
    if (at >= 0 && TriedName.nats(sources.name(row, at)) <= taken + TriedName.STEP) {
      sources.name(row, at, 0);
      sources.names(row, sources.names(row) - 1);
    }
  }
}
