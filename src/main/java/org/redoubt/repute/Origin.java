package org.redoubt.repute;

/**
 * Where an address belongs to, as far as is known.
 *
 * @param country two letters (ISO 3166); empty when unknown
 * @param asn the number of the network's owner (autonomous system); 0 when unknown
 * @param owner his name; empty when unknown; written by strangers
 */
public record Origin(String country, long asn, String owner) {
  public static final Origin UNKNOWN = new Origin("", 0, "");

  /** Such as {@code JP, AS64500 Example Networks}; empty when nothing is known. */
  @Override
  public String toString() {
    String number = asn == 0 ? "" : "AS" + asn + (owner.isEmpty() ? "" : " " + owner);
    return country.isEmpty() || number.isEmpty() ? country + number : country + ", " + number;
  }
}
