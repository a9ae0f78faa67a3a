package org.redoubt.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords that servers log go no further. */
class SecretTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "vpopmail[7]: vchkpw-pop3: password fail (pass: 'Sesame1') bob@example.org:198.51.100.7",
        "vpopmail[7]: vchkpw-pop3: password fail (pass: 'x') Sesame1') bob@example.org:198.51.100.7",
        "vpopmail[7]: vchkpw-pop3: password fail (pass: 'Sesame1') bob@example.org:2001:db8::7",
        "vpopmail[7]: vchkpw-pop3: password fail (pass: 'Sesame1",
        "courieresmtpd: error,relay=198.51.100.7,msg=\"535 Authentication failed.\",cmd: AUTH PLAIN Sesame1",
        "dovecot: auth: sql(bob,198.51.100.7,<s>): unknown user (given password: Sesame1)",
        "dovecot: auth: sql(bob,198.51.100.7,<s>): Password mismatch (given password: x) Sesame1)",
        "dovecot: auth(bob,198.51.100.7,sasl:plain)<s>: sql: Password mismatch (given password: Sesame1)"
      })
  void noPasswordIsKept(String message) {
    LineParser parser = new LineParser(TestFormats.all(), ZoneOffset.UTC);
    byte[] line = ("Mar 26 10:31:36 mx " + message).getBytes(UTF_8);
    Parsed parsed = parser.parse(line, 0, line.length);
    assertThat(parsed).isInstanceOf(Parsed.Event.class);
    assertThat(Notation.of(parsed)).doesNotContainIgnoringCase("sesame");
    assertThat(parser.kept(line, 0, line.length)).contains("***").doesNotContain("Sesame1");
  }
}
