package org.redoubt.daemon;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.redoubt.audit.AuditStore;
import org.redoubt.enforce.Admission;
import org.redoubt.net.Prefix;

/**
 * Whether only familiar networks may log in for now, by an admin's wish; kept over a restart. Safe
 * for threads.
 */
final class Panic {
  private static final String KEY = "panic";
  private final AuditStore store;
  private Admission.@Nullable Panic wish;

  /** As it was kept. */
  Panic(AuditStore store) {
    this.store = store;
    this.wish =
        store.state(KEY).map(kept -> read(new String(kept, StandardCharsets.UTF_8))).orElse(null);
  }

  /** The end in milliseconds since 1970, then the kept prefixes, a line each. */
  private static Admission.@Nullable Panic read(String kept) {
    try {
      List<String> lines = kept.lines().toList();
      List<Prefix> prefixes = new ArrayList<>();
      lines.stream().skip(1).forEach(line -> prefixes.add(Prefix.of(line)));
      return lines.isEmpty()
          ? null
          : new Admission.Panic(Long.parseLong(lines.getFirst()), prefixes);
    } catch (IllegalArgumentException e) {
      LogLines.LOG.warning("a panic that was kept cannot be read, it is over: " + e.getMessage());
      return null;
    }
  }

  /** The one in force at this time, or null. */
  synchronized Admission.@Nullable Panic at(long nowMillis) {
    Admission.Panic now = wish;
    return now != null && now.untilMillis() > nowMillis ? now : null;
  }

  synchronized void begin(Admission.Panic next, long nowMillis) {
    keep(
        Stream.concat(
                Stream.of(String.valueOf(next.untilMillis())),
                next.kept().stream().map(Prefix::toString))
            .toList(),
        nowMillis);
    wish = next;
  }

  synchronized void end(long nowMillis) {
    wish = null;
    keep(List.of(), nowMillis);
  }

  private void keep(List<String> lines, long nowMillis) {
    byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    store.saveState(KEY, bytes, nowMillis);
  }
}
