package org.redoubt.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redoubt.replay.Tries.login;
import static org.redoubt.replay.Tries.wrong;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.redoubt.event.Account;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;
import org.redoubt.simulate.Attempt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class ReplayTest {
  private static final String EVIL = "203.0.113.9";
  private static final String HOME = "192.0.2.1";

  @Test
  void eachPolicyHasAWorldOfItsOwn() {
    Report report = report(guessesAndALogin());
    assertThat(report.attempts()).isEqualTo(21);
    assertThat(report.policies()).extracting(PolicyResult::policy).hasSize(2);
    assertThat(guesses(report, 0)).isEqualTo(20);
    assertThat(guesses(report, 1)).isEqualTo(5);
  }

  @Test
  void theJsonHasTheShapeThatProgramsExpect() {
    StringWriter out = new StringWriter();
    JsonReport.write(report(guessesAndALogin()), out);
    JsonNode policies = new ObjectMapper().readTree(out.toString()).get("policies");
    JsonNode x = policies.get("fail2ban").get("labels").get("X");
    assertThat(x.get("attempts").asInt()).isEqualTo(20);
    assertThat(x.get("let-through").asInt()).isEqualTo(5);
    assertThat(x.get("effective-guesses").asInt()).isEqualTo(5);
    assertThat(x.get("sources").asInt()).isEqualTo(1);
    assertThat(x.get("sources-banned").asInt()).isEqualTo(1);
    assertThat(x.get("first-ban").asDouble()).isEqualTo(8);
    JsonNode honest = policies.get("none").get("labels").get("honest");
    assertThat(honest.get("right-password").asInt()).isEqualTo(1);
    assertThat(honest.get("right-password-refused").asInt()).isZero();
    assertThat(honest.get("pairs").asInt()).isEqualTo(1);
    assertThat(honest.get("pairs-locked-out").asInt()).isZero();
    assertThat(honest.get("sources-banned").asInt()).isZero();
    assertThat(honest.get("first-ban").isNull()).isTrue();
    assertThat(policies.get("none").get("alarms").isArray()).isTrue();
  }

  @Test
  void withoutLabelsWhoGetsInIsTakenForHonest() {
    List<Attempt> attempts = new ArrayList<>();
    attempts.add(unlabelled(0, HOME, Outcome.SUCCESS));
    attempts.add(unlabelled(1, HOME, Outcome.WRONG_PASSWORD));
    attempts.add(unlabelled(2, EVIL, Outcome.WRONG_PASSWORD));
    attempts.add(unlabelled(3, EVIL, Outcome.WRONG_PASSWORD));
    Report report = report(attempts);
    List<LabelResult> labels = report.policies().getFirst().labels();
    assertThat(labels)
        .extracting(LabelResult::label)
        .containsExactly(Presumption.HONEST, Presumption.GUESSING);
    assertThat(labels).extracting(LabelResult::attempts).containsExactly(2L, 2L);
    assertThat(labels.get(1).effectiveGuesses()).isEqualTo(2);
    assertThat(report.notes())
        .anyMatch(note -> note.startsWith("Nothing says who is honest"))
        .anyMatch(note -> note.startsWith("3 attempts do not tell their password"));
  }

  @Test
  void anAttemptOutOfOrderIsMovedToTheTimeOfTheLast() {
    List<Attempt> attempts = List.of(wrong(10, EVIL, "bob", "a"), wrong(5, EVIL, "bob", "b"));
    assertThat(report(attempts).notes()).anyMatch(note -> note.startsWith("1 attempts were older"));
  }

  @Test
  void theTextNamesEveryPolicyAndLabel() {
    assertThat(TextReport.of(report(guessesAndALogin())))
        .contains("X\n", "honest people\n", "  fail2ban", "  none", "first ban", "locked out");
  }

  @Test
  void thePageIsWholeAndBelievesNobodysLabel() {
    Attempt hostile =
        Tries.attempt(0, EVIL, "bob", "p", Outcome.WRONG_PASSWORD, "<script>alert(1)</script>");
    String page = HtmlReport.of(report(List.of(hostile)));
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .endsWith("</body></html>\n")
        .contains("&lt;script&gt;", "<svg ", "prefers-color-scheme: dark")
        .doesNotContain("<script", "http://", "https://", "src=");
  }

  @Test
  void aPageOfNothingIsAPage() {
    assertThat(HtmlReport.of(report(List.of()))).contains("0 login attempts", "</html>");
  }

  @Test
  void theTimelineFoldsWhenTimeOutgrowsIt() {
    Timeline timeline = new Timeline();
    for (int hour = 0; hour < 1000; hour++) {
      timeline.count(Timeline.Kind.OTHERS_THROUGH, Tries.BEGIN_MILLIS + hour * 3_600_000L);
    }
    long sum = 0;
    for (long count : timeline.of(Timeline.Kind.OTHERS_THROUGH)) {
      sum += count;
    }
    assertThat(sum).isEqualTo(1000);
    assertThat(timeline.endMillis())
        .isGreaterThan(Tries.BEGIN_MILLIS + 999 * 3_600_000L)
        .isLessThan(Tries.BEGIN_MILLIS + 1003 * 3_600_000L);
  }

  private static List<Attempt> guessesAndALogin() {
    List<Attempt> attempts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      attempts.add(wrong(i * 2, EVIL, "bob", "p" + i));
    }
    attempts.add(login(50, HOME, "bob"));
    return attempts;
  }

  private static Attempt unlabelled(int atSeconds, String source, Outcome outcome) {
    return new Attempt(
        Tries.BEGIN_MILLIS + atSeconds * 1000L,
        Address.of(source),
        Account.of("bob"),
        null,
        Protocol.POP3,
        outcome,
        "");
  }

  private static long guesses(Report report, int policy) {
    return report.policies().get(policy).labels().getFirst().effectiveGuesses();
  }

  private static Report report(List<Attempt> attempts) {
    Settings settings = Settings.standard();
    List<Lane> lanes = new ArrayList<>();
    for (Contender contender : List.of(Contender.NONE, Contender.FAIL2BAN)) {
      lanes.add(new Lane(contender.label(), "", settings, contender::policy));
    }
    Replay replay = new Replay(settings, lanes);
    attempts.forEach(replay::offer);
    return replay.finish();
  }
}
