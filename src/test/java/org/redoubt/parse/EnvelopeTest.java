package org.redoubt.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  private static final String FAILED = "LOGIN FAILED, user=bob, ip=[192.0.2.1]";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mar 26 10:31:36 serv pop3d:                          | 2026-03-26T10:31:36Z",
        "Mar  6 10:31:36 serv pop3d[12]:                      | 2026-03-06T10:31:36Z",
        "Mar 6 10:31:36 serv pop3d:                           | 2026-03-06T10:31:36Z",
        "Mar 06 10:31:36 serv  pop3d:                         | 2026-03-06T10:31:36Z",
        "Mar 26 2021 10:31:36 serv pop3d:                     | 2021-03-26T10:31:36Z",
        "Mar 26 10:31:36 pop3d[12]:                           | 2026-03-26T10:31:36Z",
        "Mar 26 10:31:36 <mail.info> serv pop3d:              | 2026-03-26T10:31:36Z",
        "<22>Mar 26 10:31:36 serv pop3d:                      | 2026-03-26T10:31:36Z",
        "Dec 26 10:31:36 serv pop3d:                          | 2025-12-26T10:31:36Z",
        "Feb 29 10:31:36 serv pop3d:                          | 2024-02-29T10:31:36Z",
        "2024-12-31T06:56:17.784598+01:00 mail pop3d:         | 2024-12-31T05:56:17.784Z",
        "2024-12-31T06:56:17Z mail pop3d[1]:                  | 2024-12-31T06:56:17Z",
        "2024-12-31T06:56:17-0530 2001:db8::1 pop3d:          | 2024-12-31T12:26:17Z",
        "2013-08-11 03:56:40 pop3d: Info:                     | 2013-08-11T03:56:40Z",
        "2013-08-11 03:56:40.250 +0200 pop3d:                 | 2013-08-11T01:56:40.250Z",
        "<22>1 2020-01-03T11:57:14.257387-05:00 host pop3d 12 - -                 | 2020-01-03T16:57:14.257Z",
        "1 2020-01-03T11:57:14.257387-05:00 host pop3d 12 - -                     | ",
        "<22>1 2020-01-03T11:57:14Z host pop3d - - [x@1 y=\"a]\\\"b\"][z@2 q=\"r\"] | 2020-01-03T11:57:14Z",
        "@400000004c91b044077a9e94 pop3d: Info:               | 2010-09-16T05:50:50.125Z"
      })
  void readsTheTimeAndTheProgram(String head, String at) {
    LineParser parser = parser(ZoneOffset.UTC);
    Parsed parsed = parse(parser, head.strip() + " " + FAILED);
    if (at == null) {
      assertThat(parsed).isNotInstanceOf(Parsed.Event.class);
      return;
    }
    assertThat(parsed).as(head).isInstanceOf(Parsed.Event.class);
    assertThat(((Parsed.Event) parsed).event().at()).isEqualTo(Instant.parse(at.strip()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "hello world, this is no log line",
        "Mxr 26 10:31:36 serv pop3d: " + FAILED,
        "Mar 32 10:31:36 serv pop3d: " + FAILED,
        "Mar 26 25:31:36 serv pop3d: " + FAILED,
        "2024-13-31T06:56:17Z mail pop3d: " + FAILED,
        "2023-02-29T06:56:17Z mail pop3d: " + FAILED
      })
  void takesNoDateForNone(String line) {
    assertThat(parse(parser(ZoneOffset.UTC), line)).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void takesBothHoursOfTheEndOfSummerTime() {
    LineParser parser = parser(ZoneId.of("Europe/Berlin"));
    assertThat(at(parser, "Oct 25 02:10:00")).isEqualTo("2026-10-25T00:10:00Z");
    assertThat(at(parser, "Oct 25 02:59:59")).isEqualTo("2026-10-25T00:59:59Z");
    assertThat(at(parser, "Oct 25 02:00:01")).isEqualTo("2026-10-25T01:00:01Z");
    assertThat(at(parser, "Oct 25 02:59:59")).isEqualTo("2026-10-25T01:59:59Z");
    assertThat(at(parser, "Oct 25 03:00:00")).isEqualTo("2026-10-25T02:00:00Z");
  }

  @Test
  void crossesNewYearWithoutAYear() {
    LineParser parser = parser(ZoneOffset.UTC);
    parser.reference(Instant.parse("2026-01-02T00:00:00Z").toEpochMilli());
    assertThat(at(parser, "Dec 31 23:59:59")).isEqualTo("2025-12-31T23:59:59Z");
    assertThat(at(parser, "Jan  1 00:00:00")).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void countsRepeatedMessages() {
    LineParser parser = parser(ZoneOffset.UTC);
    Parsed inner =
        parse(parser, "Mar 26 10:31:36 mx pop3d[1]: message repeated 3 times: [ " + FAILED + "]");
    assertThat(Notation.of(inner))
        .isEqualTo("= wrong-password pop3 account=\"bob\" source=192.0.2.1 attempts=3");
    parse(parser, "Mar 26 10:31:36 mx pop3d[1]: " + FAILED);
    assertThat(Notation.of(parse(parser, "Mar 26 10:31:37 mx last message repeated 4 times")))
        .isEqualTo("= wrong-password pop3 account=\"bob\" source=192.0.2.1 attempts=4");
    parse(parser, "Mar 26 10:31:38 mx cron[1]: something else");
    assertThat(Notation.of(parse(parser, "Mar 26 10:31:39 mx last message repeated 4 times")))
        .isEqualTo("= ignored");
  }

  @Test
  void readsNoProgramFromInsideAMessage() {
    LineParser parser = parser(ZoneOffset.UTC);
    assertThat(Notation.of(parse(parser, "Mar 26 10:31:36 mx cron[1]: pop3d: " + FAILED)))
        .isEqualTo("= ignored");
    assertThat(Notation.of(parse(parser, "Mar 26 10:31:36 mx cron: x pop3d: " + FAILED)))
        .isEqualTo("= ignored");
  }

  private static String at(LineParser parser, String stamp) {
    Parsed parsed = parse(parser, stamp + " mx pop3d: " + FAILED);
    return ((Parsed.Event) parsed).event().at().toString();
  }

  private static LineParser parser(ZoneId zone) {
    LineParser parser = new LineParser(TestFormats.all(), zone);
    parser.reference(Instant.parse("2026-11-21T12:00:00Z").toEpochMilli());
    return parser;
  }

  private static Parsed parse(LineParser parser, String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return parser.parse(bytes, 0, bytes.length);
  }
}
