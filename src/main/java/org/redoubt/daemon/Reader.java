package org.redoubt.daemon;

import java.io.Closeable;
import java.io.IOException;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.redoubt.intake.FileFollower;
import org.redoubt.intake.LineSink;
import org.redoubt.intake.Position;

/** Reads the logs on a thread of its own and takes each block of lines through the core. */
final class Reader implements Closeable {
  private final FileFollower follower;
  private final LineSink sink;
  private final Thread thread;
  private volatile boolean closing;
  private boolean waiting;

  /** Ends a long read between two blocks; the block in hand is read again next time. */
  private static final class Closing extends RuntimeException {
    Closing() {
      super("closing", null, false, false);
    }
  }

  private Reader(FileFollower follower, LineSink sink) {
    this.follower = follower;
    this.sink = sink;
    this.thread = Thread.ofPlatform().name("core").unstarted(this::run);
  }

  static Reader start(FileFollower follower, LineSink sink) {
    Reader reader = new Reader(follower, sink);
    reader.thread.start();
    return reader;
  }

  private void run() {
    try {
      while (!closing) {
        follower.read(this::block);
        await();
      }
    } catch (Closing e) {
      return;
    } catch (RuntimeException e) {
      LogLines.LOG.log(Level.SEVERE, "reading ended by a fault of redoubt; restart it", e);
    }
  }

  private void block(byte[] buffer, int from, int to, Position after) {
    if (closing) {
      throw new Closing();
    }
    sink.block(buffer, from, to, after);
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
      ended();
    }
  }

  private synchronized boolean mayWait() {
    waiting = !closing;
    return waiting;
  }

  private synchronized void ended() {
    waiting = false;
    Thread.interrupted();
  }

  /** What hinders reading, or null. */
  @Nullable String problem() {
    return thread.isAlive() ? null : "ended by a fault of redoubt; restart it";
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      closing = true;
      if (waiting) {
        thread.interrupt();
      }
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    follower.close();
  }
}
