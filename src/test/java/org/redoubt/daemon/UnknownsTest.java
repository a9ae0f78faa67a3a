package org.redoubt.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UnknownsTest {
  private final Unknowns unknowns = new Unknowns();

  @Test
  void linesThatDifferInNumbersAreOneKind() {
    count("session 12 ended after 3 s");
    count("session 4711 ended after 99 s");
    count("something new");
    assertThat(unknowns.commonest())
        .extracting(Unknowns.Kind::shape, Unknowns.Kind::count)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("session # ended after # s", 2L),
            org.assertj.core.groups.Tuple.tuple("something new", 1L));
  }

  @Test
  void aFloodOfNewKindsKeepsTheCommonOnes() {
    for (int i = 0; i < 50; i++) {
      count("the server was updated");
    }
    for (int i = 0; i < 5_000; i++) {
      count("noise " + Integer.toString(i, 36).replaceAll("[0-9]", "x") + "y".repeat(i % 97));
    }
    assertThat(unknowns.commonest().getFirst().shape()).isEqualTo("the server was updated");
    assertThat(unknowns.commonest()).hasSizeLessThanOrEqualTo(5);
  }

  private void count(String message) {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    unknowns.count("dovecot", bytes, 0, bytes.length);
  }
}
