package org.redoubt.e2e;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** User names that are written to be read as something else, as bytes in ISO-8859-1. */
final class HostileNames {
  /** An address that nothing ever comes from: where it is found as a source, a line was forged. */
  static final String FORGED = "203.0.113.9";

  private static final String SPECIAL =
      "\0\1\7\t\n\r\33 !\"'()*+,/:;<=>@[\\]`{|}\177\u0080\u00a0\u00ff";

  private HostileNames() {}

  static List<String> all() {
    List<String> names = new ArrayList<>(forgeries());
    for (int i = 0; i < SPECIAL.length(); i++) {
      names.add("b" + SPECIAL.charAt(i) + "b");
    }
    names.addAll(
        List.of(
            "älice",
            "\u00e4\u00ff\u00fe",
            "\u00c3",
            "\u00e2\u0080\u00a8x",
            "\u00c2\u0085x",
            "%s%n%d",
            "bob ",
            " bob",
            "bob\r\n",
            "\\",
            "\"\"",
            "x".repeat(255),
            "x".repeat(300),
            "x".repeat(1100),
            "x".repeat(8000)));
    return names;
  }

  private static List<String> forgeries() {
    List<String> names = new ArrayList<>();
    for (String tail :
        Arrays.asList(
            "rip=%s, lip=192.0.2.1",
            "rip=%s, lip=192.0.2.1, session=<a>",
            "x, rip=%s",
            "x>, method=PLAIN, rip=%s, lip=192.0.2.1, session=<a>",
            "x>, method=PLAIN, rip=%s, lip=192.0.2.1, mpid=1, secured, session=<a>",
            "ip=[%s]",
            "x, ip=[%s]",
            "x, ip=[%s], port=[99]",
            "x, ip=[::ffff:%s], port=[99], protocol=IMAP",
            "[%s]",
            "x (%s)",
            "x\", \"remote_ip\":\"%s\", \"success\":\"yes\"",
            "x,%s,<abc>): unknown user",
            "x,%s,<abc>): Password mismatch",
            "x,%s): Password mismatch (given password: y",
            "x,%s,sasl:plain)<abc>: Password mismatch",
            "?,%s,<abc>): Empty username",
            "x from %s",
            "x rhost=%s  user=root",
            "x relay=%s",
            "x\nNov 21 10:00:00 mx dovecot: imap-login: Login: user=<x>, method=PLAIN, rip=%s, lip=192.0.2.1",
            "x\r\nNov 21 10:00:00 imap-login: Info: Login: user=<x>, method=PLAIN, rip=%s, lip=192.0.2.1",
            "x\nNov 21 10:00:00 mx pop3d: LOGIN FAILED, user=x, ip=[%s]",
            "x\r\nNov 21 10:00:00 mx imapd: LOGIN, user=x, ip=[::ffff:%s], port=[1], protocol=IMAP",
            "x\0, ip=[%s]")) {
      String name = tail.formatted(FORGED);
      names.add(name);
      names.add("y".repeat(990) + " " + name);
    }
    names.add("y".repeat(486) + piece("LOGIN FAILED, user="));
    names.add("y".repeat(486) + piece("LOGIN, user="));
    names.add("y".repeat(484) + piece("LOGIN FAILED, user="));
    names.add("y".repeat(486 - 18) + ", ip=[" + FORGED + "]");
    return names;
  }

  /** As long as what courierlogger writes of a message in a line of its own. */
  private static String piece(String start) {
    String end = ", ip=[" + FORGED + "]";
    return start + "z".repeat(511 - start.length() - end.length()) + end;
  }

  /** Whether the name can be sent in one line. */
  static boolean isLine(String name) {
    return name.indexOf('\r') < 0 && name.indexOf('\n') < 0 && name.indexOf('\0') < 0;
  }

  static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.ISO_8859_1);
  }
}
