package org.redoubt.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** Turns one TOML value into the Java value that a setting wants. */
final class Value {
  private static final int MOST_PORT = 65_535;
  private static final Set<Type> INTEGERS = Set.of(int.class, long.class);

  private Value() {}

  /** A value that does not fit; the message says what was found and what is expected. */
  static final class Misfit extends Exception {
    Misfit(Object found, String expected) {
      super(describe(found) + " is not " + expected);
    }
  }

  static Object read(Setting.Unit unit, Type type, Object found) throws Misfit {
    return switch (unit) {
      case MILLIS -> number(type, duration(found).toMillis(), found);
      case BYTES -> number(type, size(found), found);
      case NONE -> plain(type, found);
    };
  }

  private static Object plain(Type type, Object found) throws Misfit {
    if (INTEGERS.contains(type)) {
      return number(type, integer(found), found);
    }
    if (type == double.class) {
      return real(found);
    }
    if (type == boolean.class) {
      return as(Boolean.class, found, "true or false");
    }
    if (type == Duration.class) {
      return duration(found);
    }
    if (type instanceof ParameterizedType list) {
      return collection(list, found);
    }
    return text((Class<?>) type, found);
  }

  private static Object text(Class<?> type, Object found) throws Misfit {
    if (type == Prefix.class) {
      return parsed(found, Prefix::parse, "an address or prefix such as \"192.0.2.0/24\"");
    }
    if (type == Address.class) {
      return parsed(found, Address::parse, "an address such as \"192.0.2.1\"");
    }
    if (type == InetSocketAddress.class) {
      return parsed(found, Value::endpoint, "an address and port such as \"127.0.0.1:5514\"");
    }
    if (type.isEnum()) {
      return word(type, found);
    }
    String text = as(String.class, found, "a text in quotes");
    if (type == Path.class) {
      return Path.of(text);
    }
    if (type == String.class) {
      return text;
    }
    throw new IllegalStateException("no way to read a setting of " + type);
  }

  private static Object collection(ParameterizedType type, Object found) throws Misfit {
    if (!(found instanceof TomlArray array)) {
      throw new Misfit(found, "a list such as [" + "\"…\", \"…\"]");
    }
    Type element = type.getActualTypeArguments()[0];
    List<Object> values = new ArrayList<>();
    for (Object each : array.toList()) {
      values.add(plain(boxless(element), each));
    }
    if (type.getRawType() == SortedSet.class) {
      return new TreeSet<>(values);
    }
    return type.getRawType() == Set.class ? Set.copyOf(values) : List.copyOf(values);
  }

  private static Type boxless(Type element) {
    if (element == Integer.class) {
      return int.class;
    }
    return element == Long.class ? long.class : element == Double.class ? double.class : element;
  }

  private static Object word(Class<?> type, Object found) throws Misfit {
    for (Object constant : type.getEnumConstants()) {
      if (word(constant).equals(found)) {
        return constant;
      }
    }
    throw new Misfit(
        found,
        "one of "
            + Arrays.stream(type.getEnumConstants())
                .map(c -> '"' + word(c) + '"')
                .collect(Collectors.joining(", ")));
  }

  /** {@code MAIL_PORTS} to {@code mail-ports}. */
  static String word(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Object number(Type type, long value, Object found) throws Misfit {
    if (type == long.class) {
      return value;
    }
    if (value != (int) value) {
      throw new Misfit(
          found, "a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
    }
    return (int) value;
  }

  private static long integer(Object found) throws Misfit {
    return as(Long.class, found, "a whole number");
  }

  private static double real(Object found) throws Misfit {
    return found instanceof Long whole ? whole.doubleValue() : as(Double.class, found, "a number");
  }

  private static Duration duration(Object found) throws Misfit {
    return parsed(found, DurationText::parse, DurationText.FORM);
  }

  private static long size(Object found) throws Misfit {
    return parsed(found, Value::sizeOrNull, SizeText.FORM);
  }

  private static @Nullable Long sizeOrNull(String text) {
    long bytes = SizeText.parse(text);
    return bytes < 0 ? null : (Long) bytes;
  }

  /** {@code 192.0.2.1:514} or {@code [2001:db8::1]:514}; a name is none, as it may change. */
  private static @Nullable InetSocketAddress endpoint(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > MOST_PORT) {
      return null;
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    Address address = Address.parse(bracketed ? host.substring(1, host.length() - 1) : host);
    return address == null || bracketed != host.contains(":")
        ? null
        : new InetSocketAddress(InetAddress.ofLiteral(address.toString()), Integer.parseInt(port));
  }

  private static <T> T parsed(Object found, Function<String, @Nullable T> parse, String expected)
      throws Misfit {
    T value = found instanceof String text ? parse.apply(text) : null;
    if (value == null) {
      throw new Misfit(found, expected);
    }
    return value;
  }

  private static <T> T as(Class<T> type, Object found, String expected) throws Misfit {
    if (!type.isInstance(found)) {
      throw new Misfit(found, expected);
    }
    return type.cast(found);
  }

  private static String describe(Object found) {
    return switch (found) {
      case String text -> '"' + text + '"';
      case TomlArray list -> list.toJson().strip();
      case TomlTable table -> "a section";
      default -> found.toString();
    };
  }
}
