package org.redoubt.repute;

import java.util.List;
import org.redoubt.net.Address;

/** What a name server says about the addresses of a name. */
sealed interface DnsReply {

  /**
   * It has these.
   *
   * @param seconds how long that may be remembered
   */
  record Found(List<Address> addresses, long seconds) implements DnsReply {}

  /** It has none. */
  record Nothing(long seconds) implements DnsReply {}

  /** Nothing is known, since nobody answered or the answer is of no use. */
  record Failed(String reason) implements DnsReply {}
}
