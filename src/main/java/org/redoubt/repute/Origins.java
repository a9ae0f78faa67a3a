package org.redoubt.repute;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Address;
import org.redoubt.net.PrefixSet;
import org.redoubt.net.PrefixSetBuilder;

/**
 * Countries and owners of networks, from the admin's MMDB files. Knows the fields of MaxMind, DB-IP
 * and IPinfo. Safe for threads.
 */
public final class Origins implements AutoCloseable {
  /** No files: nothing is known. */
  public static final Origins NONE = new Origins(null, null);

  private static final int MOST_BLOCKS = 2_000_000;
  private static final int MOST_CHARS = 80;

  private final @Nullable OriginFile countries;
  private final @Nullable OriginFile owners;

  private Origins(@Nullable OriginFile countries, @Nullable OriginFile owners) {
    this.countries = countries;
    this.owners = owners;
  }

  /**
   * Opens the files that the settings name.
   *
   * @throws IOException when one cannot be used; the message says which and why
   */
  public static Origins open(ReputeSettings settings) throws IOException {
    OriginFile countries = open(settings.countryFile());
    try {
      return new Origins(countries, open(settings.asnFile()));
    } catch (IOException e) {
      if (countries != null) {
        countries.close();
      }
      throw e;
    }
  }

  private static @Nullable OriginFile open(String file) throws IOException {
    return file.isEmpty() ? null : OriginFile.open(Path.of(file));
  }

  /** Where the address belongs to; what cannot be read is unknown. */
  public Origin of(Address address) {
    try {
      Map<?, ?> country = countries == null ? Map.of() : countries.record(address);
      Map<?, ?> owner = owners == null ? Map.of() : owners.record(address);
      return new Origin(country(country), asn(owner), owner(owner));
    } catch (IOException e) {
      return Origin.UNKNOWN;
    }
  }

  /** Whether countries are known at all. */
  public boolean knowsCountries() {
    return countries != null;
  }

  /**
   * All blocks of a country; takes seconds.
   *
   * @param code two letters
   * @throws IOException when there is no file of countries, or it is damaged
   */
  public PrefixSet ofCountry(String code) throws IOException {
    if (countries == null) {
      throw new IOException("countries are unknown: \"country-file\" in [repute] names no file");
    }
    String wanted = code.toUpperCase(Locale.ROOT);
    PrefixSetBuilder blocks = new PrefixSetBuilder(MOST_BLOCKS);
    countries.each((block, record) -> {
      if (country(record).equals(wanted)) {
        blocks.add(block);
      }
    });
    return blocks.build();
  }

  private static String country(Map<?, ?> record) {
    for (String field : new String[] {"country", "country_code", "registered_country"}) {
      Object found = record.get(field);
      Object code = found instanceof Map<?, ?> inner ? inner.get("iso_code") : found;
      if (code instanceof String text && text.length() == 2) {
        return text.toUpperCase(Locale.ROOT);
      }
    }
    return "";
  }

  private static long asn(Map<?, ?> record) {
    Object number = record.get("autonomous_system_number");
    if (number instanceof Number plain) {
      return plain.longValue();
    }
    return record.get("asn") instanceof String text && text.matches("AS\\d{1,10}")
        ? Long.parseLong(text.substring(2))
        : 0;
  }

  private static String owner(Map<?, ?> record) {
    for (String field : new String[] {"autonomous_system_organization", "as_name", "name"}) {
      if (record.get(field) instanceof String text) {
        return text.substring(0, Math.min(text.length(), MOST_CHARS));
      }
    }
    return "";
  }

  @Override
  public void close() {
    if (countries != null) {
      countries.close();
    }
    if (owners != null) {
      owners.close();
    }
  }
}
