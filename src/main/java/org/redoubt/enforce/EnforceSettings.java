package org.redoubt.enforce;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How bans are enforced.
 *
 * @param firewall what keeps banned prefixes out in the kernel
 * @param ports TCP ports that a banned prefix cannot reach; empty means everything, whatever the
 *     protocol
 * @param answer what a banned client gets to see
 * @param via how nftables is spoken to
 * @param endConnections whether connections that a banned prefix has open are ended
 * @param file files that say who is banned
 * @param command commands to call for each ban and lift
 * @param webhook URLs to tell
 */
public record EnforceSettings(
    Firewall firewall,
    SortedSet<Integer> ports,
    Answer answer,
    Via via,
    boolean endConnections,
    List<FileEnforcer.Settings> file,
    List<CommandEnforcer.Settings> command,
    List<WebhookEnforcer.Settings> webhook) {

  /** SMTP, POP3, IMAP, submission and ManageSieve, with and without TLS. */
  public static final SortedSet<Integer> MAIL_PORTS =
      ordered(List.of(25, 110, 143, 465, 587, 993, 995, 4190));

  /** Mail ports, silence, and the fastest way there is. */
  public static final EnforceSettings DEFAULT =
      new EnforceSettings(MAIL_PORTS, Answer.DROP, Via.ANY);

  /** What keeps banned prefixes out in the kernel. */
  public enum Firewall {
    NFTABLES,
    /** ipset with iptables. */
    IPSET,
    /** Only the files, commands and webhooks are told. */
    NONE
  }

  /** What a banned client gets to see. */
  public enum Answer {
    /** Nothing: its connection attempts time out, which costs it the most. */
    DROP,
    /** A TCP reset (ICMP "port unreachable" for other protocols): open connections end at once. */
    REJECT
  }

  /** How nftables is spoken to. */
  public enum Via {
    /** The library where there is one, else the program. */
    ANY,
    /** libnftables, within this process. */
    LIBRARY,
    /** The {@code nft} program, once for each batch. */
    PROGRAM
  }

  /** nftables alone, with nothing besides. */
  public EnforceSettings(SortedSet<Integer> ports, Answer answer, Via via) {
    this(Firewall.NFTABLES, ports, answer, via, true, List.of(), List.of(), List.of());
  }

  public EnforceSettings {
    ports = ordered(ports);
    file = List.copyOf(file);
    command = List.copyOf(command);
    webhook = List.copyOf(webhook);
    for (int port : ports) {
      if (port < 1 || port > 65535) {
        throw new IllegalArgumentException("not a port (1 to 65535): " + port);
      }
    }
  }

  /** The same with this firewall, and with nothing besides. */
  EnforceSettings only(Firewall other) {
    return new EnforceSettings(
        other, ports, answer, via, endConnections, List.of(), List.of(), List.of());
  }

  static String word(Firewall firewall) {
    return firewall.name().toLowerCase(Locale.ROOT);
  }

  private static SortedSet<Integer> ordered(Collection<Integer> ports) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(ports));
  }
}
