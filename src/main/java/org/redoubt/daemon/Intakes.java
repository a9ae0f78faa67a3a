package org.redoubt.daemon;

import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redoubt.intake.DovecotEvents;
import org.redoubt.intake.FileFollower;
import org.redoubt.intake.InputState;
import org.redoubt.intake.IntakeSettings;
import org.redoubt.intake.JournalFollower;
import org.redoubt.intake.LineSink;
import org.redoubt.intake.Position;
import org.redoubt.intake.SyslogServer;

/**
 * All inputs together, each on threads of its own: files, the journal, syslog messages, Dovecot's
 * events. They share the sink.
 */
final class Intakes implements Closeable {
  private final List<Reader> readers = new ArrayList<>();
  private final List<Supplier<List<InputState>>> states = new ArrayList<>();
  private final Deque<Closeable> open = new ArrayDeque<>();

  private Intakes() {}

  /**
   * Reads from now on; fails, reading nothing, when one of the inputs cannot be had.
   *
   * @param marks where to go on, by input
   */
  static Intakes start(
      IntakeSettings settings, Map<String, String> marks, LineSink sink, InstantSource clock)
      throws IOException {
    Intakes intakes = new Intakes();
    try {
      intakes.listen(settings, sink, clock);
      intakes.read(settings, marks, sink, clock);
      return intakes;
    } catch (IOException e) {
      intakes.close();
      throw e;
    }
  }

  private void listen(IntakeSettings settings, LineSink sink, InstantSource clock)
      throws IOException {
    if (settings.syslog().isWanted()) {
      SyslogServer server = SyslogServer.start(settings.syslog(), sink, clock);
      open.push(server);
      states.add(server::states);
    }
    if (settings.dovecotEvents().isWanted()) {
      DovecotEvents events = DovecotEvents.start(settings.dovecotEvents(), sink, clock);
      open.push(events);
      states.add(events::states);
    }
  }

  private void read(
      IntakeSettings settings, Map<String, String> marks, LineSink sink, InstantSource clock)
      throws IOException {
    List<String> files = new ArrayList<>(settings.logs());
    if (files.removeIf(JournalFollower.INPUT::equals)) {
      String mark = marks.get(JournalFollower.INPUT);
      Position after = mark == null ? null : new Position(JournalFollower.INPUT, mark);
      read(new Intake.JournalIntake(new JournalFollower(after, settings, clock)), sink);
    }
    if (!files.isEmpty()) {
      List<Position> positions =
          marks.entrySet().stream().map(m -> new Position(m.getKey(), m.getValue())).toList();
      read(new FileIntake(new FileFollower(settings.withLogs(files), positions, clock)), sink);
    }
  }

  private void read(Intake intake, LineSink sink) {
    Reader reader = Reader.start(intake, sink);
    readers.add(reader);
    open.push(reader);
    states.add(intake::states);
  }

  List<InputState> states() {
    return states.stream().flatMap(each -> each.get().stream()).toList();
  }

  /** What hinders reading, or null. */
  @Nullable String problem() {
    return readers.stream().map(Reader::problem).filter(Objects::nonNull).findFirst().orElse(null);
  }

  /** Ends after the blocks in hand. */
  @Override
  public void close() throws IOException {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
