package org.redoubt.intake;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Prefix;

/**
 * Where to take syslog messages, and from whom.
 *
 * @param udp addresses to listen on for datagrams
 * @param tcp addresses for plain connections
 * @param tls addresses for TLS connections
 * @param certificate PEM file of what TLS shows; empty without TLS
 * @param key PEM file of its key; empty without TLS
 * @param unixSocket path of a datagram socket, for what would write to {@code /dev/log}; or empty
 * @param senders who may send by network; nobody but this machine when empty
 * @param maxConnections how many TCP and TLS connections at once; more are closed at once
 */
public record SyslogSettings(
    List<InetSocketAddress> udp,
    List<InetSocketAddress> tcp,
    List<InetSocketAddress> tls,
    String certificate,
    String key,
    String unixSocket,
    List<Prefix> senders,
    int maxConnections) {
  public static final SyslogSettings DEFAULTS =
      new SyslogSettings(List.of(), List.of(), List.of(), "", "", "", List.of(), 64);

  public SyslogSettings {
    udp = List.copyOf(udp);
    tcp = List.copyOf(tcp);
    tls = List.copyOf(tls);
    senders = List.copyOf(senders);
    if (!tls.isEmpty() && (certificate.isEmpty() || key.isEmpty())) {
      throw new IllegalArgumentException("syslog over TLS needs a certificate and its key");
    }
    if (maxConnections < 1) {
      throw new IllegalArgumentException("max-connections of " + maxConnections);
    }
  }

  /** Whether messages are to be taken at all. */
  public boolean isWanted() {
    return !listening().isEmpty();
  }

  /** Everything that is listened on, in words. */
  public List<String> listening() {
    List<String> all = new ArrayList<>();
    udp.forEach(at -> all.add("udp " + plain(at)));
    tcp.forEach(at -> all.add("tcp " + plain(at)));
    tls.forEach(at -> all.add("tls " + plain(at)));
    if (!unixSocket.isEmpty()) {
      all.add(unixSocket);
    }
    return all;
  }

  /** As the settings write it. */
  static String plain(InetSocketAddress at) {
    String address = at.getAddress().getHostAddress();
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + at.getPort();
  }

  /** Why TLS would not work, or null. */
  public @Nullable String problem() {
    TlsIdentity identity = identity();
    try {
      if (identity != null) {
        identity.context();
      }
      return null;
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  @Nullable TlsIdentity identity() {
    return tls.isEmpty() ? null : new TlsIdentity(Path.of(certificate), Path.of(key));
  }
}
