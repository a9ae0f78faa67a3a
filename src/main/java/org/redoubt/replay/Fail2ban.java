package org.redoubt.replay;

import org.redoubt.net.Address;

/**
 * fail2ban with the {@code dovecot} filter: so many failures of one address within {@code findtime}
 * ban it for {@code bantime}; defaults of {@code config/jail.conf}. When failures go back further
 * than {@code findtime}, their number is scaled down to what their rate gives in that time ({@code
 * adjustTime} in {@code server/ticket.py}), so that one who keeps just below the rate is never
 * banned. Read at commit deffcbc.
 */
final class Fail2ban extends LogFollower {
  private static final long MINUTE = 60_000;
  private static final long DAY = 24 * 60 * MINUTE;
  private final int maxRetry;
  private final long findMillis;
  private final long banMillis;
  private final Aging<Ticket> tickets;

  private static final class Ticket {
    private int retries;
    private long firstMillis;
    private long lastMillis;
  }

  private Fail2ban(Journal journal, int maxRetry, long findMillis, long banMillis) {
    super(journal);
    this.maxRetry = maxRetry;
    this.findMillis = findMillis;
    this.banMillis = banMillis;
    tickets = new Aging<>(ticket -> ticket.lastMillis + findMillis);
  }

  static Fail2ban byDefault(Journal journal) {
    return new Fail2ban(journal, 5, 10 * MINUTE, 10 * MINUTE);
  }

  /** As admins write it who want it to help. */
  static Fail2ban strict(Journal journal) {
    return new Fail2ban(journal, 3, DAY, 7 * DAY);
  }

  @Override
  void failed(Address source, long atMillis) {
    Ticket ticket = tickets.get(source, atMillis);
    if (ticket == null) {
      ticket = new Ticket();
      ticket.firstMillis = atMillis;
      tickets.put(source, ticket);
    }
    scale(ticket, atMillis);
    ticket.retries++;
    ticket.lastMillis = atMillis;
    if (ticket.retries >= maxRetry) {
      tickets.remove(source);
      ban(source, atMillis, banMillis);
    }
  }

  private void scale(Ticket ticket, long atMillis) {
    long known = atMillis - ticket.firstMillis;
    if (known > findMillis) {
      ticket.retries = (int) Math.rint((double) ticket.retries / known * findMillis);
      ticket.firstMillis = atMillis - findMillis;
    }
  }
}
