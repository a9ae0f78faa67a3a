package org.redoubt.daemon;

import org.redoubt.enforce.EnforceSettings;
import org.redoubt.enforce.Enforcer;
import org.redoubt.enforce.NftablesEnforcer;
import org.redoubt.enforce.WatchEnforcer;

/** Whether decisions are enforced here, and how or why not. */
public sealed interface Mode {
  /** What carries out the decisions, or only pretends to. */
  Enforcer enforcer();

  /** One line for people. */
  String told();

  /** Decisions are in force in the kernel. */
  record Enforcing(NftablesEnforcer enforcer, String told) implements Mode {}

  /** Decisions are made and recorded, and nothing is enforced. */
  record Watching(Enforcer enforcer, String told) implements Mode {}

  /** What the admin wants. */
  enum Wish {
    ENFORCE,
    WATCH
  }

  /** What can be done here of what is wanted. */
  static Mode of(Wish wish, EnforceSettings settings) {
    return switch (wish) {
      case WATCH -> watching("wanted");
      case ENFORCE ->
          switch (NftablesEnforcer.open(settings)) {
            case NftablesEnforcer.Opened(NftablesEnforcer nftables) ->
                new Enforcing(nftables, "nftables through " + nftables.via() + ports(settings));
            case NftablesEnforcer.Unavailable(String reason) -> watching(reason);
          };
    };
  }

  private static Watching watching(String reason) {
    return new Watching(new WatchEnforcer(line -> {}), reason);
  }

  private static String ports(EnforceSettings settings) {
    return settings.ports().isEmpty() ? ", all ports" : ", ports " + settings.ports();
  }
}
