package org.redoubt.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.decide.Decision.By;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

class BansTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void tellsWhatAMapWouldTell(long seed) {
    Random random = new Random(seed);
    Bans bans = new Bans(100_000, seed);
    Map<Prefix, Ban> model = new HashMap<>();
    for (long now = 1; now < 3_000_000; now += random.nextInt(2_000)) {
      long at = now;
      Prefix scope = scope(random);
      if (random.nextInt(5) == 0) {
        List<Ban> taken = bans.takeOverlapping(scope, at);
        model.values().removeIf(ban -> !ban.inForce(at));
        List<Ban> expected = new ArrayList<>(model.values());
        expected.removeIf(ban -> !ban.scope().overlaps(scope));
        model.values().removeAll(expected);
        assertThat(taken).containsExactlyInAnyOrderElementsOf(expected);
      } else {
        Ban ban = ban(scope, at, at + random.nextInt(200_000), random);
        bans.add(ban, at);
        model.put(scope, ban);
      }
      Prefix asked = scope(random);
      assertThat(bans.covering(asked, at)).isEqualTo(longestOver(asked, at, model));
    }
    model.values().removeIf(ban -> !ban.inForce(3_000_000));
    assertThat(bans.inForce(3_000_000)).containsExactlyInAnyOrderElementsOf(model.values());
  }

  @Test
  void forgetsThoseThatEndFirst() {
    Random random = new Random(4);
    Bans bans = new Bans(1_000, 4);
    for (int i = 0; i < 1_400; i++) {
      bans.add(ban(Address.v4(i).alone(), 1, i % 14 < 5 ? 5_000 : 9_000, random), 1);
    }
    assertThat(bans.inForce(1)).hasSizeBetween(900, 1_000);
    assertThat(bans.inForce(5_000)).hasSize(900);
  }

  private static @Nullable Ban longestOver(Prefix asked, long at, Map<Prefix, Ban> model) {
    @Nullable Ban longest = null;
    for (Ban ban : model.values()) {
      if (ban.inForce(at)
          && ban.scope().contains(asked)
          && (longest == null || ban.scope().length() > longest.scope().length())) {
        longest = ban;
      }
    }
    return longest;
  }

  private static Prefix scope(Random random) {
    return random.nextBoolean()
        ? Prefix.of(Address.v4(random.nextInt(4) << 30 | random.nextInt(64)), random.nextInt(33))
        : Prefix.of(new Address(1L << 61, random.nextInt(64)), 100 + random.nextInt(29));
  }

  private static Ban ban(Prefix scope, long since, long until, Random random) {
    String because = "words " + random.nextInt(2_000);
    By by = By.values()[random.nextInt(3)];
    return new Ban(scope, since, until, by, because, random.nextDouble(), random.nextInt(9));
  }
}
