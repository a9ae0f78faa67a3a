package org.redoubt.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatFileTest {
  private static final String HEAD =
      "name = \"x\"\ntitle = \"X\"\nversions = \"1\"\n[[program]]\ntags = { x = \"pop3\" }\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tags = 3                                 | f:10:1: tags must name each program",
        "stamp = \"yesterday\"                    | f:10:1: 'yesterday' is no time stamp; write one",
        "stamp = \"2026-03-26 10:31:36\"          | f:10:1: without a tag each template must begin",
        "tags = { x = \"pop4\" }                  | f:10:10: 'pop4' is no protocol; known are pop3,",
        "tags = { x = \"pop3\" }#reader = \"xml\" | f:11:1: 'xml' is no reader; known are csv, tsv,",
        "tags = { x = \"pop3\" }#reader = \"csv\" | f:11:1: a reader needs values",
        "tags = { x = \"pop3\" }#protocol = \"q\" | f:11:1: 'q' is no protocol",
        "tags = { x = \"pop3\" }#colour = \"red\" | f:11:1: unknown key 'colour' in [[program]]",
      })
  void saysWhereAProgramIsWrong(String keys, String error) {
    String text =
        "name = \"x\"\ntitle = \"X\"\nversions = \"1\"\n\n\n\n\n\n[[program]]\n"
            + keys.strip().replace('#', '\n')
            + "\n[[program.line]]\noutcome = \"success\"\ntemplates = [\"{account} x\"]\n";
    assertThat(errors(text)).anySatisfy(e -> assertThat(e).startsWith(error));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "templates = [\"x\"]                               | f:7:1: a line needs one of outcome",
        "outcome = \"bad\"                                 | f:7:1: 'bad' is no outcome",
        "outcome = \"success\"#ignore = true               | needs one of outcome",
        "outcome = \"success\"                             | a line needs template",
        "outcome = \"success\"#templates = [3]             | f:8:14: a template must be a string",
        "outcome = \"success\"#templates = [\"a\", \"b{c}\"] | f:8:21: '{c}' is no field",
        "remember = true#templates = [\"a {account}\"]      | needs {session}",
        "outcome = \"success\"#templates = [\"a\"]#x = 1    | f:9:1: unknown key 'x'",
      })
  void saysWhereALineIsWrong(String keys, String error) {
    String text = HEAD + "[[program.line]]\n" + keys.strip().replace('#', '\n') + "\n";
    assertThat(errors(text)).anySatisfy(e -> assertThat(e).contains(error.strip()));
  }

  @Test
  void saysWhatIsNoToml() {
    assertThat(errors("name = ")).anySatisfy(e -> assertThat(e).startsWith("f:1:8: "));
    assertThat(errors("")).anySatisfy(e -> assertThat(e).contains("no [[program]]"));
  }

  @Test
  void aFormatOfTheUsersOwnStandsInForOurs() {
    Format own = good(HEAD + "[[program.line]]\noutcome = \"success\"\ntemplates = [\"in\"]\n");
    Format other = good(HEAD + "[[program.line]]\noutcome = \"success\"\ntemplates = [\"out\"]\n");
    Formats formats = Formats.of(List.of(other), List.of(own));
    assertThat(formats.all()).containsExactly(own);
  }

  @Test
  void whatTheGuideShowsIsUnderstood() throws IOException {
    String guide = Files.readString(Path.of("docs", "formats.md"));
    List<Format> formats = new ArrayList<>();
    Matcher blocks = Pattern.compile("(?s) *```toml\\n(.*?) *```").matcher(guide);
    while (blocks.find()) {
      formats.add(good(blocks.group(1).stripIndent()));
    }
    assertThat(formats).extracting(Format::name).contains("popserv", "webthing", "tablemail");
    LineParser parser = new LineParser(new Formats(formats), ZoneOffset.UTC);
    List<String> lines =
        guide.lines().map(String::strip).filter(l -> l.startsWith("Mar 26 ")).toList();
    assertThat(lines).hasSizeGreaterThan(3);
    assertThat(lines).allSatisfy(line -> assertThat(notation(parser, line)).contains("source="));
    assertThat(notation(parser, "[26/Mar/2026 10:31:36] Login failed: bob from 192.0.2.7"))
        .isEqualTo("= wrong-password webmail account=\"bob\" source=192.0.2.7");
    assertThat(notation(parser, "2022-07-20T21:28:50.530Z,7,192.0.2.7:4711,\"a,b\",login,denied"))
        .isEqualTo("= wrong-password imap account=\"a,b\" source=192.0.2.7");
    LineParser another = new LineParser(new Formats(formats), ZoneOffset.UTC);
    assertThat(notation(another, "\tname bob")).isEqualTo("= ignored");
    assertThat(notation(another, "2026-03-26T10:15:30Z login failed")).isEqualTo("= ignored");
    assertThat(notation(another, "\tfrom 192.0.2.7")).isEqualTo("= ignored");
    assertThat(notation(another, "\tname bob"))
        .isEqualTo("= wrong-password unknown account=\"bob\" source=192.0.2.7");
    assertThat(notation(another, "\tname bob")).isEqualTo("= ignored");
  }

  private static String notation(LineParser parser, String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return Notation.of(parser.parse(bytes, 0, bytes.length));
  }

  private static Format good(String text) {
    return switch (FormatFile.read("f", text)) {
      case FormatFile.Read.Good(Format format) -> format;
      case FormatFile.Read.Bad(List<String> errors) ->
          throw new AssertionError(String.join("\n", errors));
    };
  }

  private static List<String> errors(String text) {
    return switch (FormatFile.read("f", text)) {
      case FormatFile.Read.Good good -> List.of();
      case FormatFile.Read.Bad(List<String> errors) -> errors;
    };
  }
}
