package org.redoubt.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redoubt.event.Outcome;
import org.redoubt.net.Address;

/** Whatever a client gets a server to log, the true address comes out or none. */
class HostileTextTest {
  private static final int LINES = 20_000;
  private static final int CUT_AT = 1019;
  private static final String HEAD = "Mar 26 10:31:36 mx ";
  private static final String[] SOURCES = {
    "198.51.100.7", "203.0.113.250", "::ffff:198.51.100.9", "2001:db8:1::7", "2001:db8:1:2:3:4:5:6"
  };
  private static final Formats FORMATS = TestFormats.all();

  private final LineParser parser = new LineParser(FORMATS, ZoneOffset.UTC);
  private final SplittableRandom random = new SplittableRandom(20261121);

  static List<ServerLines> servers() {
    return ServerLines.all();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void theTrueAddressOrNoneAndNoSuccess(ServerLines server) {
    HostileText hostile = new HostileText(format(server), 1);
    int events = 0;
    for (int i = 0; i < LINES; i++) {
      String source = SOURCES[i % SOURCES.length];
      String line = line(server, i, source, hostile);
      Parsed parsed = parse(line);
      if (parsed instanceof Parsed.Event(var event, Rule rule)) {
        if (event.outcome() == Outcome.SUCCESS || !isTrueOrNone(event.source(), source)) {
          fail("%s%ngave %s", line, event);
        }
        events++;
      }
    }
    assertThat(events).as("lines understood").isGreaterThan(LINES / 5);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aLineThatASyslogDaemonCutGivesNoOtherAddress(ServerLines server) {
    HostileText hostile = new HostileText(format(server), 2);
    for (int i = 0; i < LINES / 10; i++) {
      String source = SOURCES[i % SOURCES.length];
      String end = hostile.next();
      String shape = server.lines().get(i % server.lines().size());
      int fill = Math.max(0, CUT_AT - HEAD.length() - shape.indexOf('$') - end.length());
      String name = server.clean().apply("A".repeat(fill) + end);
      String line = filled(shape, name, name, name, name, source);
      String cut = line.substring(0, Math.min(line.length(), CUT_AT + random.nextInt(5)));
      if (parse(cut) instanceof Parsed.Event(var event, Rule rule)
          && !isTrueOrNone(event.source(), source)) {
        fail("%s%ngave %s", cut, event);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void honestLinesGiveTheirAddress(ServerLines server) {
    int withSource = 0;
    for (String shape : server.lines()) {
      String line = filled(shape, "bob", "PLAIN", "mail.example.net", "secret", "198.51.100.7");
      Parsed parsed = parse(line);
      assertThat(parsed).as(line).isNotInstanceOf(Parsed.Malformed.class);
      if (parsed instanceof Parsed.Event(var event, Rule rule) && event.source() != null) {
        assertThat(event.source()).as(line).hasToString("198.51.100.7");
        withSource++;
      }
    }
    assertThat(withSource).isPositive();
  }

  private String line(ServerLines server, int index, String source, HostileText hostile) {
    String shape = server.lines().get(index % server.lines().size());
    String name = server.clean().apply(hostile.next());
    String method = hostile.next().replaceAll("\\s+", "-").toUpperCase(Locale.ROOT);
    String hello = server.clean().apply(hostile.next());
    return filled(shape, name, server.clean().apply(method), hello, hostile.next(), source);
  }

  private static String filled(
      String shape, String name, String method, String hello, String password, String source) {
    StringBuilder out = new StringBuilder(HEAD);
    for (int i = 0; i < shape.length(); i++) {
      char c = shape.charAt(i);
      if (c == '$') {
        continue;
      }
      boolean isField = i > 0 && shape.charAt(i - 1) == '$';
      if (!isField) {
        out.append(c);
        continue;
      }
      out.append(
          switch (c) {
            case 'U' -> name;
            case 'M' -> method;
            case 'H' -> hello;
            case 'P' -> password;
            case 'S' -> source;
            default -> "pool-7.192-0-2-99.example.net";
          });
    }
    return out.toString().replace('\n', ' ');
  }

  private Parsed parse(String line) {
    byte[] bytes = line.getBytes(UTF_8);
    return parser.parse(bytes, 0, bytes.length);
  }

  private static boolean isTrueOrNone(@Nullable Address found, String source) {
    return found == null || found.equals(Address.parse(source));
  }

  private static Format format(ServerLines server) {
    return FORMATS.all().stream()
        .filter(format -> format.name().equals(server.format()))
        .findFirst()
        .orElseThrow();
  }
}
