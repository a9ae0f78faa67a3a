package org.redoubt.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Lays a parsed file over settings records that hold the defaults. Strict: a key that no record
 * declares is a mistake. Goes on after a mistake, so that all are told at once.
 */
final class Binder {
  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  private Binder(String file) {
    this.file = file;
  }

  static <R extends Record> R bind(String file, TomlParseResult toml, R defaults)
      throws BadSettings {
    Binder binder = new Binder(file);
    R bound = binder.record("", null, toml, defaults);
    if (!binder.problems.isEmpty()) {
      throw new BadSettings(binder.problems);
    }
    return bound;
  }

  private <R extends Record> R record(
      String name, @Nullable TomlPosition head, TomlTable table, R defaults) {
    List<Setting> settings = Setting.of(defaults.getClass());
    refuseUnknown(table, settings.stream().map(Setting::key).toList());
    @Nullable Object[] values = new @Nullable Object[settings.size()];
    for (int i = 0; i < values.length; i++) {
      Setting setting = settings.get(i);
      Object usual = get(setting.component(), defaults);
      Object found = table.get(List.of(setting.key()));
      values[i] = found == null ? usual : value(setting, name, table, found, usual);
    }
    @SuppressWarnings("unchecked")
    R made = (R) make(name, head, defaults.getClass(), values);
    return made == null ? defaults : made;
  }

  private @Nullable Object value(
      Setting setting, String section, TomlTable table, Object found, @Nullable Object usual) {
    String name = section.isEmpty() ? setting.key() : section + "." + setting.key();
    TomlPosition at = at(table, setting.key());
    Class<? extends Record> element = Setting.element(setting.type());
    if (element != null) {
      return sections(name, at, found, element);
    }
    if (usual instanceof Record defaults) {
      if (found instanceof TomlTable inner) {
        return record(name, at, inner, defaults);
      }
      problem(at, "\"" + setting.key() + "\" is a section: write [" + setting.key() + "]");
      return usual;
    }
    try {
      return Value.read(setting.unit(), setting.type(), found);
    } catch (Value.Misfit e) {
      problem(at, setting.key() + ": " + e.getMessage());
      return usual;
    }
  }

  /** A section that may stand there several times, each laid over the same defaults. */
  private List<Record> sections(
      String name, @Nullable TomlPosition head, Object found, Class<? extends Record> element) {
    List<Record> all = new ArrayList<>();
    boolean fits = found instanceof TomlArray;
    for (int i = 0; found instanceof TomlArray array && i < array.size(); i++) {
      if (array.get(i) instanceof TomlTable table) {
        TomlPosition at = array.inputPositionOf(i);
        Record usual = defaults(element);
        Record one =
            usual == null ? whole(name, at, table, element) : record(name, at, table, usual);
        all.addAll(Stream.ofNullable(one).toList());
      } else {
        fits = false;
      }
    }
    if (!fits) {
      problem(head, "\"" + name + "\" is a list of sections: write [[" + name + "]] for each");
    }
    return List.copyOf(all);
  }

  /** A section without defaults: every key is needed, but for lists. Null after a mistake. */
  private @Nullable Record whole(
      String name, @Nullable TomlPosition head, TomlTable table, Class<? extends Record> type) {
    List<Setting> settings = Setting.of(type);
    int before = problems.size();
    refuseUnknown(table, settings.stream().map(Setting::key).toList());
    @Nullable Object[] values = new @Nullable Object[settings.size()];
    for (int i = 0; i < values.length; i++) {
      Setting setting = settings.get(i);
      Object found = table.get(List.of(setting.key()));
      Object usual = setting.component().getType() == List.class ? List.of() : null;
      values[i] = found == null ? usual : value(setting, name, table, found, usual);
      if (found == null && usual == null) {
        problem(head, "[[" + name + "]] needs the key \"" + setting.key() + "\"");
      }
    }
    return problems.size() == before ? make(name, head, type, values) : null;
  }

  /** What holds in a section that may stand there several times; null where nothing does. */
  private static @Nullable Record defaults(Class<? extends Record> element) {
    try {
      var field = element.getDeclaredField("DEFAULTS");
      field.setAccessible(true);
      return element.cast(field.get(null));
    } catch (NoSuchFieldException e) {
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void refuseUnknown(TomlTable table, List<String> known) {
    for (String key : table.keySet()) {
      if (!known.contains(key)) {
        String kind = table.get(List.of(key)) instanceof TomlTable ? "section" : "key";
        problem(at(table, key), "unknown " + kind + " \"" + key + "\"" + hint(key, known));
      }
    }
  }

  private static @Nullable TomlPosition at(TomlTable table, String key) {
    return table.inputPositionOf(List.of(key));
  }

  private static String hint(String key, List<String> known) {
    String nearest = Nearest.of(key, known);
    return nearest == null
        ? "; known here: " + String.join(", ", known)
        : "; did you mean \"" + nearest + "\"?";
  }

  /** Builds the record; what its constructor refuses is a mistake at the section's head. */
  private @Nullable Record make(
      String name,
      @Nullable TomlPosition head,
      Class<? extends Record> type,
      @Nullable Object[] values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      problem(head, "[" + name + "]: " + e.getTargetException().getMessage());
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object get(RecordComponent component, Record from) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(from);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private void problem(@Nullable TomlPosition at, String message) {
    problems.add(
        at == null
            ? new Problem(file, 1, 1, message)
            : new Problem(file, at.line(), at.column(), message));
  }
}
