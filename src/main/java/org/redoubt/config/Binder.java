package org.redoubt.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Lays a parsed file over settings records that hold the defaults. Strict: a key that no record
 * declares is a mistake. Goes on after a mistake, so that all are told at once.
 */
final class Binder {
  private final String file;
  private final TomlParseResult toml;
  private final List<Problem> problems = new ArrayList<>();

  Binder(String file, TomlParseResult toml) {
    this.file = file;
    this.toml = toml;
  }

  static <R extends Record> R bind(String file, TomlParseResult toml, R defaults)
      throws BadSettings {
    Binder binder = new Binder(file, toml);
    R bound = binder.record(List.of(), toml, defaults);
    if (!binder.problems.isEmpty()) {
      throw new BadSettings(binder.problems);
    }
    return bound;
  }

  private <R extends Record> R record(List<String> path, TomlTable table, R defaults) {
    List<Setting> settings = Setting.of(defaults.getClass());
    refuseUnknown(path, table, settings.stream().map(Setting::key).toList());
    @Nullable Object[] values = new @Nullable Object[settings.size()];
    for (int i = 0; i < values.length; i++) {
      Setting setting = settings.get(i);
      Object usual = get(setting.component(), defaults);
      Object found = table.get(List.of(setting.key()));
      values[i] = found == null ? usual : value(setting, plus(path, setting.key()), found, usual);
    }
    return make(path, defaults, values);
  }

  private @Nullable Object value(
      Setting setting, List<String> path, Object found, @Nullable Object usual) {
    if (usual instanceof Record section) {
      if (found instanceof TomlTable table) {
        return record(path, table, section);
      }
      problem(path, "\"" + setting.key() + "\" is a section: write [" + setting.key() + "]");
      return usual;
    }
    try {
      return Value.read(setting.unit(), setting.type(), found);
    } catch (Value.Misfit e) {
      problem(path, setting.key() + ": " + e.getMessage());
      return usual;
    }
  }

  private void refuseUnknown(List<String> path, TomlTable table, List<String> known) {
    for (String key : table.keySet()) {
      if (!known.contains(key)) {
        String kind = table.get(List.of(key)) instanceof TomlTable ? "section" : "key";
        problem(plus(path, key), "unknown " + kind + " \"" + key + "\"" + hint(key, known));
      }
    }
  }

  private static String hint(String key, List<String> known) {
    String nearest = Nearest.of(key, known);
    return nearest == null
        ? "; known here: " + String.join(", ", known)
        : "; did you mean \"" + nearest + "\"?";
  }

  /** Builds the record; what its constructor refuses is a mistake at the section's head. */
  private <R extends Record> R make(List<String> path, R defaults, @Nullable Object[] values) {
    Class<?>[] types =
        Arrays.stream(defaults.getClass().getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      var constructor = defaults.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      @SuppressWarnings("unchecked")
      R made = (R) constructor.newInstance(values);
      return made;
    } catch (InvocationTargetException e) {
      problem(path, "[" + String.join(".", path) + "]: " + e.getTargetException().getMessage());
      return defaults;
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

  private void problem(List<String> path, String message) {
    TomlPosition at = path.isEmpty() ? null : toml.inputPositionOf(path);
    problems.add(
        at == null
            ? new Problem(file, 1, 1, message)
            : new Problem(file, at.line(), at.column(), message));
  }

  private static List<String> plus(List<String> path, String key) {
    List<String> longer = new ArrayList<>(path);
    longer.add(key);
    return List.copyOf(longer);
  }
}
