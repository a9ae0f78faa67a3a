package org.redoubt.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
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
    byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
    Captures captures = new Captures();
    Rule rule = tree(template.strip()).match(bytes, 0, bytes.length, captures);
    assertThat(rule).isNotNull();
    int from = captures.from(Slot.ACCOUNT);
    assertThat(new String(bytes, from, captures.to(Slot.ACCOUNT) - from, StandardCharsets.UTF_8))
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

  private static boolean fits(String template, String text) {
    return match(tree(template), text) != null;
  }

  private static @org.jspecify.annotations.Nullable String match(Node tree, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Rule rule = tree.match(bytes, 0, bytes.length, new Captures());
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
            new Rule(layer, new Rule.Use(Outcome.SUCCESS, null, null, false), null, template));
      }
    }
    return tree.node();
  }
}
