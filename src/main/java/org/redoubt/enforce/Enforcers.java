package org.redoubt.enforce;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the settings name to enforce with, as far as it can be used here. Nothing has been changed
 * yet.
 *
 * @param firewall keeps the banned out in the kernel; null where nothing does
 * @param cutter ends open connections, after the firewall; null where that is not wanted or not
 *     possible
 * @param followers are told besides
 * @param missing what is wanted and cannot be used
 */
public record Enforcers(
    @Nullable Enforcer firewall,
    @Nullable ConnectionCutter cutter,
    List<Enforcer> followers,
    List<Missing> missing)
    implements Closeable {

  /**
   * Something that cannot be used.
   *
   * @param reason one line for people: why not and what to do
   */
  public record Missing(String name, String reason) {
    @Override
    public String toString() {
      return name + ": " + reason;
    }
  }

  public Enforcers {
    followers = List.copyOf(followers);
    missing = List.copyOf(missing);
  }

  /** Opens what can be opened. */
  public static Enforcers open(EnforceSettings settings) {
    Opening opening = new Opening();
    Enforcer firewall =
        switch (settings.firewall()) {
          case NFTABLES -> opening.nftables(settings);
          case IPSET -> opening.open("ipset", settings, s -> new IpsetEnforcer(s.ports()));
          case NONE -> null;
        };
    ConnectionCutter cutter =
        firewall == null || !settings.endConnections()
            ? null
            : opening.open("connections", settings, s -> new ConnectionCutter(s.ports()));
    List<@Nullable Enforcer> followers = new ArrayList<>();
    settings.file().forEach(file -> followers.add(new FileEnforcer(file)));
    settings.command().forEach(command -> followers.add(new CommandEnforcer(command)));
    settings
        .webhook()
        .forEach(hook -> followers.add(opening.open("webhook", hook, WebhookEnforcer::new)));
    return new Enforcers(
        firewall, cutter, followers.stream().flatMap(Stream::ofNullable).toList(), opening.missing);
  }

  /** Collects what cannot be opened. */
  private static final class Opening {
    private final List<Missing> missing = new ArrayList<>();

    /** Makes something of its settings, or throws. */
    private interface Making<S, E> {
      E of(S settings) throws IOException;
    }

    <S, E> @Nullable E open(String name, S settings, Making<S, E> making) {
      try {
        return making.of(settings);
      } catch (IOException e) {
        missing.add(new Missing(name, String.valueOf(e.getMessage())));
        return null;
      }
    }

    @Nullable Enforcer nftables(EnforceSettings settings) {
      return switch (NftablesEnforcer.open(settings)) {
        case NftablesEnforcer.Opened(NftablesEnforcer opened) -> opened;
        case NftablesEnforcer.Unavailable(String reason) -> {
          missing.add(new Missing("nftables", reason));
          yield null;
        }
      };
    }
  }

  /** Whether nobody would be kept out, nor anything told. */
  public boolean areNone() {
    return firewall == null && followers.isEmpty();
  }

  /** One line for people. */
  public String told(EnforceSettings settings) {
    String ports = settings.ports().isEmpty() ? ", all ports" : ", ports " + settings.ports();
    return Stream.concat(
            Stream.ofNullable(firewall).map(f -> firewallTold(f) + ports),
            followers.stream().map(Enforcer::name))
        .collect(Collectors.joining("; "));
  }

  private static String firewallTold(Enforcer firewall) {
    return firewall instanceof NftablesEnforcer nftables
        ? "nftables through " + nftables.via()
        : firewall.name();
  }

  /** Takes away everything that any of them ever put anywhere; goes on after a failure. */
  public void flush() throws IOException {
    each(Enforcer::flush);
  }

  @Override
  public void close() throws IOException {
    each(Enforcer::close);
  }

  private interface Act {
    void on(Enforcer enforcer) throws IOException;
  }

  private void each(Act act) throws IOException {
    IOException first = null;
    for (Enforcer enforcer :
        Stream.concat(Stream.ofNullable(firewall), followers.stream()).toList()) {
      try {
        act.on(enforcer);
      } catch (IOException e) {
        first = first == null ? new IOException(enforcer.name() + ": " + e.getMessage(), e) : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
