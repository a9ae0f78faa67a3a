package org.redoubt.intake;

import java.util.List;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/**
 * Who may send us messages and events, since whoever may send may frame anybody.
 *
 * @param networks nobody but this machine when empty
 */
record Senders(List<Prefix> networks) {
  Senders {
    networks = List.copyOf(networks);
  }

  boolean include(Address sender) {
    return networks.isEmpty()
        ? sender.isLoopback()
        : networks.stream().anyMatch(network -> network.contains(sender));
  }
}
