package org.redoubt.enforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redoubt.enforce.Admission.Access.Stage;
import org.redoubt.net.Prefix;

/** What the sections about admission take, and what they say to what they do not. */
class AdmissionSettingsTest {
  private static LimitsSettings perSource(String rate) {
    return new LimitsSettings(LimitsSettings.LOGIN_PORTS, rate, "", 0, 0, 5, 10);
  }

  @Test
  void aRateIsANumberPerTime() {
    assertThat(perSource("30/minute").limits(List.of()).perSource())
        .isEqualTo(new Admission.Rate(30, Admission.Rate.Per.MINUTE));
    assertThat(perSource("").limits(List.of()).areNone()).isTrue();
    for (String wrong : List.of("30", "0/second", "1/day", "-1/hour", "9999999/hour", "1/Minute")) {
      assertThatThrownBy(() -> perSource(wrong)).as(wrong).hasMessageContaining("new-per-source");
    }
  }

  @Test
  void aGreylistHoldsBeforeItLetsIn() {
    assertThatThrownBy(() -> new GreylistSettings(Duration.ofMinutes(1), Duration.ofMinutes(1)))
        .hasMessageContaining("longer");
  }

  private static List<Admission.Access> access(String entry, AccessSettings.Countries countries)
      throws IOException {
    return AccessSettings.rules(Map.of("pop3", List.of(entry)), Stage.TRIAL, countries);
  }

  @Test
  void accessTakesPrefixesAndCountries() throws IOException {
    Admission.Access rule =
        access("country:jp", code -> code.equals("JP") ? List.of(Prefix.of("192.0.2.0/24")) : null)
            .getFirst();
    assertThat(rule.ports()).containsExactly(110);
    assertThat(rule.allowed()).containsExactly(Prefix.of("192.0.2.0/24"));
    assertThat(access("2001:db8::/32", code -> null).getFirst().allowed()).hasSize(1);
  }

  @Test
  void aCountryNobodyKnowsIsAMistake() {
    assertThatThrownBy(() -> access("country:JP", code -> null))
        .hasMessageContaining("country:JP")
        .hasMessageContaining("country-file");
    assertThatThrownBy(() -> access("country:ZZ", code -> List.of())).hasMessageContaining("ZZ");
    assertThatThrownBy(() -> access("country:Japan", code -> null)).hasMessageContaining("Japan");
    assertThatThrownBy(() -> access("the office", code -> null)).hasMessageContaining("no prefix");
  }
}
