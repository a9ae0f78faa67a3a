package org.redoubt.detect;

import java.util.ArrayList;
import java.util.List;
import org.redoubt.net.Prefix;

/**
 * Why a source has the score it has: {@code score = evidence + alarm + network + order + hearsay},
 * all in nats.
 *
 * @param source the address (IPv6: its /64)
 * @param threshold what the score must exceed for a ban
 * @param evidence what it did itself, faded to now
 * @param alarm what the state of the whole site adds
 * @param network what guessers found in its network add, itself among them
 * @param order what the alphabetical order of its names adds
 * @param hearsay what others say of it adds
 * @param people how many accounts log in from it, about
 * @param names how many different names it tried
 * @param pieces the evidence piece by piece, oldest first, at its first weight; bounded
 */
public record Explanation(
    Prefix source,
    double threshold,
    double evidence,
    double alarm,
    double network,
    double order,
    Hearsay.Saying hearsay,
    double people,
    int names,
    List<Evidence> pieces) {
  private static final double LEAST_TOLD = 0.05;

  public Explanation {
    pieces = List.copyOf(pieces);
  }

  public double score() {
    return evidence + alarm + network + order + hearsay.nats();
  }

  /** The pieces with what has faded or is no longer kept, and the parts of the score besides. */
  List<Evidence> all(long atMillis) {
    List<Evidence> all = new ArrayList<>(pieces);
    double known = pieces.stream().mapToDouble(Evidence::weight).sum();
    Reason rest = evidence > known ? Reason.EARLIER : Reason.FADED;
    part(all, atMillis, rest, evidence - known);
    part(all, atMillis, Reason.ALARM, alarm);
    part(all, atMillis, Reason.NETWORK, network);
    part(all, atMillis, Reason.ORDER, order);
    if (hearsay.nats() >= LEAST_TOLD) {
      all.add(new Evidence(atMillis, Reason.HEARSAY.words(), hearsay.nats(), hearsay.by()));
    }
    return all;
  }

  private static void part(List<Evidence> all, long atMillis, Reason reason, double nats) {
    if (Math.abs(nats) >= LEAST_TOLD) {
      all.add(new Evidence(atMillis, reason.words(), nats, ""));
    }
  }
}
