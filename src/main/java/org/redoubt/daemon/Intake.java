package org.redoubt.daemon;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.redoubt.intake.InputState;
import org.redoubt.intake.JournalFollower;
import org.redoubt.intake.LineSink;

/** Where lines are fetched from: files or the journal. */
interface Intake extends Closeable {
  /** Hands out lines as they come, on the calling thread, until closed from another. */
  void follow(LineSink sink) throws InterruptedException, IOException;

  List<InputState> states();

  /** Reads the journal. */
  record JournalIntake(JournalFollower follower) implements Intake {
    @Override
    public void follow(LineSink sink) throws InterruptedException {
      follower.follow(sink);
    }

    @Override
    public List<InputState> states() {
      return List.of(follower.state());
    }

    @Override
    public void close() {
      follower.close();
    }
  }
}
