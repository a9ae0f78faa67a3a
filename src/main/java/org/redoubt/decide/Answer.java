package org.redoubt.decide;

/**
 * The answer to "may this login go on?".
 *
 * @param delayMillis how long to wait first; 0 unless the verdict is to delay
 * @param because one line for people; never shown to the client
 */
public record Answer(Verdict verdict, long delayMillis, String because) {
  static Answer of(Verdict verdict, String because) {
    return new Answer(verdict, 0, because);
  }

  /** Whether the password is looked at. */
  public boolean reachesPassword() {
    return switch (verdict) {
      case ALLOW, DELAY -> true;
      case RETRY_LATER, REFUSE -> false;
    };
  }
}
