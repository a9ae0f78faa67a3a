package org.redoubt.daemon;

import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.redoubt.intake.FileFollower;
import org.redoubt.intake.InputState;
import org.redoubt.intake.IntakeSettings;
import org.redoubt.intake.JournalFollower;
import org.redoubt.intake.LineSink;
import org.redoubt.intake.Position;

/** Where lines come from: files or the journal. */
interface Intake extends Closeable {
  /** Hands out lines as they come, on the calling thread, until closed from another. */
  void follow(LineSink sink) throws InterruptedException, IOException;

  List<InputState> states();

  /**
   * The journal when {@code journal} is named alone, else files.
   *
   * @param marks where to go on, by input
   */
  static Intake of(IntakeSettings settings, Map<String, String> marks, InstantSource clock)
      throws IOException {
    if (settings.logs().equals(List.of(JournalFollower.INPUT))) {
      String mark = marks.get(JournalFollower.INPUT);
      Position after = mark == null ? null : new Position(JournalFollower.INPUT, mark);
      return new JournalIntake(new JournalFollower(after, settings, clock));
    }
    List<Position> positions =
        marks.entrySet().stream().map(m -> new Position(m.getKey(), m.getValue())).toList();
    return new FileIntake(new FileFollower(settings, positions, clock));
  }

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
