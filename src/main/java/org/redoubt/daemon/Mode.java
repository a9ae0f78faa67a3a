package org.redoubt.daemon;

import java.io.IOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redoubt.enforce.EnforceSettings;
import org.redoubt.enforce.Enforcer;
import org.redoubt.enforce.Enforcers;
import org.redoubt.enforce.Leftovers;
import org.redoubt.enforce.NftablesEnforcer;

/** Whether decisions are enforced here, and how or why not. */
public sealed interface Mode {
  /** One line for people. */
  String told();

  /** What keeps the banned out in the kernel, where we may change it; else null. */
  @Nullable Enforcer firewall();

  /** The same where it is nftables; else null. */
  default @Nullable NftablesEnforcer nftables() {
    return firewall() instanceof NftablesEnforcer nftables ? nftables : null;
  }

  /** What still keeps people out though we do not keep it, in words; null where nothing does. */
  default @Nullable String leftovers(EnforceSettings settings) {
    return Leftovers.besides(
        firewall() == null ? EnforceSettings.Firewall.NONE : settings.firewall());
  }

  /** Lets go of what is needed to enforce; what is in force stays in force. */
  void close() throws IOException;

  /** Decisions are put in force. */
  record Enforcing(Enforcers enforcers, String told) implements Mode {
    @Override
    public @Nullable Enforcer firewall() {
      return enforcers.firewall();
    }

    @Override
    public void close() throws IOException {
      enforcers.close();
    }
  }

  /** Decisions are made and recorded, and nothing is enforced. */
  record Watching(String told) implements Mode {
    @Override
    public @Nullable Enforcer firewall() {
      return null;
    }

    @Override
    public void close() {}
  }

  /** What the admin wants. */
  enum Wish {
    ENFORCE,
    WATCH
  }

  /** What can be done here of what is wanted. */
  static Mode of(Wish wish, EnforceSettings settings) {
    return switch (wish) {
      case WATCH -> new Watching("wanted");
      case ENFORCE -> enforcing(Enforcers.open(settings), settings);
    };
  }

  private static Mode enforcing(Enforcers enforcers, EnforceSettings settings) {
    if (!enforcers.areNone()) {
      return new Enforcing(enforcers, enforcers.told(settings));
    }
    String reasons =
        enforcers.missing().stream()
            .map(Enforcers.Missing::reason)
            .collect(Collectors.joining("; "));
    return new Watching(reasons.isEmpty() ? "the settings name nothing to enforce with" : reasons);
  }
}
