package org.redoubt.decide;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Prefix;

/** Whom an admin lets in whatever they do, until when; a bounded number. */
final class Allowlist {
  private static final int MOST = 10_000;

  private final List<Allowed> all = new ArrayList<>();

  /** Whether there was room. */
  boolean add(Allowed allowed) {
    all.removeIf(a -> a.scope().equals(allowed.scope()) || !a.inForce(allowed.sinceMillis()));
    return all.size() < MOST && all.add(allowed);
  }

  boolean remove(Prefix scope) {
    return all.removeIf(a -> a.scope().equals(scope));
  }

  @Nullable Allowed overlapping(Prefix scope, long atMillis) {
    for (Allowed allowed : all) {
      if (allowed.inForce(atMillis) && allowed.scope().overlaps(scope)) {
        return allowed;
      }
    }
    return null;
  }

  List<Allowed> inForce(long atMillis) {
    return all.stream().filter(a -> a.inForce(atMillis)).toList();
  }
}
