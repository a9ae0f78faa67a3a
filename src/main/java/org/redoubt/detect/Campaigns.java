package org.redoubt.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redoubt.detect.Campaign.Direction;
import org.redoubt.detect.Campaign.Member;
import org.redoubt.net.Prefix;

/**
 * The sorted lists that found-out guessers were working through. Who tries a name shortly behind
 * the place where one stopped, goes on with it: an honest stranger's slip falls there about once in
 * 150.
 */
final class Campaigns {
  /** The number of a source that belongs to none. */
  static final int NONE = 0;

  private static final int MOST = 32;
  private static final int MOST_MEMBERS = 256;
  private static final long FORGOTTEN_MILLIS = 2 * Days.MILLIS;

  /** A list counts as recognised from here; about four names in order. */
  private static final double RECOGNISED = 2;

  private static final int FEWEST_NAMES = 3;

  private final @Nullable Trail[] trails = new Trail[MOST];
  private int next;

  private static final class Trail {
    private final int number;
    private final Direction direction;
    private final long firstMillis;
    private final List<Member> members = new ArrayList<>();
    private long cursor;
    private long lastMillis;
    private int rotations;

    Trail(int number, Direction direction, long nowMillis) {
      this.number = number;
      this.direction = direction;
      this.firstMillis = nowMillis;
      this.lastMillis = nowMillis;
    }

    boolean alive(long nowMillis) {
      return nowMillis - lastMillis < FORGOTTEN_MILLIS;
    }

    boolean leadsTo(long name) {
      return direction == Direction.RISING
          ? Long.compareUnsigned(name, cursor) > 0 && pair(name) <= after(cursor)
          : Long.compareUnsigned(name, cursor) < 0 && pair(name) >= pair(cursor) - 1;
    }

    private static int pair(long name) {
      return (int) (name >>> 48);
    }

    private static int after(long name) {
      int second = (int) (name >>> 48 & 255);
      return second >= 'y' ? ((int) (name >>> 56) + 1 << 8) + 'b' : pair(name) + 1;
    }

    void moveTo(long name, long nowMillis) {
      boolean onward = Long.compareUnsigned(name, cursor) > 0 == (direction == Direction.RISING);
      if (onward) {
        cursor = name;
      }
      lastMillis = Math.max(lastMillis, nowMillis);
    }

    void join(Prefix source, double order, long nowMillis) {
      boolean known = members.stream().anyMatch(m -> m.source().equals(source));
      if (known) {
        return;
      }
      rotations += members.isEmpty() ? 0 : 1;
      if (members.size() < MOST_MEMBERS) {
        members.add(new Member(source, nowMillis, order));
      }
    }
  }

  /** The number of the campaign that goes on with this name, or {@link #NONE}. */
  int leadingTo(long name, long nowMillis) {
    for (Trail trail : trails) {
      if (trail != null && trail.alive(nowMillis) && trail.leadsTo(name)) {
        return trail.number;
      }
    }
    return NONE;
  }

  int rotations(int number) {
    Trail trail = trail(number);
    return trail == null ? 0 : trail.rotations;
  }

  /** A source of the campaign tried a name. */
  void tried(int number, long name, long nowMillis) {
    Trail trail = trail(number);
    if (trail != null) {
      trail.moveTo(name, nowMillis);
    }
  }

  /** A source was found out: it joins its campaign, or founds one if it tried a sorted list. */
  void foundOut(Sources sources, int row, Prefix source, long nowMillis) {
    Trail trail = trail(sources.campaign(row));
    double order = AlphabetTest.raw(sources, row);
    if (trail == null && order > RECOGNISED && sources.names(row) >= FEWEST_NAMES) {
      trail = found(sources, row, nowMillis);
    }
    if (trail != null) {
      trail.join(source, order, nowMillis);
    }
  }

  private Trail found(Sources sources, int row, long nowMillis) {
    int number = next++ % 0xffff + 1;
    Direction direction = AlphabetTest.direction(sources, row);
    Trail trail = new Trail(number, direction, nowMillis);
    trail.cursor = direction == Direction.RISING ? sources.highest(row) : sources.lowest(row);
    trails[number % MOST] = trail;
    sources.campaign(row, number);
    return trail;
  }

  private @Nullable Trail trail(int number) {
    Trail trail = number == NONE ? null : trails[number % MOST];
    return trail == null || trail.number != number ? null : trail;
  }

  List<Campaign> all() {
    List<Campaign> all = new ArrayList<>();
    for (Trail t : trails) {
      if (t != null) {
        all.add(
            new Campaign(
                t.members,
                AlphabetTest.text(t.cursor),
                t.direction,
                t.firstMillis,
                t.lastMillis,
                t.rotations));
      }
    }
    return all;
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(next);
    for (Trail trail : trails) {
      out.writeBoolean(trail != null);
      if (trail != null) {
        save(trail, out);
      }
    }
  }

  private static void save(Trail trail, DataOutput out) throws IOException {
    out.writeInt(trail.number);
    out.writeUTF(trail.direction.name());
    out.writeLong(trail.firstMillis);
    out.writeLong(trail.lastMillis);
    out.writeLong(trail.cursor);
    out.writeInt(trail.rotations);
    out.writeInt(trail.members.size());
    for (Member member : trail.members) {
      out.writeUTF(member.source().toString());
      out.writeLong(member.sinceMillis());
      out.writeDouble(member.order());
    }
  }

  void load(DataInput in) throws IOException {
    next = in.readInt();
    for (int i = 0; i < MOST; i++) {
      if (in.readBoolean()) {
        Trail trail = loadTrail(in);
        trails[Math.floorMod(trail.number, MOST)] = trail;
      }
    }
  }

  private static Trail loadTrail(DataInput in) throws IOException {
    int number = in.readInt();
    Direction direction =
        in.readUTF().equals(Direction.RISING.name()) ? Direction.RISING : Direction.FALLING;
    Trail trail = new Trail(number, direction, in.readLong());
    trail.lastMillis = in.readLong();
    trail.cursor = in.readLong();
    trail.rotations = in.readInt();
    int members = in.readInt();
    for (int i = 0; i < members && i < MOST_MEMBERS; i++) {
      Prefix source = Prefix.parse(in.readUTF());
      if (source == null) {
        throw new IOException("saved state is damaged: a campaign of no address");
      }
      trail.members.add(new Member(source, in.readLong(), in.readDouble()));
    }
    return trail;
  }
}
