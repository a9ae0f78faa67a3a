package org.redoubt.config;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One key of a section, as a component of a settings record declares it. A number of milliseconds
 * ({@code banMillis}) is the key {@code ban} with a length of time; a number of bytes ({@code
 * cacheBytes}) is the key {@code cache} with a size.
 */
record Setting(String key, Type type, Unit unit, RecordComponent component) {

  /** What a number counts. */
  enum Unit {
    NONE(""),
    MILLIS("Millis"),
    BYTES("Bytes");

    private final String suffix;

    Unit(String suffix) {
      this.suffix = suffix;
    }
  }

  static List<Setting> of(Class<?> record) {
    return Arrays.stream(record.getRecordComponents()).map(Setting::of).toList();
  }

  private static Setting of(RecordComponent component) {
    String name = component.getName();
    for (Unit unit : List.of(Unit.MILLIS, Unit.BYTES)) {
      if (name.endsWith(unit.suffix)) {
        String bare = name.substring(0, name.length() - unit.suffix.length());
        return new Setting(dashed(bare), component.getGenericType(), unit, component);
      }
    }
    return new Setting(dashed(name), component.getGenericType(), Unit.NONE, component);
  }

  /** {@code warnAfter} to {@code warn-after}. */
  static String dashed(String camel) {
    return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
