package org.redoubt.daemon;

import java.io.Closeable;
import java.io.IOException;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.redoubt.intake.LineSink;

/** Takes the lines of an intake through a sink, on a thread of its own. */
final class Reader implements Closeable {
  private final Intake intake;
  private final LineSink sink;
  private final Thread thread;

  private Reader(Intake intake, LineSink sink) {
    this.intake = intake;
    this.sink = sink;
    this.thread = Thread.ofPlatform().name("core").unstarted(this::run);
  }

  static Reader start(Intake intake, LineSink sink) {
    Reader reader = new Reader(intake, sink);
    reader.thread.start();
    return reader;
  }

  private void run() {
    try {
      intake.follow(sink);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      LogLines.LOG.log(Level.SEVERE, "reading has ended; restart redoubt", e);
    }
  }

  /** What hinders reading, or null. */
  @Nullable String problem() {
    return thread.isAlive() ? null : "ended by a fault; restart redoubt";
  }

  /** Ends after the block in hand. */
  @Override
  public void close() throws IOException {
    intake.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
