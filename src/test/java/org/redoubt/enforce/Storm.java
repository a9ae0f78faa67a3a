package org.redoubt.enforce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/** Connection attempts from one address, a thousand a second, until it is stopped. */
final class Storm {
  private static final int IN_FLIGHT = 300;
  private static final long BETWEEN_NANOS = 1_000_000;

  private final InetSocketAddress source;
  private final InetSocketAddress target;
  private final Deque<SocketChannel> open = new ArrayDeque<>();
  private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::run);
  private volatile boolean stopped;
  private int attempts;
  private int through;

  Storm(String source, String target, int port) {
    this.source = new InetSocketAddress(source, 0);
    this.target = new InetSocketAddress(target, port);
  }

  void start() {
    thread.start();
  }

  /** Attempts made, and those that got through. */
  String stop() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "attempts " + attempts + " through " + through;
  }

  private void run() {
    try {
      while (!stopped) {
        attempt();
        LockSupport.parkNanos(BETWEEN_NANOS);
      }
      while (!open.isEmpty()) {
        closeOldest();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void attempt() throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.bind(source);
    channel.connect(target);
    open.addLast(channel);
    attempts++;
    if (open.size() > IN_FLIGHT) {
      closeOldest();
    }
  }

  private void closeOldest() {
    try (SocketChannel channel = open.removeFirst()) {
      through += channel.finishConnect() ? 1 : 0;
    } catch (IOException e) {
      // Refused: not through.
    }
  }
}
