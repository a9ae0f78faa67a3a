package org.redoubt.repute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/** Countries and owners from MMDB files that a test has written. */
class OriginsTest {
  @TempDir private Path folder;

  private Path countries() throws IOException {
    return new MmdbWriter()
        .put("192.0.2.0/24", Map.of("country", Map.of("iso_code", "JP")))
        .put("198.51.100.0/25", Map.of("country", Map.of("iso_code", "FR")))
        .put("203.0.113.0/24", Map.of("country", "jp"))
        .put("2001:db8:1::/48", Map.of("registered_country", Map.of("iso_code", "JP")))
        .put("2001:db8:2::/48", Map.of("country", Map.of("geoname_id", 3)))
        .write(folder.resolve("country.mmdb"));
  }

  private Path owners() throws IOException {
    return new MmdbWriter()
        .put(
            "192.0.2.0/24",
            Map.of(
                "autonomous_system_number",
                64500,
                "autonomous_system_organization",
                "Example Networks"))
        .put("2001:db8::/32", Map.of("asn", "AS64501", "as_name", "x".repeat(28)))
        .write(folder.resolve("asn.mmdb"));
  }

  private static ReputeSettings settings(Path countries, String owners) {
    return new ReputeSettings(
        List.of(), List.of(), 1, 1, List.of(), 1, countries.toString(), owners);
  }

  @Test
  void knowsCountriesAndOwners() throws Exception {
    try (Origins origins = Origins.open(settings(countries(), owners().toString()))) {
      assertThat(origins.of(Address.of("192.0.2.77"))).hasToString("JP, AS64500 Example Networks");
      assertThat(origins.of(Address.of("198.51.100.127"))).isEqualTo(new Origin("FR", 0, ""));
      assertThat(origins.of(Address.of("198.51.100.128"))).isEqualTo(Origin.UNKNOWN);
      assertThat(origins.of(Address.of("203.0.113.1")).country()).isEqualTo("JP");
      assertThat(origins.of(Address.of("2001:db8:1::9")).country()).isEqualTo("JP");
      assertThat(origins.of(Address.of("2001:db8:2::9"))).hasToString("AS64501 " + "x".repeat(28));
    }
  }

  @Test
  void listsTheBlocksOfACountry() throws Exception {
    try (Origins origins = Origins.open(settings(countries(), ""))) {
      List<Prefix> blocks = new ArrayList<>();
      origins.ofCountry("jp").forEach(blocks::add);
      assertThat(blocks)
          .extracting(Prefix::toString)
          .containsExactly("192.0.2.0/24", "203.0.113.0/24", "2001:db8:1::/48");
      assertThat(origins.ofCountry("XX").isEmpty()).isTrue();
    }
    assertThatThrownBy(() -> Origins.NONE.ofCountry("JP")).hasMessageContaining("country-file");
    assertThat(Origins.NONE.of(Address.of("192.0.2.1"))).isEqualTo(Origin.UNKNOWN);
  }

  @Test
  void followsAFileThatIsReplaced() throws Exception {
    AtomicLong nowMillis = new AtomicLong();
    RenewedOrigins origins =
        new RenewedOrigins(settings(countries(), ""), () -> Instant.ofEpochMilli(nowMillis.get()));
    Address address = Address.of("192.0.2.1");
    Origins before = origins.now();
    assertThat(before.of(address).country()).isEqualTo("JP");
    Path next =
        new MmdbWriter()
            .put("192.0.2.0/24", Map.of("country", Map.of("iso_code", "SE")))
            .write(folder.resolve("next.mmdb"));
    Files.move(next, folder.resolve("country.mmdb"), StandardCopyOption.ATOMIC_MOVE);
    nowMillis.addAndGet(RenewedOrigins.LOOK_MILLIS);
    assertThat(origins.now().of(address).country()).isEqualTo("SE");
    assertThat(before.of(address).country()).isEqualTo("JP");
    Files.writeString(folder.resolve("next.mmdb"), "not a database");
    Files.move(next, folder.resolve("country.mmdb"), StandardCopyOption.ATOMIC_MOVE);
    nowMillis.addAndGet(RenewedOrigins.LOOK_MILLIS);
    assertThat(origins.now().of(address).country()).isEqualTo("SE");
    assertThat(origins.problem()).contains("no MMDB file");
  }

  @Test
  void refusesWhatIsNoSuchFile() throws Exception {
    Path text = Files.writeString(folder.resolve("x.mmdb"), "not a database");
    assertThatThrownBy(() -> Origins.open(settings(text, "")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no MMDB file that can be used");
    assertThatThrownBy(() -> Origins.open(settings(folder.resolve("none"), "")))
        .hasMessageContaining("there is no such file");
  }

  /** A damaged file is refused, or what is damaged in it is unknown; nothing else happens. */
  @Test
  void survivesDamage() throws Exception {
    byte[] good = Files.readAllBytes(countries());
    for (int seed = 0; seed < 400; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bad = good.clone();
      for (int i = random.nextInt(20); i >= 0; i--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      Path file = folder.resolve("bad" + seed);
      Files.write(file, Arrays.copyOf(bad, bad.length - random.nextInt(2) * random.nextInt(99)));
      try (Origins origins = Origins.open(settings(file, ""))) {
        assertThat(origins.of(Address.of("192.0.2.1"))).isNotNull();
        assertThat(origins.ofCountry("JP")).isNotNull();
      } catch (IOException e) {
        assertThat(e).hasMessageMatching("(?s).*(no MMDB file|damaged).*");
      }
    }
  }
}
