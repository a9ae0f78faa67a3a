package org.redoubt.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

  /** What a list of sections ({@code [[list]]}) consists of; null for any other type. */
  static @Nullable Class<? extends Record> element(Type type) {
    boolean isList = type instanceof ParameterizedType list && list.getRawType() == List.class;
    return isList
            && ((ParameterizedType) type).getActualTypeArguments()[0] instanceof Class<?> element
            && isSection(element)
        ? element.asSubclass(Record.class)
        : null;
  }

  /** Whether it is laid out as keys and values, and is no value itself, as a prefix is. */
  static boolean isSection(Class<?> type) {
    return type.isRecord() && !type.getPackageName().endsWith(".net");
  }

  /** {@code warnAfter} to {@code warn-after}. */
  static String dashed(String camel) {
    return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
