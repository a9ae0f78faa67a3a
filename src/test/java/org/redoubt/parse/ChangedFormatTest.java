package org.redoubt.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that words its failures differently is noticed, in a file of its own too. */
class ChangedFormatTest {
  private final LineParser parser = new LineParser(TestFormats.all(), ZoneOffset.UTC);

  /** The words of a failure, changed as a new version might. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exim        | authenticator failed for    | authenticator: login failed for
          roundcube   | Login failed for            | Login was refused to
          kerio       | login from                  | login failed from
          nginx       | client login failed         | login of client failed
          squirrelmail| LOGIN_ERROR                 | LOGIN_FAILED
          mailu       | Login attempt for           | Login tried and failed for
          openwebmail | login error                 | login failed
          dovecot     | auth failed                 | authentication failed
          """)
  void aChangedFailureIsUnknown(String format, String was, String is) throws IOException {
    int changed = 0;
    for (String[] sample : samples(format)) {
      parse(sample[0]);
    }
    for (String[] sample : samples(format)) {
      String line = sample[0].replace(was, is);
      boolean isFailure = sample[1].startsWith("= wrong-password");
      Parsed parsed = parse(line);
      if (isFailure && !line.equals(sample[0]) && !hasPriority(line)) {
        assertThat(parsed).as(line).isEqualTo(new Parsed.Unknown(format));
        changed++;
      }
    }
    assertThat(changed).isPositive();
  }

  @Test
  void whatIsNoLoginIsNotUnknown() {
    parse(
        "2026-03-26 10:31:36 plain authenticator failed for (x) [192.0.2.7] 535 Incorrect"
            + " authentication data");
    for (String ordinary :
        List.of(
            "2026-03-26 10:31:36 H=(auth.example.org) [192.0.2.7] F=<login@example.org> rejected"
                + " RCPT <password@example.org>: relay not permitted",
            "2026-03-26 10:31:36 1abCde-0001Fg-2H <= login@example.org H=(failed) [192.0.2.7]"
                + " P=esmtp S=4711",
            "2026-03-26 10:31:36 1abCde-0001Fg-2H Completed",
            "2026-03-26 10:31:36 daemon: queue run failed")) {
      assertThat(parse(ordinary)).as(ordinary).isInstanceOf(Parsed.Ignored.class);
    }
  }

  @Test
  void aFileThatIsNobodysIsForeign() {
    assertThat(parse("2026-03-26 10:31:36 the backup's login failed")).isEqualTo(Parsed.FOREIGN);
  }

  /** Lines that come by syslog are another story: there the tag tells. */
  private static boolean hasPriority(String line) {
    return line.matches("[A-Z][a-z]{2} [ 0-9]{2} .*") && !line.contains("-login: Info");
  }

  private static List<String[]> samples(String format) throws IOException {
    List<String[]> samples = new ArrayList<>();
    String before = "";
    for (String text : Files.readAllLines(Path.of("formats", format, "samples.txt"))) {
      if (text.startsWith("  = ")) {
        samples.add(new String[] {before, text.strip()});
      }
      before = text;
    }
    return samples;
  }

  private Parsed parse(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return parser.parse(bytes, 0, bytes.length);
  }
}
