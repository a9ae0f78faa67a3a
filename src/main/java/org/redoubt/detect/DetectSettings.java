package org.redoubt.detect;

import java.time.Duration;
import java.util.Set;

/**
 * What the detector can be told.
 *
 * @param vantage where we stand
 * @param threshold log-odds, in nats, above which a source where nobody logs in is a guesser; 9
 *     means one honest source in 8,000 of those that fail at all
 * @param halfLife after which evidence counts half
 * @param familiarFor how long a network stays familiar to an account after its last success
 * @param sources how many addresses (IPv6: /64) with failures are remembered at most
 * @param networks how many networks (/24, /48) with failures, and how many with logins
 * @param familiarPairs how many pairs of account and network with a success
 * @param accounts how many accounts that exist
 * @param evidence how many pieces of evidence are kept to explain with, over all sources
 * @param trapNames names that hardly any person has, and every guesser tries
 */
public record DetectSettings(
    Vantage vantage,
    double threshold,
    Duration halfLife,
    Duration familiarFor,
    int sources,
    int networks,
    int familiarPairs,
    int accounts,
    int evidence,
    Set<String> trapNames) {

  private static final Set<String> TRAPS =
      Set.of(
          "admin",
          "administrator",
          "backup",
          "demo",
          "ftp",
          "guest",
          "info",
          "mysql",
          "nagios",
          "nobody",
          "office",
          "oracle",
          "postgres",
          "postmaster",
          "root",
          "sales",
          "scan",
          "scanner",
          "server",
          "support",
          "test",
          "test1",
          "tester",
          "user",
          "web",
          "webmaster",
          "www",
          "www-data");

  public DetectSettings {
    trapNames = Set.copyOf(trapNames);
  }

  /** What suits a server with up to a few thousand mailboxes. */
  public static DetectSettings defaults() {
    return new DetectSettings(
        Vantage.LOG,
        9,
        Duration.ofDays(3),
        Duration.ofDays(90),
        200_000,
        200_000,
        1_500_000,
        1_000_000,
        65_536,
        TRAPS);
  }

  public DetectSettings withVantage(Vantage changed) {
    return new DetectSettings(
        changed,
        threshold,
        halfLife,
        familiarFor,
        sources,
        networks,
        familiarPairs,
        accounts,
        evidence,
        trapNames);
  }
}
