package org.redoubt.simulate;

import java.util.List;
import org.redoubt.event.Account;

/** The passwords of one account over time; each is named after its account and its number. */
final class Passwords {
  private final List<Long> changes;
  private final String[] versions;

  /** The times of the changes, in any order. */
  Passwords(Account account, List<Long> changesMillis) {
    changes = changesMillis.stream().sorted().toList();
    versions = new String[changes.size() + 1];
    for (int i = 0; i < versions.length; i++) {
      versions[i] = account.name() + "/" + i;
    }
  }

  /** How many changes came before this time. */
  int versionAt(long millis) {
    int version = 0;
    while (version < changes.size() && changes.get(version) <= millis) {
      version++;
    }
    return version;
  }

  String at(long millis) {
    return versions[versionAt(millis)];
  }

  String version(int number) {
    return versions[number];
  }

  /** When they changed, in the order of time. */
  List<Long> changes() {
    return changes;
  }
}
