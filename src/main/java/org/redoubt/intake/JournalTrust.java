package org.redoubt.intake;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a journal entry comes from the program it names. Anybody with an account may log under
 * any identifier; the unit is the kernel's word.
 */
final class JournalTrust {
  private static final List<String> COURIER = List.of("courier", "pop3d", "imapd", "authdaemond");
  private static final List<String> DOVECOT = List.of("dovecot");

  /** For identifiers that are not the beginning of their unit's name: what it may begin with. */
  private static final Map<String, List<String>> UNITS =
      Map.ofEntries(
          Map.entry("auth", DOVECOT),
          Map.entry("auth-worker", DOVECOT),
          Map.entry("pop3d", COURIER),
          Map.entry("pop3d-ssl", COURIER),
          Map.entry("imapd", COURIER),
          Map.entry("imapd-ssl", COURIER),
          Map.entry("authdaemond", COURIER),
          Map.entry("courieresmtpd", COURIER),
          Map.entry("esmtpd", COURIER),
          Map.entry("imap", List.of("cyrus")),
          Map.entry("imaps", List.of("cyrus")),
          Map.entry("pop3", List.of("cyrus")),
          Map.entry("pop3s", List.of("cyrus")),
          Map.entry("smtpd", List.of("opensmtpd", "smtpd")),
          Map.entry("sm-mta", List.of("sendmail")),
          Map.entry("exim", List.of("exim")),
          Map.entry("sshd", List.of("ssh")),
          Map.entry("sshd-session", List.of("ssh")));

  private JournalTrust() {}

  /** Whether a process of this unit, user and name may speak as this identifier. */
  static boolean mayBe(
      String identifier, @Nullable String unit, @Nullable String uid, @Nullable String command) {
    String program = program(identifier);
    if (program.isEmpty() || unit == null) {
      return false;
    }
    if (unit.startsWith("session-")) {
      // sshd moves into the session that it opens
      return program.startsWith("sshd") && "0".equals(uid) && program(command).startsWith("sshd");
    }
    return unit.endsWith(".service")
        && UNITS.getOrDefault(program, List.of(program)).stream().anyMatch(unit::startsWith);
  }

  /** {@code postfix} of {@code postfix/smtpd}; empty when it is no name of a program. */
  private static String program(@Nullable String identifier) {
    if (identifier == null) {
      return "";
    }
    for (int i = 0; i < identifier.length(); i++) {
      char c = identifier.charAt(i);
      if (c <= ' ' || c > '~' || c == '[' || c == ']' || c == ':') {
        return "";
      }
    }
    String name = identifier.toLowerCase(Locale.ROOT);
    int slash = name.indexOf('/');
    return slash < 0 ? name : name.substring(0, slash);
  }
}
