package org.redoubt.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;

/**
 * Writes a mail log as a site with Dovecot, Courier and Postfix would: {@code MailLog FILE LINES
 * FAILURES-PERCENT [SOURCES]}. Same arguments, same file.
 */
public final class MailLog {
  private static final String[] NAMES = {
    "admin", "info", "test", "anna", "bob", "carla", "dora", "webmaster", "sales", "office",
    "support", "monday", "monica", "root", "postmaster", "jan", "kim", "lee", "maria", "noreply"
  };
  private final Random random;
  private final int sources;
  private LocalDateTime clock = LocalDateTime.of(2026, 11, 20, 0, 0);
  private String stamp = "";
  private int session;

  private MailLog(long seed, int sources) {
    this.random = new Random(seed);
    this.sources = sources;
  }

  public static void main(String[] args) throws IOException {
    long lines = Long.parseLong(args[1]);
    int failures = Integer.parseInt(args[2]);
    int sources = args.length > 3 ? Integer.parseInt(args[3]) : 50_000;
    MailLog log = new MailLog(20261121, sources);
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(Path.of(args[0])), 1 << 20)) {
      for (long i = 0; i < lines; i++) {
        if (i % Math.max(1, lines / 80_000) == 0) {
          log.tick();
        }
        out.write(log.line(failures).getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  private void tick() {
    clock = clock.plusSeconds(1);
    stamp = clock.format(DateTimeFormatter.ofPattern("MMM dd HH:mm:ss ", Locale.ROOT)) + "mx1 ";
  }

  private String line(int failures) {
    return stamp + (random.nextInt(100) < failures ? failure() : other()) + "\n";
  }

  private String failure() {
    String ip = stranger();
    String user = NAMES[random.nextInt(NAMES.length)] + random.nextInt(500);
    return switch (random.nextInt(4)) {
      case 0 ->
          "dovecot: imap-login: Disconnected: Connection closed (auth failed, "
              + (1 + random.nextInt(3))
              + " attempts in "
              + random.nextInt(20)
              + " secs): user=<"
              + user
              + "@example.org>, method=PLAIN, rip="
              + ip
              + ", lip=192.0.2.25, TLS, session=<"
              + session()
              + ">";
      case 1 ->
          "dovecot: pop3-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<"
              + user
              + ">, method=PLAIN, rip="
              + ip
              + ", lip=192.0.2.25, session=<"
              + session()
              + ">";
      case 2 ->
          "pop3d: LOGIN FAILED, user=" + user + ", ip=[::ffff:" + ip + "], port=[" + port() + "]";
      default ->
          "postfix/smtpd["
              + (1000 + random.nextInt(30_000))
              + "]: warning: unknown["
              + ip
              + "]: SASL LOGIN authentication failed: UGFzc3dvcmQ6, sasl_username="
              + user;
    };
  }

  private String other() {
    String ip = "203.0." + random.nextInt(113, 129) + "." + random.nextInt(256);
    String user = NAMES[random.nextInt(NAMES.length)] + random.nextInt(100) + "@example.org";
    return switch (random.nextInt(12)) {
      case 0, 1 ->
          "dovecot: imap-login: Login: user=<"
              + user
              + ">, method=PLAIN, rip="
              + ip
              + ", lip=192.0.2.25, mpid="
              + port()
              + ", TLS, session=<"
              + session()
              + ">";
      case 2, 3 ->
          "dovecot: imap("
              + user
              + ")<"
              + port()
              + "><"
              + session()
              + ">: Disconnected: Logged out in=29 out=501 deleted=0 expunged=0 trashed=0 hdr_count=0";
      case 4 -> "pop3d: LOGIN, user=" + user + ", ip=[::ffff:" + ip + "], port=[" + port() + "]";
      case 5 -> "pop3d: Connection, ip=[::ffff:" + ip + "]";
      case 6 -> "postfix/smtpd[" + port() + "]: connect from mail.example.net[" + ip + "]";
      case 7 ->
          "postfix/smtpd["
              + port()
              + "]: disconnect from mail.example.net["
              + ip
              + "] ehlo=2 starttls=1 mail=1 rcpt=1 data=1 quit=1 commands=7";
      case 8 ->
          "postfix/qmgr[911]: "
              + queueId()
              + ": from=<"
              + user
              + ">, size="
              + port()
              + ", nrcpt=1 (queue active)";
      case 9 ->
          "postfix/cleanup["
              + port()
              + "]: "
              + queueId()
              + ": message-id=<"
              + session()
              + "@mail.example.net>";
      case 10 ->
          "postfix/lmtp["
              + port()
              + "]: "
              + queueId()
              + ": to=<"
              + user
              + ">, relay=mx1[private/dovecot-lmtp], delay=0.3, delays=0.1/0/0/0.2, dsn=2.0.0, status=sent (250 2.0.0 Saved)";
      default ->
          "postfix/smtpd[" + port() + "]: " + queueId() + ": client=mail.example.net[" + ip + "]";
    };
  }

  private String stranger() {
    int n = random.nextInt(sources) * 7919;
    return (n & 63) + 100 + "." + (n >>> 6 & 255) + "." + (n >>> 14 & 255) + "." + (n >>> 22 & 255);
  }

  private int port() {
    return 1024 + random.nextInt(60_000);
  }

  private String queueId() {
    return Integer.toHexString(0x10000000 | random.nextInt(1 << 28)).toUpperCase(Locale.ROOT);
  }

  private String session() {
    return Integer.toString(session++, 36)
        + "aZ5vxDBMZtyc"
        + Integer.toString(random.nextInt(1 << 20), 36);
  }
}
