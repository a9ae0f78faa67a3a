package org.redoubt.intake;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where to take syslog messages, and from whom.
 *
 * @param udp addresses to listen on for datagrams
 * @param tcp addresses for plain connections
 * @param tls addresses for TLS connections
 * @param identity what TLS shows; null without TLS
 * @param unixSocket path of a datagram socket, for what would write to {@code /dev/log}; or null
 * @param senders who may send by network
 * @param maxConnections how many TCP and TLS connections at once; more are closed at once
 */
public record SyslogSettings(
    List<InetSocketAddress> udp,
    List<InetSocketAddress> tcp,
    List<InetSocketAddress> tls,
    @Nullable TlsIdentity identity,
    @Nullable Path unixSocket,
    Senders senders,
    int maxConnections) {
  public static final SyslogSettings DEFAULTS =
      new SyslogSettings(List.of(), List.of(), List.of(), null, null, Senders.THIS_MACHINE, 64);

  public SyslogSettings {
    udp = List.copyOf(udp);
    tcp = List.copyOf(tcp);
    tls = List.copyOf(tls);
    if (!tls.isEmpty() && identity == null) {
      throw new IllegalArgumentException("syslog over TLS needs a certificate and its key");
    }
  }
}
