package org.redoubt.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixSetTest {
  @Test
  void holdsWhatItWasGiven() {
    PrefixSet set = set("192.0.2.0/24", "198.51.100.7", "2001:db8::/32", "2001:db9::1");
    assertThat(set.covering(Address.of("192.0.2.255"))).isEqualTo(Prefix.of("192.0.2.0/24"));
    assertThat(set.contains(Address.of("198.51.100.7"))).isTrue();
    assertThat(set.contains(Address.of("198.51.100.8"))).isFalse();
    assertThat(set.contains(Address.of("192.0.1.255"))).isFalse();
    assertThat(set.contains(Address.of("2001:db8:ffff::1"))).isTrue();
    assertThat(set.contains(Address.of("2001:db9::2"))).isFalse();
  }

  @Test
  void leavesOutWhatIsWithinAnother() {
    PrefixSet set = set("192.0.2.9", "192.0.2.0/24", "192.0.2.128/25", "::/0", "2001:db8::/48");
    assertThat(all(set)).containsExactly(Prefix.of("192.0.2.0/24"), Prefix.of("::/0"));
    assertThat(set.bytes()).isEqualTo(5 + 17);
  }

  @Test
  void knowsTheEndsOfTheWorld() {
    PrefixSet set = set("0.0.0.0", "255.255.255.255", "::", "ffff::/16");
    for (String text : List.of("0.0.0.0", "255.255.255.255", "::", "ffff:ffff::1")) {
      assertThat(set.contains(Address.of(text))).as(text).isTrue();
    }
    for (String text : List.of("0.0.0.1", "255.255.255.254", "::1", "fffe::")) {
      assertThat(set.contains(Address.of(text))).as(text).isFalse();
    }
    assertThat(set("0.0.0.0/0").contains(Address.of("203.0.113.1"))).isTrue();
    assertThat(set("0.0.0.0/0").contains(Address.of("2001:db8::1"))).isFalse();
  }

  @Test
  void takesNoMoreThanItMay() {
    PrefixSetBuilder builder = new PrefixSetBuilder(2);
    assertThat(builder.add(Prefix.of("192.0.2.1"))).isTrue();
    assertThat(builder.add(Prefix.of("2001:db8::1"))).isTrue();
    assertThat(builder.add(Prefix.of("192.0.2.2"))).isFalse();
    assertThat(builder.build().size()).isEqualTo(2);
    assertThat(PrefixSet.EMPTY.isEmpty()).isTrue();
  }

  @Test
  void setsOfTheSameAddressesAreEqual() {
    assertThat(PrefixSet.union(List.of(set("192.0.2.1"), set("192.0.2.0/24", "2001:db8::1"))))
        .isEqualTo(set("2001:db8::1", "192.0.2.0/24"))
        .hasSameHashCodeAs(set("2001:db8::1", "192.0.2.0/24"))
        .isNotEqualTo(set("2001:db8::2", "192.0.2.0/24"));
  }

  /** Against the plainest thing that can be true: a list that is searched from end to end. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithAPlainList(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 60; round++) {
      List<Prefix> plain = new ArrayList<>();
      for (int i = random.nextInt(40); i > 0; i--) {
        plain.add(prefix(random));
      }
      PrefixSet set = PrefixSet.of(plain);
      for (int i = 0; i < 60; i++) {
        Prefix asked = prefix(random);
        assertThat(set.covering(asked.base()))
            .as("%s in %s", asked.base(), plain)
            .isEqualTo(widest(plain, asked.base()));
        assertThat(set.overlaps(asked))
            .as("%s over %s", asked, plain)
            .isEqualTo(plain.stream().anyMatch(asked::overlaps));
      }
      assertThat(PrefixSet.of(all(set))).isEqualTo(set);
    }
  }

  /** Few different bits, so that blocks meet. */
  private static Prefix prefix(SplittableRandom random) {
    if (random.nextBoolean()) {
      int bits = (random.nextInt(4) << 30) | random.nextInt(8) << 5 | random.nextInt(4);
      return Prefix.of(Address.v4(bits), random.nextInt(33));
    }
    long hi = (random.nextLong(4) << 62) | random.nextLong(4);
    long lo = (random.nextLong(4) << 62) | random.nextLong(4);
    return Prefix.of(new Address(hi, lo), random.nextInt(129));
  }

  private static @Nullable Prefix widest(List<Prefix> plain, Address address) {
    Prefix widest = null;
    for (Prefix each : plain) {
      if (each.contains(address) && (widest == null || each.length() < widest.length())) {
        widest = each;
      }
    }
    return widest;
  }

  private static PrefixSet set(String... blocks) {
    return PrefixSet.of(List.of(blocks).stream().map(Prefix::of).toList());
  }

  private static List<Prefix> all(PrefixSet set) {
    List<Prefix> all = new ArrayList<>();
    set.forEach(all::add);
    return all;
  }
}
