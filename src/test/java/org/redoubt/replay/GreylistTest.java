package org.redoubt.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.redoubt.net.Address;

class GreylistTest {
  private static final long HOUR = 3_600_000;
  private final Greylist greylist = new Greylist();
  private final Address stranger = Address.of("203.0.113.9");

  @Test
  void refusesForAMinuteAndLetsInForAnHour() {
    assertThat(greylist.mayCome(stranger, HOUR)).isFalse();
    assertThat(greylist.mayCome(stranger, HOUR + 59_999)).isFalse();
    assertThat(greylist.mayCome(stranger, HOUR + 60_000)).isTrue();
    assertThat(greylist.mayCome(stranger, 2 * HOUR)).isTrue();
    assertThat(greylist.mayCome(stranger, 2 * HOUR + 60_000)).isFalse();
  }

  @Test
  void keepsStrangersApart() {
    greylist.mayCome(stranger, HOUR);
    assertThat(greylist.mayCome(Address.of("203.0.113.10"), HOUR + 60_000)).isFalse();
  }
}
