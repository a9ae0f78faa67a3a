package org.redoubt.parse;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * How servers write a failed login whose name, method or hello the client has chosen: in the lines
 * {@code $U} stands for the name as the server cleans it, {@code $M} for a method, {@code $H} for a
 * hello, {@code $R} for a reverse name, {@code $P} for a password and {@code $S} for the true
 * address.
 *
 * @param format the format's name
 * @param clean what the server makes of a client's text
 * @param lines messages with the tag in front of them
 */
record ServerLines(String format, UnaryOperator<String> clean, List<String> lines) {

  static List<ServerLines> all() {
    return List.of(
        courier(),
        dovecot(),
        postfix(),
        exim(),
        cyrus(),
        of("uw", t -> cut(t, 64, ""), UW),
        of("qpopper", t -> t, QPOPPER),
        of("vpopmail", t -> t, VPOPMAIL),
        of("vm-pop3d", t -> t, "vm-pop3d[7]: User '$U' - failed auth, from=$S"),
        of("solid-pop3d", t -> t, SOLID),
        of("cucipop", t -> t, "cucipop[7]: authentication failure $U $S"),
        of("perdition", t -> t, PERDITION),
        of("sendmail", t -> t, SENDMAIL),
        of("opensmtpd", ServerLines::vis, OPENSMTPD),
        of("saslauthd", t -> t, SASLAUTHD),
        of("pam", t -> t, PAM),
        of("openssh", ServerLines::vis, OPENSSH),
        of("dropbear", t -> t, DROPBEAR));
  }

  private static ServerLines of(String format, UnaryOperator<String> clean, String... lines) {
    return new ServerLines(format, clean, List.of(lines));
  }

  private static ServerLines courier() {
    return of(
        "courier",
        ServerLines::dots,
        "pop3d: LOGIN FAILED, user=$U, ip=[$S]",
        "imapd-ssl[7]: LOGIN FAILED, user=$U, ip=[$S], port=[51234]",
        "imapd: LOGIN FAILED, method=$M, ip=[$S]",
        "pop3d: LOGIN FAILED, method=$M, ip=[$S], port=[51234]",
        "pop3d: LOCKED, user=$U, ip=[$S]",
        "pop3d: IMAP connect from @ [$S]checkmailpasswd: FAILED: $U - short names not allowed from"
            + " @ [$S]ERR: LOGIN FAILED, ip=[$S]",
        "courieresmtpd: error,relay=$S,port=25,msg=\"535 Authentication failed.\",cmd: $U",
        "courieresmtpd: error,relay=$S,ident=\"$H\",msg=\"535 Authentication failed.\",cmd: $U");
  }

  private static ServerLines dovecot() {
    String cleaned = "user=<$U>, method=$M, rip=$S, lip=192.0.2.1, TLS, session=<abc>";
    return of(
        "dovecot",
        t -> cut(questions(t), 80, "..."),
        "dovecot: pop3-login: Aborted login: user=<$U>, method=$M, rip=$S, lip=192.0.2.1",
        "dovecot: imap-login: Disconnected (auth failed, 1 attempts): " + cleaned,
        "dovecot: imap-login: Disconnected (auth failed, 3 attempts in 9 secs): " + cleaned,
        "dovecot: imap-login: Disconnected: Inactivity (auth failed, 1 attempts in 180 secs): user=<$U>,"
            + " rip=$S, lip=192.0.2.1, session=<abc>",
        "dovecot: imap-login: Disconnected (tried to use disallowed plaintext auth): " + cleaned,
        "dovecot[7]: imap-login: Login aborted: Connection closed (auth failed, 3 attempts in 16 secs)"
            + " (auth_failed): "
            + cleaned,
        "dovecot: pop3-login: Disconnected (auth failed, 1 attempts in 2 secs): rip=$S, lip=192.0.2.1,"
            + " user=<$U>, method=$M",
        "dovecot: pop3-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<$U>, method=$M,"
            + " session=abc, rip=$S, lip=192.0.2.1",
        "dovecot: pop3-login: user=<$U>, method=$M, rip=$S, lip=192.0.2.1 Aborted login (auth failed, 1"
            + " attempts)",
        "dovecot: pop3-login: user=$U, method=$M, rip=$S, lip=192.0.2.1 Aborted login (auth failed, 1"
            + " attempts in 3 secs)",
        "dovecot: imap-login: proxy($U): Login failed to mx.example.org:143: [AUTHENTICATIONFAILED] no.: "
            + cleaned,
        "dovecot: auth: sql($U,$S,<abc>): Password mismatch",
        "dovecot: auth: sql($U,$S): unknown user",
        "dovecot: auth: passwd-file($U,$S,<abc>): unknown user (given password: $P)",
        "dovecot: auth: passwd-file($U,$S,<abc>): Password mismatch (SHA1 of given password: 21bd12)",
        "dovecot: auth: ldap($U,$S,<abc>): a message of a later version",
        "dovecot: auth-worker(7): pam($U,$S): pam_authenticate() failed: Authentication failure"
            + " (password mismatch?)",
        "dovecot: auth-worker(7): conn unix:auth-worker (pid=7,uid=8): auth-worker<6>: sql($U,$S,<abc>):"
            + " unknown user (given password: $P)",
        "dovecot: auth($U,$S,sasl:login)<abc>: sql: Password mismatch",
        "dovecot: auth($U,$S,sasl:plain)<abc>: sql: unknown user (given password: $P)",
        "dovecot: auth-worker($U,$S,sasl:plain)<12><abc>: request [3]: pam: unknown user",
        "dovecot: auth: plain(?,$S,<abc>): Username character disallowed by auth_username_chars: 0x27"
            + " (username: $U)");
  }

  private static ServerLines postfix() {
    return of(
        "postfix",
        t -> cut(ascii(t), 100, ""),
        "postfix/smtpd[7]: warning: $R[$S]: SASL $M authentication failed: UGFzc3dvcmQ6",
        "postfix/smtps/smtpd[7]: warning: $R[$S]:1234: SASL $M authentication failed: authentication"
            + " failure, sasl_username=$U",
        "mx/submission/smtpd[7]: warning: unknown[$S]: SASL $M authentication failed: (reason"
            + " unavailable), sasl_username=$U",
        "postfix/smtpd[7]: warning: non-SMTP command from $R[$S]: $U",
        "postfix/smtpd[7]: improper command pipelining after AUTH from $R[$S]: $U",
        "postfix/smtpd[7]: NOQUEUE: reject: RCPT from $R[$S]: 454 4.7.1 <$U>: Relay access denied;"
            + " from=<$U> to=<$U> proto=ESMTP helo=<$H>",
        "postfix/postscreen[7]: PREGREET 14 after 0.04 from [$S]:1234: $H");
  }

  private static ServerLines exim() {
    return of(
        "exim",
        ServerLines::octal,
        "exim[7]: login authenticator failed for ($H) [$S]: 535 Incorrect authentication data"
            + " (set_id=$U)",
        "exim[7]: login authenticator failed for $R ($H) [$S]:123 I=[192.0.2.1]:465: 535 Incorrect"
            + " authentication data (set_id=$U)",
        "exim[7]: login authenticator failed for H=$R ($H) [$S]:123: 435 Unable to authenticate at"
            + " present (set_id=$U): no",
        "exim[7]: login authenticator failed for $R ($H) [$S]:123: 501 Invalid base64 data",
        "exim[7]: SMTP protocol error in \"AUTH $U\" H=$R ($H) [$S]:123 AUTH command used when not"
            + " advertised",
        "exim[7]: SMTP call from $R ($H) [$S]:123 dropped: too many nonmail commands (last command was"
            + " \"$U\")",
        "exim[7]: no MAIL in SMTP connection from ($H) [$S]:123 D=0.3s C=EHLO,AUTH,QUIT",
        "exim[7]: 1o6cBp-0001Ab-Cf <= x@example.net H=$R ($H) [$S]:123 P=esmtp S=8 T=\"$U\" id=3@x",
        "exim[7]: H=$R ($H) [$S]:123 F=<$U> rejected RCPT <x@example.org>: $U");
  }

  private static ServerLines cyrus() {
    return of(
        "cyrus",
        t -> t,
        "cyrus/imap[7]: badlogin: $R [$S] plaintext $U SASL(-13): authentication failure: checkpass"
            + " failed",
        "cyrus/pop3[7]: badlogin: [$S] plaintext ($U) [SASL(-13): authentication failure: checkpass"
            + " failed]",
        "cyrus/imap[7]: badlogin: $R[$S] $M authentication failure",
        "imaps[7]: badlogin: $R [$S] CRAM-MD5 ($U) [SASL(-13): authentication failure: incorrect digest]",
        "imap[7]: badlogin: $R [$S] plaintext $U invalid user",
        "cyrus/imap[7]: badlogin: $R [$S] $M [SASL(-4): no mechanism available: No worthy mechs found]");
  }

  private static final String[] UW = {
    "imapd[7]: Login failed user=$U auth=$U host=$R [$S]",
    "ipop3d[7]: Login failed user=$U auth=$U host=[$S]",
    "imapd[7]: AUTHENTICATE $M failure host=$R [$S]",
    "imapd[7]: Login excessive login failures user=$U auth=$U host=$R [$S]",
  };

  private static final String[] QPOPPER = {
    "popper[7]: $U at $R ($S): -ERR [AUTH] Password supplied for \"$U\" is incorrect.",
    "popper[7]: [AUTH] Failed attempted login to $U from host ($R) $S",
  };

  private static final String[] VPOPMAIL = {
    "vpopmail[7]: vchkpw-pop3: password fail $U:$S",
    "vpopmail[7]: vchkpw-smtp: password fail (pass: '$P') $U:$S",
    "vchkpw[7]: vchkpw-imap: vpopmail user not found $U:$S",
    "vpopmail[7]: vchkpw-smtp: null password given $U:$S",
  };

  private static final String[] SOLID = {
    "solid-pop3d[7]: authentication failed: no such user: $U - $S",
    "solid-pop3d[7]: authentication failed for mapped user $U - $S",
    "solid-pop3d[7]: can't map user name: $U - $R",
  };

  private static final String[] PERDITION = {
    "perdition.pop3[7]: Auth: $S:22->192.0.2.1:110 client-secure=plaintext authorisation_id=NONE"
        + " authentication_id=\"$U\" server=\"mx:110\" protocol=POP3 server-secure=plaintext"
        + " status=\"failed: Re-Authentication Failure\"",
    "perdition[7]: Auth: $S:22->192.0.2.1:110 user=\"$U\" server=\"mx\" port=\"110\" status=\"failed:"
        + " Could Not Connect\"",
  };

  private static final String[] SENDMAIL = {
    "sm-mta[7]: 56A7: AUTH failure (LOGIN): authentication failure (-13) SASL(-13): authentication"
        + " failure: checkpass failed, user=$U, relay=$R [$S]",
    "sm-mta[7]: 56A7: AUTH failure (PLAIN): generic failure (-1) SASL(-1): generic failure: x, user=$U,"
        + " relay=[$S] (may be forged)",
    "sendmail[7]: 56A7: $R [$S]: possible SMTP attack: command=AUTH, count=3",
  };

  private static final String[] OPENSMTPD = {
    "smtpd[7]: 45addba89269aeaa smtp event=failed-command address=$S host=$R command=\"AUTH $U\""
        + " result=\"535 Authentication failed\"",
    "smtpd[7]: 45addba89269aeab smtp authentication user=$U result=permfail",
  };

  private static final String[] SASLAUTHD = {
    "saslauthd[7]: do_auth         : auth failure: [user=$U] [service=imap] [realm=] [mech=pam]"
        + " [reason=PAM auth error]",
    "saslauthd[7]: do_auth         : auth failure: [user=$U] [service=smtp] [realm=$U] [remote=$S]"
        + " [mech=pam] [reason=PAM auth error]",
  };

  private static final String[] PAM = {
    "auth: pam_unix(dovecot:auth): authentication failure; logname= uid=0 euid=0 tty=dovecot ruser=$U"
        + " rhost=$S",
    "auth: pam_unix(dovecot:auth): authentication failure; logname= uid=0 euid=0 tty=dovecot ruser=$U"
        + " rhost=$S  user=bob",
    "auth: pam_sss(dovecot:auth): authentication failure; logname= uid=0 euid=0 tty=dovecot ruser=$U"
        + " rhost=$S user=$U",
    "imapd(pam_unix)[7]: authentication failure; logname= uid=0 euid=0 tty= ruser=$U rhost=$S",
    "saslauthd[7]: PAM 2 more authentication failures; logname= uid=0 euid=0 tty= ruser=$U rhost=$S"
        + "  user=bob",
  };

  private static final String[] DROPBEAR = {
    "dropbear[7]: Bad password attempt for '$U' from $S:51234",
    "dropbear[7]: Bad PAM password attempt for '$U' from $S:51234",
    "dropbear[7]: Login attempt with wrong user $U from $S:51234",
    "dropbear[7]: Exit before auth from <$S:51234>: (user '$U', 3 fails): Max auth tries reached -"
        + " user '$U' from $S:51234",
    "dropbear[7]: Exit before auth (user '$U', 3 fails): Max auth tries reached - user '$U' from"
        + " $S:51234",
  };

  private static final String[] OPENSSH = {
    "sshd[7]: Failed password for invalid user $U from $S port 22 ssh2",
    "sshd[7]: Invalid user $U from $S",
    "sshd-session[7]: Invalid user $U from $S port 22",
    "sshd[7]: error: PAM: Authentication failure for illegal user $U from $S",
    "sshd[7]: Bad protocol version identification '$U' from $S port 22",
    "sshd[7]: Connection closed by invalid user $U $S port 22 [preauth]",
    "sshd[7]: banner exchange: Connection from $S port 22: invalid format",
  };

  /** Courier: a dot for each control byte. */
  private static String dots(String text) {
    return text.replaceAll("\\p{Cntrl}", ".");
  }

  /** Dovecot: a question mark for each byte below a blank. */
  private static String questions(String text) {
    return text.replaceAll("[\\x00-\\x1f]", "?");
  }

  /** Postfix: a question mark for all that is not printable ASCII. */
  private static String ascii(String text) {
    return text.replaceAll("[^ -~]", "?");
  }

  /** Exim: octal for what is not printable, and backslashes doubled. */
  private static String octal(String text) {
    return escaped(text, ' ');
  }

  /** OpenSSH and OpenSMTPD: as vis(3) writes it, without blanks. */
  private static String vis(String text) {
    return escaped(text, '!').replace("\\040", "\\s");
  }

  private static String escaped(String text, char least) {
    StringBuilder out = new StringBuilder();
    for (char c : text.replace("\\", "\\\\").toCharArray()) {
      if (c >= least && c <= '~') {
        out.append(c);
      } else {
        out.append(String.format(Locale.ROOT, "\\%03o", c & 255));
      }
    }
    return out.toString();
  }

  private static String cut(String text, int most, String mark) {
    return text.length() <= most ? text : text.substring(0, most) + mark;
  }
}
