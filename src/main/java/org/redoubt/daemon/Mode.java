package org.redoubt.daemon;

import java.io.IOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redoubt.enforce.EnforceSettings;
import org.redoubt.enforce.Enforcers;
import org.redoubt.enforce.NftablesEnforcer;

/** Whether decisions are enforced here, and how or why not. */
public sealed interface Mode {
  /** One line for people. */
  String told();

  /** The kernel's firewall, where it is nftables and we may change it; else null. */
  @Nullable NftablesEnforcer nftables();

  /** Lets go of what is needed to enforce; what is in force stays in force. */
  void close() throws IOException;

  /** Decisions are put in force. */
  record Enforcing(Enforcers enforcers, String told) implements Mode {
    @Override
    public @Nullable NftablesEnforcer nftables() {
      return enforcers.nftables();
    }

    @Override
    public void close() throws IOException {
      enforcers.close();
    }
  }

  /** Decisions are made and recorded, and nothing is enforced. */
  record Watching(String told) implements Mode {
    @Override
    public @Nullable NftablesEnforcer nftables() {
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
