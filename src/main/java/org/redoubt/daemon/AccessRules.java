package org.redoubt.daemon;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redoubt.audit.AuditStore;
import org.redoubt.enforce.Admission;
import org.redoubt.enforce.Admission.Access.Stage;
import org.redoubt.net.Address;

/**
 * The rules of access as they are carried out. A rule that would cut off an admin who is logged in
 * is not switched on but tried; one that has been in force before stays so.
 *
 * @param problem what an admin has to look after; null when nothing
 */
record AccessRules(List<Admission.Access> rules, @Nullable String problem) {
  private static final String KEY = "access";

  /**
   * Of the rules wanted, what can be switched on.
   *
   * @param written the rules as the settings have them
   * @param admins whom they must not cut off
   */
  static AccessRules of(
      String written,
      List<Admission.Access> wanted,
      Set<Address> admins,
      AuditStore store,
      long nowMillis) {
    byte[] text = written.getBytes(StandardCharsets.UTF_8);
    boolean known = store.state(KEY).map(kept -> Arrays.equals(kept, text)).orElse(false);
    String cutOff = known ? "" : cutOff(wanted, admins);
    if (!cutOff.isEmpty()) {
      return new AccessRules(
          wanted.stream().map(rule -> rule.at(Stage.TRIAL)).toList(),
          "not switched on, only tried: "
              + cutOff
              + " is logged in by SSH and would be cut off; add it to [access] or to [run] allow");
    }
    store.saveState(KEY, text, nowMillis);
    return new AccessRules(wanted, null);
  }

  private static String cutOff(List<Admission.Access> wanted, Set<Address> admins) {
    return admins.stream()
        .filter(admin ->
            wanted.stream()
                .filter(rule -> rule.stage() == Stage.IN_FORCE)
                .anyMatch(rule -> rule.allowed().stream().noneMatch(p -> p.contains(admin))))
        .map(Address::toString)
        .collect(Collectors.joining(", "));
  }
}
