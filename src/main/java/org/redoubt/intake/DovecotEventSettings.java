package org.redoubt.intake;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.redoubt.net.Prefix;

/**
 * Where Dovecot's {@code event_exporter} may reach us.
 *
 * @param http addresses to listen on for its {@code http-post}
 * @param unixSocket path for its {@code unix} driver (2.4); or empty
 * @param senders who may post by HTTP; nobody but this machine when empty
 */
public record DovecotEventSettings(
    List<InetSocketAddress> http, String unixSocket, List<Prefix> senders) {
  public static final DovecotEventSettings DEFAULTS =
      new DovecotEventSettings(List.of(), "", List.of());

  public DovecotEventSettings {
    http = List.copyOf(http);
    senders = List.copyOf(senders);
  }

  /** Whether events are to be taken at all. */
  public boolean isWanted() {
    return !listening().isEmpty();
  }

  /** Everything that is listened on, in words. */
  public List<String> listening() {
    List<String> all = new ArrayList<>();
    http.forEach(at -> all.add("http " + SyslogSettings.plain(at)));
    if (!unixSocket.isEmpty()) {
      all.add(unixSocket);
    }
    return all;
  }
}
