package org.redoubt.daemon;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redoubt.intake.FileFollower;
import org.redoubt.intake.InputState;
import org.redoubt.intake.LineSink;

/** Reads files, and can be stopped at any time without losing or repeating a line. */
final class FileIntake implements Intake {
  private final FileFollower follower;
  private boolean closing;
  private @Nullable Thread waiting;

  /** Ends a long read between two blocks; the block in hand is read again next time. */
  private static final class Closing extends RuntimeException {
    Closing() {
      super("closing", null, false, false);
    }
  }

  FileIntake(FileFollower follower) {
    this.follower = follower;
  }

  @Override
  public void follow(LineSink sink) throws IOException {
    try (follower) {
      while (isOpen()) {
        follower.read((buffer, from, to, after) -> {
          if (!isOpen()) {
            throw new Closing();
          }
          sink.block(buffer, from, to, after);
        });
        await();
      }
    } catch (Closing e) {
      return;
    }
  }

  /** Sleeps until there may be more. Only this is interrupted: elsewhere it would close files. */
  private void await() {
    try {
      if (mayWait()) {
        follower.await();
      }
    } catch (InterruptedException e) {
      return;
    } finally {
      waitNoMore();
    }
  }

  private synchronized boolean mayWait() {
    waiting = closing ? null : Thread.currentThread();
    return !closing;
  }

  private synchronized void waitNoMore() {
    waiting = null;
    Thread.interrupted();
  }

  private synchronized boolean isOpen() {
    return !closing;
  }

  @Override
  public List<InputState> states() {
    return follower.states();
  }

  @Override
  public synchronized void close() {
    closing = true;
    if (waiting != null) {
      waiting.interrupt();
    }
  }
}
