package org.redoubt.enforce;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Prefix;

/** The admission table as it shall be. Not thread-safe. */
final class AdmissionTable {
  private final EnforceSettings.Answer answer;
  private final Set<Prefix> good = new HashSet<>();
  private @Nullable Admission admission;

  AdmissionTable(EnforceSettings.Answer answer) {
    this.answer = answer;
  }

  void want(@Nullable Admission next) {
    admission = next;
    good.clear();
    good.addAll(next == null ? List.of() : next.good());
  }

  boolean isWanted() {
    return admission != null;
  }

  /** Commands that make the table as wanted, whatever was there. */
  String commands(long nowMillis) {
    Admission wanted = admission;
    return wanted == null
        ? AdmissionRuleset.gone()
        : AdmissionRuleset.gone() + AdmissionRuleset.text(wanted, good, answer, nowMillis);
  }

  /** Commands that let these in as well; empty when there is nothing to do. */
  String welcome(Collection<Prefix> networks) {
    return admission != null && good.addAll(networks) ? AdmissionRuleset.welcome(networks) : "";
  }
}
