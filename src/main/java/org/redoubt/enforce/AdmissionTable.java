package org.redoubt.enforce;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Prefix;

/**
 * The admission table as it shall be. Its rules change only with the settings: what happens while
 * we run changes what its sets hold, so that counts of connections and the greylist go on. Not
 * thread-safe.
 */
final class AdmissionTable {
  private final EnforceSettings.Answer answer;
  private final Set<Prefix> good = new HashSet<>();
  private @Nullable Admission admission;

  AdmissionTable(EnforceSettings.Answer answer) {
    this.answer = answer;
  }

  boolean isWanted() {
    return admission != null;
  }

  /** How many networks are good. */
  int goods() {
    return good.size();
  }

  /** Commands that make the table as wanted, whatever was there. */
  String commands(long nowMillis) {
    Admission wanted = admission;
    return wanted == null
        ? AdmissionRuleset.gone()
        : AdmissionRuleset.gone()
            + AdmissionRuleset.text(wanted, answer)
            + AdmissionElements.filling(wanted, good, nowMillis);
  }

  /**
   * Wants this from now on; gives the commands for a table that has these rules and was as wanted.
   */
  String want(@Nullable Admission next, long nowMillis) {
    Admission before = admission;
    admission = next;
    return before == null || next == null ? "" : AdmissionElements.changes(before, next, nowMillis);
  }

  /** Whether this has the rules of what is wanted now, and differs in elements alone. */
  boolean keepsRules(@Nullable Admission next) {
    Admission now = admission;
    return now == null || next == null
        ? Objects.equals(now, next)
        : now.rules().equals(next.rules());
  }

  /** These networks are good as well; gives the commands. */
  String welcome(Collection<Prefix> networks) {
    List<Prefix> fresh = new ArrayList<>();
    for (Prefix network : AdmissionElements.whole(networks)) {
      if (good.add(network)) {
        fresh.add(network);
      }
    }
    return admission == null ? "" : AdmissionElements.welcome(fresh);
  }

  /** These networks are good and no others; gives the commands. */
  String familiar(Collection<Prefix> networks) {
    Set<Prefix> next = AdmissionElements.whole(networks);
    List<Prefix> gone = good.stream().filter(network -> !next.contains(network)).toList();
    gone.forEach(good::remove);
    String welcome = welcome(next);
    return admission == null ? "" : AdmissionElements.forget(gone) + welcome;
  }
}
