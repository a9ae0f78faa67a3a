package org.redoubt.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {
  @Test
  void masksItsBase() {
    assertThat(Prefix.of("192.0.2.77/24")).hasToString("192.0.2.0/24");
    assertThat(Prefix.of("2001:db8:1:2:3::9/48")).hasToString("2001:db8:1::/48");
    assertThat(Prefix.of("192.0.2.1/32")).hasToString("192.0.2.1");
    assertThat(Prefix.of("0.0.0.0/0").contains(Address.of("203.0.113.9"))).isTrue();
  }

  @Test
  void keepsTheFamiliesApart() {
    assertThat(Prefix.of("::/0").contains(Address.of("192.0.2.1"))).isFalse();
    assertThat(Prefix.of("0.0.0.0/0").contains(Address.of("2001:db8::1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "192.0.2.0/33", "::/129", "192.0.2.0/", "192.0.2.0/2a", "x/8"})
  void refusesWhatIsNone(String text) {
    assertThat(Prefix.parse(text)).isNull();
  }

  @Test
  void theMapFindsTheLongestPrefixAsALinearSearchDoes() {
    Random random = new Random(7);
    PrefixMap<Integer> map = new PrefixMap<>();
    List<Prefix> list = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Prefix prefix =
          random.nextBoolean()
              ? Prefix.of(Address.v4(0xC0000000 | random.nextInt(1 << 14)), 18 + random.nextInt(15))
              : Prefix.of(
                  new Address(0x20010db8L << 32 | random.nextInt(1 << 10), 0),
                  32 + random.nextInt(33));
      if (map.put(prefix, i) != null) {
        list.removeIf(prefix::equals);
      }
      list.add(prefix);
      if (random.nextInt(4) == 0) {
        Prefix gone = list.remove(random.nextInt(list.size()));
        assertThat(map.remove(gone)).isNotNull();
      }
    }
    assertThat(map.size()).isEqualTo(list.size());
    for (int i = 0; i < 5_000; i++) {
      Address address =
          random.nextBoolean()
              ? Address.v4(0xC0000000 | random.nextInt(1 << 14))
              : new Address(0x20010db8L << 32 | random.nextInt(1 << 10), random.nextLong());
      Prefix expected =
          list.stream()
              .filter(p -> p.contains(address))
              .max((a, b) -> Integer.compare(a.length(), b.length()))
              .orElse(null);
      Integer found = map.longest(address);
      assertThat(found == null).isEqualTo(expected == null);
      if (expected != null) {
        assertThat(found).isEqualTo(map.get(expected));
      }
      Prefix probe = Prefix.of(address, address.isV4() ? 26 : 60);
      assertThat(map.overlaps(probe)).isEqualTo(list.stream().anyMatch(probe::overlaps));
    }
  }
}
