package org.redoubt.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redoubt.event.Outcome;

class TemplateTest {
  @Test
  void optionalPartsGiveAShapeForEachChoice() {
    assertThat(Template.parse("a{?b}{?c{?d}}")).hasSize(6);
  }

  @Test
  void doubledBracesAreTheBraceItself() {
    assertThat(fits("a{{b}}c", "a{b}c")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a{account          | 1 | never closed",
        "{?a                | 0 | never closed",
        "a}b                | 1 | without its '{'",
        "{name}             | 0 | is no field",
        "{account:number}   | 0 | is no field",
        "{account}{session} | 0 | nothing between them"
      })
  void refusesWithTheCharacterAndTheReason(String text, int column, String why) {
    assertThatThrownBy(() -> Template.parse(text.strip()))
        .isInstanceOfSatisfying(
            TemplateException.class,
            e -> {
              assertThat(e.column()).isEqualTo(column);
              assertThat(e).hasMessageContaining(why.strip());
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user={account}, ip={source}   | user=a, ip=1.2.3.4          | a",
        "user={account}, ip={source}   | user=a, ip=9, ip=1.2.3.4    | a, ip=9",
        "user={account:...}, ip={any}  | user=a, ip=9, ip=1.2.3.4    | a",
        "{int} {account:word!,}, x     | 12 bob, x                   | bob",
        "by {account}{?, again}        | by bob, again               | bob",
        "by {account}{?, again}        | by bob                      | bob"
      })
  void fieldsEndWhereTheirKindEnds(String template, String text, String account) {
    byte[] bytes = text.strip().getBytes(UTF_8);
    Captures captures = captures(bytes);
    Rule rule = tree(template.strip()).match(bytes, 0, bytes.length, captures);
    assertThat(rule).isNotNull();
    int from = captures.from(Slot.ACCOUNT);
    assertThat(new String(bytes, from, captures.to(Slot.ACCOUNT) - from, UTF_8))
        .isEqualTo(account.strip());
  }

  @Test
  void aTemplateMustFitToTheEnd() {
    assertThat(fits("user={account:word!,}, ok", "user=a, ok, or not")).isFalse();
    assertThat(fits("{int} tries", " tries")).isFalse();
  }

  @Test
  void theLongerLiteralWinsOverTheField() {
    Node tree =
        tree(
            "{...} (auth failed)", "Aborted (auth failed)", "{...} (no attempts)", "Aborted {any}");
    assertThat(match(tree, "Aborted (auth failed)")).isEqualTo("Aborted (auth failed)");
    assertThat(match(tree, "Inactive (x) (no attempts)")).isEqualTo("{...} (no attempts)");
    assertThat(match(tree, "Aborted by me")).isEqualTo("Aborted {any}");
  }

  @Test
  void clientTextOnBothSidesOfTheAddressMayFitOnlyOnce() {
    String template = "for {only} [{source}]: 535{? ({account:escaped})}";
    byte[] once = "for (h) [9.9.9.9] [1.2.3.4]: 535 (x [9.9.9.9]: no)".getBytes(UTF_8);
    byte[] twice = "for (h [9.9.9.9]: 535 (a) [1.2.3.4]: 535 (b)".getBytes(UTF_8);
    assertThat(isAmbiguous(template, once)).isFalse();
    assertThat(isAmbiguous(template, twice)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "bob               | bob",
        "a\\303\\244\\\\b       | aä\\b",
        "a\\sb\\            | a b\\",
        "\"a \\\"b\\\"\\x{e9}x\" | a \"b\"\uFFFDx",
        "\\777\\30\\x{4       | \\777\\30\\x{4"
      })
  void undoesEscapesAndKeepsWhatIsNone(String written, String meant) {
    byte[] bytes = written.strip().getBytes(UTF_8);
    assertThat(Escapes.undone(bytes, 0, bytes.length)).isEqualTo(meant.strip());
  }

  @Test
  void quotedValuesEndAtTheirQuote() {
    assertThat(fits("u={quoted} m={word}", "u=\"a\\\" m=x\" m=y")).isTrue();
    assertThat(fits("u={quoted} m={word}", "u=\"a m=y")).isFalse();
    assertThat(fits("u={quoted} m={word}", "u=a m=y")).isTrue();
  }

  @Test
  void whatIsMadeToBeReadInManyWaysIsGivenUp() {
    String text = "a,b;".repeat(3000);
    byte[] bytes = text.getBytes(UTF_8);
    Captures captures = captures(bytes);
    Node tree = tree("{any},{any};{any},{any};{any},{any}!", "{...},{any};{any},{any};{any}!");
    assertThat(tree.match(bytes, 0, bytes.length, captures)).isNull();
    assertThat(captures.isExhausted()).isTrue();
  }

  private static boolean isAmbiguous(String template, byte[] text) {
    Captures captures = captures(text);
    assertThat(tree(template).match(text, 0, text.length, captures)).isNotNull();
    return captures.isAmbiguous();
  }

  private static Captures captures(byte[] text) {
    Captures captures = new Captures();
    captures.begin(text.length);
    return captures;
  }

  private static boolean fits(String template, String text) {
    return match(tree(template), text) != null;
  }

  private static @org.jspecify.annotations.Nullable String match(Node tree, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    Rule rule = tree.match(bytes, 0, bytes.length, captures(bytes));
    return rule == null ? null : rule.format();
  }

  /** Each template under its own text as the name of its format. */
  private static Node tree(String... templates) {
    Tree tree = new Tree();
    for (String text : List.of(templates)) {
      Layer layer = new Layer(text, Layer.Kind.SERVER, false);
      for (Template template : Template.parse(text)) {
        tree.add(
            template,
            new Rule(
                layer,
                new Rule.Use(Outcome.SUCCESS, null, null, null, null, Rule.Aside.IGNORED),
                null,
                template));
      }
    }
    return tree.node();
  }
}
