package org.redoubt.net;

import static org.assertj.core.api.Assertions.assertThat;

import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "::FFFF:c000:0201, 192.0.2.1",
    "IPv6:2001:DB8::1, 2001:db8::1",
    "fe80::1%eth0, fe80::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "0:0:0:0:0:0:0:0, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:3:4:5:6",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221"
  })
  void readsEveryFormAndPrintsTheCanonicalOne(String text, String canonical) {
    assertThat(Address.of(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.2.3.4",
        "1.2.3.4:25",
        "[::1]",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "::1%",
        "91.121.**.***",
        "y.y.y.y",
        "1.2.3.4 ",
        "1:2:3:4:5:6:7:1.2.3.4",
        "g::",
        "1:",
        ":1",
        "1.2.3.4/24",
        "mail.example.org",
        "::1.2.3"
      })
  void refusesWhatIsNotExactlyOneAddress(String text) {
    assertThat(Address.parse(text)).isNull();
  }

  @Test
  void agreesWithAnIndependentParser() {
    var strict =
        new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowWildcardedSeparator(false)
            .allowPrefix(false)
            .allowMask(false)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowBinary(false)
            .allowLeadingZeros(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .getEmbeddedIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .getEmbeddedIPv4AddressParentBuilder()
            .allowUnlimitedLeadingZeros(false)
            .allowBase85(false)
            .allowBinary(false)
            .getParentBuilder()
            .toParams();
    Random random = new Random(1);
    String alphabet = "0123456789abcdefABF.:::::...12";
    int agreed = 0;
    for (int i = 0; i < 300_000; i++) {
      String text =
          i % 3 == 0
              ? mutated(new Address(random.nextLong(), random.nextLong()), random, alphabet)
              : i % 3 == 1
                  ? mutated(Address.v4(random.nextInt()), random, alphabet)
                  : random(random, alphabet);
      if (text.contains("*") || text.contains("-")) {
        continue;
      }
      var theirs = new IPAddressString(text, strict).getAddress();
      Address ours = Address.parse(text);
      assertThat(ours == null).as(text).isEqualTo(theirs == null);
      if (ours != null && theirs != null) {
        agreed++;
        assertThat(ours).as(text).isEqualTo(Address.of(theirs.toInetAddress()));
      }
    }
    assertThat(agreed).isGreaterThan(10_000);
  }

  private static String mutated(Address address, Random random, String alphabet) {
    StringBuilder text = new StringBuilder(address.toString());
    if (random.nextBoolean()) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
        default -> text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
      }
    }
    return text.toString();
  }

  private static String random(Random random, String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(20); n >= 0; n--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
