package org.redoubt.intake;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Sleeps until something of interest changes in one of the watched folders. */
final class FolderWatch implements Closeable {
  private final WatchService service;
  private final Predicate<Path> ofInterest;
  private final Map<WatchKey, Path> folders = new HashMap<>();
  private final Set<Path> watched = new HashSet<>();

  /** Where symbolic links lead: their folders change, the link's does not. */
  private final Set<Path> targets = new HashSet<>();

  FolderWatch(Predicate<Path> ofInterest) throws IOException {
    this.service = FileSystems.getDefault().newWatchService();
    this.ofInterest = ofInterest;
  }

  /** Watches the folder of this file; one that is not there yet is tried again next time. */
  void add(Path file) {
    Path folder = file.getParent();
    if (folder == null || watched.contains(folder)) {
      return;
    }
    try {
      WatchKey key = folder.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
      folders.put(key, folder);
      watched.add(folder);
    } catch (IOException e) {
      watched.remove(folder);
    }
  }

  void addTarget(Path file) {
    try {
      Path real = file.toRealPath();
      if (!real.equals(file) && targets.add(real)) {
        add(real);
      }
    } catch (IOException e) {
      targets.remove(file);
    }
  }

  /** Waits for a change of interest, at most this long. */
  void await(long timeoutMillis) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    boolean concerns = false;
    while (!concerns) {
      WatchKey key = service.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (key == null) {
        return;
      }
      concerns = concerns(key);
      if (!key.reset()) {
        watched.remove(folders.remove(key));
      }
    }
  }

  private boolean concerns(WatchKey key) {
    Path folder = folders.get(key);
    boolean any = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      if (folder == null || !(event.context() instanceof Path name)) {
        any = true; // the queue overflowed
        continue;
      }
      Path file = folder.resolve(name);
      any |= targets.contains(file) || ofInterest.test(file);
    }
    return any;
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
