package org.redoubt.repute;

import org.redoubt.net.PrefixSet;

/**
 * What was found in a list.
 *
 * @param blocks the addresses, without those within others
 * @param junk lines or fields that should hold an address and do not
 * @param special private, local and other blocks that nobody attacks from; left out
 * @param tooWide blocks so wide that they must be a mistake; left out
 * @param beyond how many there was no room for
 */
record ListContents(PrefixSet blocks, long junk, long special, long tooWide, long beyond) {
  static final ListContents NONE = new ListContents(PrefixSet.EMPTY, 0, 0, 0, 0);
  private static final long SOME = 10;

  /** Whether this is no list of addresses at all, such as the page of an error. */
  boolean isNoList() {
    return junk > 0 && (blocks.isEmpty() && special == 0 || junk >= SOME && junk > blocks.size());
  }

  /** What was left out, for people; empty when nothing was. */
  String leftOut() {
    StringBuilder out = new StringBuilder();
    part(out, junk, "not understood");
    part(out, special, "private or special");
    part(out, tooWide, "too wide");
    part(out, beyond, "beyond the bound");
    return out.toString();
  }

  private static void part(StringBuilder out, long count, String what) {
    if (count > 0) {
      out.append(out.isEmpty() ? "" : ", ").append(count).append(' ').append(what);
    }
  }
}
