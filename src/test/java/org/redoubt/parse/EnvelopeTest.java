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
        "@400000004c91b044077a9e94 pop3d: Info:               | 2010-09-16T05:50:50.125Z",
        "Jun 20 02:18:39 vps auth.info pop3d[13482]:          | 2026-06-20T02:18:39Z",
        "Jan  4 21:51:05 <4.3> host pop3d:                    | 2026-01-04T21:51:05Z",
        "Jun 21 16:56:02 [pop3d]                              | 2026-06-21T16:56:02Z",
        "2018-06-26_13:22:02.108781500 pop3d: Info:           | 2018-06-26T13:22:02.108Z",
        "2018-12-20 10:09:05.180218+0000 host pop3d[6]:       | 2018-12-20T10:09:05.180Z",
        "2022-04-14T00:36:03.150Z pop3d:                      | 2022-04-14T00:36:03.150Z",
        "2015-05-27T04:31:28.10040 auth.info: May 27 04:31:27 pop3d[3]: | 2026-05-27T04:31:27Z",
        "2015-05-27T04:12:33 mx mail.info: May 27 04:12:32 mx pop3d[3]: | 2026-05-27T04:12:32Z",
        "2015-05-27T04:31:28.10040 auth.info: pop3d[3]:       | 2015-05-27T04:31:28.100Z",
        "2022-02-24T21:00:42.021457+00:00 host pop3d 6052 - - | 2022-02-24T21:00:42.021Z",
        "févr. 25 08:43:16 host pop3d[942]:                   | 2026-02-25T08:43:16Z",
        "Mär 25 08:43:16 host pop3d[942]:                     | 2026-03-25T08:43:16Z",
        "mai 25 08:43:16 host pop3d[942]:                     | 2026-05-25T08:43:16Z",
        "дек 25 08:43:16 host pop3d[942]:                     | 2025-12-25T08:43:16Z",
        "12月 25 08:43:16 host pop3d[942]:                    | 2025-12-25T08:43:16Z",
        "Jul-30-16 17:07:25 host pop3d[942]:                  | 2016-07-30T17:07:25Z",
        "[22-Jan-2013 22:28:21 +0200]: host pop3d[942]:       | 2013-01-22T20:28:21Z",
        "[17/May/2017 19:43:42] host pop3d[942]:              | 2017-05-17T19:43:42Z",
        "[2023-03-28 03:09:25,112] host pop3d[942]:           | 2023-03-28T03:09:25.112Z",
        "2022/04/02 15:45:23 host pop3d[942]:                 | 2022-04-02T15:45:23Z",
        "25/06/2013 15:50:41 host pop3d[942]:                 | 2013-06-25T15:50:41Z",
        "06/25/2013 15:50:41 host pop3d[942]:                 | 2013-06-25T15:50:41Z",
        "06/05/2013 12:50:41 AM host pop3d[942]:              | 2013-06-05T00:50:41Z",
        "06/05/2013 12:50:41 PM host pop3d[942]:              | 2013-06-05T12:50:41Z",
        "06/05/2013 03:50:41 PM host pop3d[942]:              | 2013-06-05T15:50:41Z",
        "06/05/2013 15:50:41 PM host pop3d[942]:              | ",
        "2013:06:25-15:50:41 host pop3d[942]:                 | 2013-06-25T15:50:41Z",
        "Sat Dec 28 19:03:53 2013 host pop3d[942]:            | 2013-12-28T19:03:53Z",
        "\uFEFFMar 26 10:31:36 serv pop3d:                    | 2026-03-26T10:31:36Z"
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

  @Test
  void takesTheStampThatAProgramGaveItsLineItself() {
    LineParser parser = parser(ZoneOffset.UTC);
    String failed =
        "login authenticator failed for (x) [192.0.2.1]: 535 Incorrect authentication data";
    parse(parser, "Jul 17 23:20:50 mx exim[3]: 2021-07-17 23:20:49 " + failed);
    assertThat(parser.atMillis()).isEqualTo(Instant.parse("2021-07-17T23:20:49Z").toEpochMilli());
    parse(parser, "Jul 17 23:20:50 mx pop3d[3]: 2021-07-17 23:20:49 " + FAILED);
    assertThat(parser.atMillis()).isEqualTo(Instant.parse("2026-07-17T23:20:50Z").toEpochMilli());
  }

  @Test
  void theRestOfABrokenLineOfSyslogIsNoLine() {
    String rest = "192.0.2.99=attempts=9000&date=1299076385&username=x";
    LineParser parser = parser(ZoneOffset.UTC);
    assertThat(parse(parser, rest)).isInstanceOf(Parsed.Event.class);
    parse(parser, "Mar 26 10:31:36 mx cron[1]: something");
    assertThat(parse(parser, rest)).isInstanceOf(Parsed.Malformed.class);
    parser.begin();
    assertThat(parse(parser, rest)).isInstanceOf(Parsed.Event.class);
  }

  @Test
  void readsNoFurtherInABoxThanThereIsRoom() {
    String key = "k".repeat(250);
    String inner = "\"\":1,".repeat(5_000);
    String line = "{\"" + key + "\":{" + inner + "\"a\":[" + "1,".repeat(500) + "1]}}";
    assertThat(parse(parser(ZoneOffset.UTC), line)).isInstanceOf(Parsed.Malformed.class);
    assertThat(parse(parser(ZoneOffset.UTC), "{\"a\":".repeat(10_000)))
        .isInstanceOf(Parsed.Malformed.class);
    assertThat(parse(parser(ZoneOffset.UTC), "{\"a\":" + "[".repeat(10_000)))
        .isInstanceOf(Parsed.Malformed.class);
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
        "2023-02-29T06:56:17Z mail pop3d: " + FAILED,
        "[32-Jan-2013 22:28:21 +0200]: mail pop3d: " + FAILED,
        "[22-Jan-2013 22:28:21 +0200 mail pop3d: " + FAILED,
        "foo 25 08:43:16 host pop3d[942]: " + FAILED,
        "13月 25 08:43:16 host pop3d[942]: " + FAILED,
        "{\"MESSAGE\":\"" + FAILED,
        "{}",
        "{\"log\":\"pop3d: x\",\"time\":\"yesterday\"}"
      })
  void takesNoDateForNone(String line) {
    assertThat(parse(parser(ZoneOffset.UTC), line)).isInstanceOf(Parsed.Malformed.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'log':'pop3d: FAILED\\n','stream':'stderr','time':'2024-05-06T07:08:09.123456789Z'} | 2024-05-06T07:08:09.123Z",
        "{'log':'\\u001b[32mpop3d: FAILED\\u001b[0m\\r\\n','stream':'stdout','time':'2024-05-06T07:08:09Z'} | 2024-05-06T07:08:09Z",
        "{'log':'Nov 20 01:02:03 pop3d: FAILED\\n','time':'2024-05-06T07:08:09Z'} | 2024-05-06T07:08:09Z",
        "{'log':'Nov 20 01:02:03 mx pop3d[1]: FAILED\\n','time':'2024-05-06T07:08:09Z'} | 2024-05-06T07:08:09Z",
        "{'__REALTIME_TIMESTAMP':'1700000000000000','_HOSTNAME':'mx','SYSLOG_IDENTIFIER':'pop3d','_PID':'1','MESSAGE':'FAILED'} | 2023-11-14T22:13:20Z",
        "{ 'MESSAGE' : 'FAILED', 'SYSLOG_IDENTIFIER' : 'pop3d', '_SOURCE_REALTIME_TIMESTAMP':'1700000001000000', '__REALTIME_TIMESTAMP':'1700000000000000'} | 2023-11-14T22:13:21Z",
        "{'MESSAGE':'pop3d: FAILED','CONTAINER_NAME':'mail','SYSLOG_IDENTIFIER':'ab12','__REALTIME_TIMESTAMP':'1700000000000000'} | 2023-11-14T22:13:20Z",
      })
  void takesTheLineOutOfItsBox(String box, String at) {
    String line = box.strip().replace('\'', '"').replace("FAILED", FAILED);
    Parsed parsed = parse(parser(ZoneOffset.UTC), line);
    assertThat(Notation.of(parsed))
        .as(line)
        .isEqualTo("= wrong-password pop3 account=\"bob\" source=192.0.2.1");
    assertThat(((Parsed.Event) parsed).event().at()).isEqualTo(Instant.parse(at.strip()));
  }

  @Test
  void readsAMessageOfTheJournalFromItsBytes() {
    StringBuilder bytes = new StringBuilder();
    for (byte b : "LOGIN FAILED, user=bö\u0001b, ip=[192.0.2.1]".getBytes(StandardCharsets.UTF_8)) {
      bytes.append(bytes.isEmpty() ? "" : ",").append(b & 255);
    }
    String line =
        "{\"__REALTIME_TIMESTAMP\":\"1700000000000000\",\"SYSLOG_IDENTIFIER\":\"pop3d\",\"MESSAGE\":["
            + bytes
            + "]}";
    assertThat(Notation.of(parse(parser(ZoneOffset.UTC), line)))
        .isEqualTo("= wrong-password pop3 account=\"bö\\u{1}b\" source=192.0.2.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'_SYSTEMD_UNIT':'session-3.scope','_COMM':'bash'",
        "'_SYSTEMD_UNIT':'user@1000.service','_COMM':'php'",
        "'_SYSTEMD_UNIT':'apache2.service','_COMM':'logger'"
      })
  void believesNoIdentifierThatAUserChose(String writer) {
    String line =
        "{'__REALTIME_TIMESTAMP':'1700000000000000','SYSLOG_IDENTIFIER':'pop3d',%s,'MESSAGE':'%s'}"
            .formatted(writer, FAILED)
            .replace('\'', '"');
    assertThat(Notation.of(parse(parser(ZoneOffset.UTC), line)))
        .isEqualTo("= malformed: the journal names another writer than the line");
  }

  @Test
  void joinsTheLinesThatDockerCut() {
    LineParser parser = parser(ZoneOffset.UTC);
    String part = "{\"log\":\"%s\",\"stream\":\"%s\",\"time\":\"2024-05-06T07:08:09Z\"}";
    assertThat(parse(parser, part.formatted("pop3d: LOGIN FAILED, user=b", "stderr")))
        .isInstanceOf(Parsed.Ignored.class);
    parse(parser, part.formatted("something else\\n", "stdout"));
    assertThat(Notation.of(parse(parser, part.formatted("ob, ip=[192.0.2.1]\\n", "stderr"))))
        .isEqualTo("= wrong-password pop3 account=\"bob\" source=192.0.2.1");
    assertThat(Notation.of(parse(parser, part.formatted("pop3d: " + FAILED + "\\n", "stderr"))))
        .isEqualTo("= wrong-password pop3 account=\"bob\" source=192.0.2.1");
  }

  @Test
  void readsTheRepetitionsOfMacOs() {
    LineParser parser = parser(ZoneOffset.UTC);
    parse(parser, "Mar 26 10:31:36 mx pop3d[1]: " + FAILED);
    assertThat(Notation.of(parse(parser, "Mar 26 10:31:39: --- last message repeated 1 time ---")))
        .isEqualTo("= wrong-password pop3 account=\"bob\" source=192.0.2.1");
    parse(parser, "Mar 26 10:31:36 mx pop3d[1]: " + FAILED);
    assertThat(
            Notation.of(parse(parser, "Mar 26 10:31:39 mx --- last message repeated 2 times ---")))
        .isEqualTo("= wrong-password pop3 account=\"bob\" source=192.0.2.1 attempts=2");
  }

  @Test
  void twentyNinthOfFebruaryIsOfALeapYear() {
    LineParser parser = parser(ZoneOffset.UTC);
    parser.reference(Instant.parse("2028-03-01T00:00:00Z").toEpochMilli());
    assertThat(at(parser, "Feb 28 23:59:59")).isEqualTo("2028-02-28T23:59:59Z");
    assertThat(at(parser, "Feb 29 00:00:00")).isEqualTo("2028-02-29T00:00:00Z");
    assertThat(at(parser, "Mar  1 00:00:00")).isEqualTo("2028-03-01T00:00:00Z");
    parser.reference(Instant.parse("2030-03-01T00:00:00Z").toEpochMilli());
    assertThat(at(parser, "Feb 29 00:00:00")).isEqualTo("2028-02-29T00:00:00Z");
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
  void findsTheDayOfAStampThatTellsNone() {
    LineParser parser = parser(ZoneId.of("Europe/Berlin"));
    parser.reference(Instant.parse("2026-01-01T00:10:00Z").toEpochMilli());
    String text = " [INFO ] o.a.X - Bad credential supplied for bob with remote address 192.0.2.1";
    assertThat(parse(parser, "01:09:59.500" + text)).isInstanceOf(Parsed.Event.class);
    assertThat(parser.atMillis())
        .isEqualTo(Instant.parse("2026-01-01T00:09:59.500Z").toEpochMilli());
    parse(parser, "23:59:59.000" + text);
    assertThat(parser.atMillis()).isEqualTo(Instant.parse("2025-12-31T22:59:59Z").toEpochMilli());
    assertThat(parse(parser, "24:00:00.000" + text)).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void whatTellsNoDayIsNoLineOfSyslog() {
    LineParser parser = parser(ZoneOffset.UTC);
    parser.reference(Instant.parse("2026-01-02T00:00:00Z").toEpochMilli());
    assertThat(parse(parser, "10:31:36.123 mx pop3d[1]: " + FAILED))
        .isInstanceOf(Parsed.Malformed.class);
    assertThat(parse(parser, "10:31:36.123 pop3d: " + FAILED)).isInstanceOf(Parsed.Malformed.class);
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
