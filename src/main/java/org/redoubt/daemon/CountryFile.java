package org.redoubt.daemon;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redoubt.enforce.AccessSettings;
import org.redoubt.net.Prefix;
import org.redoubt.repute.Origins;
import org.redoubt.repute.ReputeSettings;

/** Which prefixes a country has, from the admin's file; read anew each time, in seconds. */
public record CountryFile(ReputeSettings settings) implements AccessSettings.Countries {
  @Override
  public @Nullable List<Prefix> prefixes(String code) throws IOException {
    if (settings.countryFile().isEmpty()) {
      return null;
    }
    try (Origins origins = Origins.open(settings)) {
      List<Prefix> prefixes = new ArrayList<>();
      origins.ofCountry(code).forEach(prefixes::add);
      return prefixes;
    }
  }
}
