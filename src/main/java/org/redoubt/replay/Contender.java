package org.redoubt.replay;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redoubt.detect.Vantage;

/**
 * The policies that are there by name: the tools to compare with, as small models of what they do
 * by default (each says in its own file where its numbers come from), and our own.
 */
public enum Contender {
  NONE("none", "no protection"),
  PORT_LIMIT("port-limit", "one new connection per second for everybody"),
  FAIL2BAN("fail2ban", "fail2ban, defaults: 5 in 10 min ban for 10 min"),
  FAIL2BAN_STRICT("fail2ban-strict", "fail2ban: 3 in a day ban for a week"),
  CROWDSEC("crowdsec", "CrowdSec, dovecot-spam: leaky bucket of 3, bans for 4 h"),
  SSHGUARD("sshguard", "sshguard, defaults: 3 in 30 min ban for 2 min, doubling"),
  WEAKFORCED("weakforced", "weakforced, defaults: 50 wrong passwords an hour"),
  ACCOUNT_LOCKOUT("account-lockout", "10 failures in 15 min lock the account for 30 min"),
  REDOUBT_LIMITS("redoubt-limits", "limits of new connections for each client, by the firewall"),
  REDOUBT_LOG("redoubt-log", "Redoubt behind the log, bans in the firewall"),
  REDOUBT_FIREWALL("redoubt-firewall", "Redoubt behind the log, strangers come twice in an alarm"),
  REDOUBT_HOOK("redoubt-hook", "Redoubt asked before the password is looked at");

  private final String label;
  private final String description;

  Contender(String label, String description) {
    this.label = label;
    this.description = description;
  }

  public String label() {
    return label;
  }

  /** One line for people. */
  public String description() {
    return description;
  }

  /** A new one that knows nothing yet, with the default settings of each. */
  public Policy policy(Journal journal) {
    return policy(journal, RuleSettings.defaults());
  }

  /** The same, where ours has the settings given. */
  public Policy policy(Journal journal, RuleSettings ours) {
    return switch (this) {
      case NONE -> new Unprotected();
      case PORT_LIMIT -> new PortLimit();
      case FAIL2BAN -> Fail2ban.byDefault(journal);
      case FAIL2BAN_STRICT -> Fail2ban.strict(journal);
      case CROWDSEC -> new CrowdSec(journal);
      case SSHGUARD -> new Sshguard(journal);
      case WEAKFORCED -> new Weakforced();
      case ACCOUNT_LOCKOUT -> new AccountLockout();
      case REDOUBT_LIMITS -> new ConnectionLimits(ours);
      case REDOUBT_LOG -> new RedoubtBehind(journal, ours, Vantage.LOG);
      case REDOUBT_FIREWALL -> new RedoubtBehind(journal, ours, Vantage.FIREWALL);
      case REDOUBT_HOOK -> new RedoubtBefore(journal, ours);
    };
  }

  /** The one of that name; null when there is none. */
  public static @Nullable Contender of(String label) {
    return Arrays.stream(values()).filter(c -> c.label.equals(label)).findFirst().orElse(null);
  }

  public static List<String> labels() {
    return Arrays.stream(values()).map(Contender::label).toList();
  }
}
