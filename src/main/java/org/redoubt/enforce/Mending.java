package org.redoubt.enforce;

/**
 * What a comparison of the kernel with what is wanted found, and has put right.
 *
 * @param rebuilt our table, or a part of it that is not a ban, was gone or altered: all was written
 *     anew, and the other numbers are 0
 * @param missing bans that the kernel had lost
 * @param foreign bans in our sets that nobody of ours wanted
 * @param wrongEnd bans that would have ended at another time
 */
public record Mending(boolean rebuilt, int missing, int foreign, int wrongEnd) {
  static final Mending NOTHING = new Mending(false, 0, 0, 0);
  static final Mending REBUILT = new Mending(true, 0, 0, 0);

  /** Whether the kernel held what was wanted, as it should. */
  public boolean isNothing() {
    return equals(NOTHING);
  }

  /** One line for people. */
  @Override
  public String toString() {
    if (rebuilt) {
      return "somebody removed or altered a table of ours: written anew";
    }
    return isNothing()
        ? "the kernel holds what is wanted"
        : "mended in the kernel: %d bans lost, %d not ours, %d with another end"
            .formatted(missing, foreign, wrongEnd);
  }
}
