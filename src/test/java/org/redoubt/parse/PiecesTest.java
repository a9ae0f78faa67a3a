package org.redoubt.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What Courier 1.0.16 makes of long names: its logger breaks them, and each piece has the tag. */
class PiecesTest {
  private static final String FORGED = "LOGIN FAILED, user=victim, ip=[203.0.113.9]";

  private final LineParser parser = new LineParser(TestFormats.all(), ZoneOffset.UTC);

  @Test
  void aPieceThatEndsInAnAddressIsNotBelieved() {
    String name = "y".repeat(505 - 19 - 20);
    assertThat(parse("h pop3d: LOGIN FAILED, user=" + name + ", ip=[203.0.113.100]"))
        .isSameAs(Parsed.PIECE);
  }

  @Test
  void whatLooksLikeALineBehindAPieceIsNotBelieved() {
    assertThat(parse("h pop3d: " + filled("LOGIN FAILED, user=", 505))).isSameAs(Parsed.PIECE);
    assertThat(parse("h pop3d: " + FORGED)).isSameAs(Parsed.PIECE);
    assertThat(parse("h pop3d: " + FORGED)).isInstanceOf(Parsed.Event.class);
  }

  @Test
  void norWhatFollowsBehindSeveralOrAfterOthersLines() {
    assertThat(parse("h pop3d: " + filled("LOGIN FAILED, user=", 505))).isSameAs(Parsed.PIECE);
    assertThat(parse("h imapd: " + filled("LOGIN FAILED, user=", 505))).isSameAs(Parsed.PIECE);
    assertThat(parse("h dovecot: imap-login: Login: user=<a>, rip=192.0.2.1, lip=192.0.2.2"))
        .isInstanceOf(Parsed.Event.class);
    assertThat(parse("g pop3d: " + FORGED)).isInstanceOf(Parsed.Event.class);
    assertThat(parse("h pop3d: " + filled("LOGIN FAILED, user=x, ip=[203.0.113.9]", 511)))
        .isSameAs(Parsed.PIECE);
    assertThat(parse("h pop3d: " + FORGED)).isSameAs(Parsed.PIECE);
    assertThat(parse("h imapd: " + FORGED)).isSameAs(Parsed.PIECE);
    assertThat(parse("h imapd: " + FORGED)).isInstanceOf(Parsed.Event.class);
  }

  @Test
  void norWhatSaysThatItIsRepeated() {
    assertThat(parse("h pop3d: " + filled("LOGIN FAILED, user=", 505))).isSameAs(Parsed.PIECE);
    assertThat(parse("h pop3d: message repeated 9 times: [ " + FORGED + "]"))
        .isSameAs(Parsed.PIECE);
  }

  @Test
  void blanksAtTheEndOfAPieceCount() {
    String name = "y".repeat(505 - 19 - 30) + " ".repeat(30);
    assertThat(parse("h pop3d: LOGIN FAILED, user=" + name)).isSameAs(Parsed.PIECE);
    assertThat(parse("h pop3d: " + FORGED)).isSameAs(Parsed.PIECE);
  }

  private static String filled(String start, int bytes) {
    return start + "y".repeat(bytes - start.length());
  }

  private Parsed parse(String line) {
    byte[] bytes = ("Mar 26 10:31:36 " + line).getBytes(StandardCharsets.UTF_8);
    return parser.parse(bytes, 0, bytes.length);
  }
}
