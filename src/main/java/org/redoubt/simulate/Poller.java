package org.redoubt.simulate;

/** A device that looks for mail: a desktop in office hours, a phone day and night. */
final class Poller extends Script {
  private static final long MINUTE = 60_000;
  private static final long MONDAY_OFFSET = 3 * Place.DAY;
  private final Device device;
  private final Directory directory;
  private final Chance chance;
  private final Rhythm rhythm;
  private final long endMillis;
  private long atMillis;

  /** How often, and when. */
  enum Rhythm {
    DESKTOP(15, 40),
    PHONE(20, 60);

    private final long fromMillis;
    private final long toMillis;

    Rhythm(int fromMinutes, int toMinutes) {
      fromMillis = fromMinutes * MINUTE;
      toMillis = toMinutes * MINUTE;
    }
  }

  Poller(Device device, Rhythm rhythm, Directory directory, Options options, Chance chance) {
    this.device = device;
    this.rhythm = rhythm;
    this.directory = directory;
    this.chance = chance;
    endMillis = options.endMillis();
    atMillis = options.startMillis() + chance.between(0, rhythm.toMillis);
  }

  @Override
  boolean play() {
    if (rhythm == Rhythm.DESKTOP && !isOfficeHour(atMillis)) {
      atMillis = nextMorning(atMillis) + chance.between(0, rhythm.toMillis);
    }
    if (atMillis >= endMillis) {
      return false;
    }
    device.poll(atMillis, directory, this);
    atMillis += chance.between(rhythm.fromMillis, rhythm.toMillis);
    return true;
  }

  /** Monday to Friday, nine to five (UTC). */
  static boolean isOfficeHour(long millis) {
    long hour = Math.floorMod(millis, Place.DAY) / Place.HOUR;
    return isWeekday(millis) && hour >= 9 && hour < 17;
  }

  private static boolean isWeekday(long millis) {
    return Math.floorMod(millis + MONDAY_OFFSET, 7 * Place.DAY) < 5 * Place.DAY;
  }

  private static long nextMorning(long millis) {
    long morning = millis - Math.floorMod(millis, Place.DAY) + 9 * Place.HOUR;
    while (morning <= millis || !isWeekday(morning)) {
      morning += Place.DAY;
    }
    return morning;
  }
}
