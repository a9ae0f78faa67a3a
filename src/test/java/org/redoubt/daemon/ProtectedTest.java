package org.redoubt.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

class ProtectedTest {
  private long nowMillis;
  private List<Address> admins = List.of(Address.of("198.51.100.7"));
  private final Protected guarded =
      new Protected(
          () -> List.of(Address.of("192.0.2.10")),
          () -> admins,
          () -> Instant.ofEpochMilli(nowMillis));

  @Test
  void keepsLoopbackOwnAddressesAndAdmins() {
    assertThat(guarded.reason(Prefix.of("127.0.0.1"))).isEqualTo("loopback");
    assertThat(guarded.reason(Prefix.of("::/0"))).isEqualTo("loopback");
    assertThat(guarded.reason(Prefix.of("192.0.2.0/24"))).isEqualTo("own address");
    assertThat(guarded.reason(Prefix.of("198.51.100.7"))).isEqualTo("logged in by SSH");
    assertThat(guarded.reason(Prefix.of("198.51.100.8"))).isNull();
  }

  @Test
  void looksAgainAfterAWhile() {
    assertThat(guarded.reason(Prefix.of("203.0.113.1"))).isNull();
    admins = List.of(Address.of("203.0.113.1"));
    assertThat(guarded.reason(Prefix.of("203.0.113.1"))).isNull();
    nowMillis += Protected.FRESH_MILLIS;
    assertThat(guarded.reason(Prefix.of("203.0.113.1"))).isEqualTo("logged in by SSH");
  }
}
