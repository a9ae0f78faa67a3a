package org.redoubt.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads a {@code format.toml}; collects everything that is wrong with it, with line and column. */
public final class FormatFile {
  private static final Set<String> TOP =
      Set.of("name", "title", "versions", "wrappers", "elements", "parts", "program");
  private static final Set<String> PROGRAM =
      Set.of("tags", "stamp", "protocol", "reader", "values", "layer", "session", "line");
  private static final Set<String> LINE =
      Set.of(
          "outcome",
          "ignore",
          "remember",
          "unknown",
          "protocol",
          "template",
          "templates",
          "once",
          "layer");
  private static final Set<String> ELEMENTS = Set.of("account", "source", "session");

  private final String file;
  private final List<String> errors = new ArrayList<>();
  private String name = "";
  private @Nullable Elements elements;
  private final Map<String, List<String>> parts = new LinkedHashMap<>();

  private FormatFile(String file) {
    this.file = file;
  }

  private record Meaning(Layer layer, Rule.Use use) {}

  /** A format, or what is wrong with its file: each error as {@code file:line:column: what}. */
  public sealed interface Read {
    record Good(Format format) implements Read {}

    record Bad(List<String> errors) implements Read {}
  }

  /**
   * Reads the text of a format file.
   *
   * @param file its name, for errors
   */
  public static Read read(String file, String text) {
    return new FormatFile(file).read(text);
  }

  private Read read(String text) {
    TomlParseResult toml = Toml.parse(text);
    toml.errors().forEach(e -> error(e.position(), String.valueOf(e.getMessage())));
    if (!errors.isEmpty()) {
      return new Read.Bad(errors);
    }
    onlyKeys(toml, TOP, "a format");
    name = string(toml, "name");
    String title = string(toml, "title");
    String versions = string(toml, "versions");
    elements = elements(toml.getTable("elements"));
    parts(toml.getTable("parts"));
    List<Format.Program> programs = new ArrayList<>();
    for (TomlTable program : tables(toml, "program")) {
      programs.add(program(program));
    }
    if (programs.isEmpty()) {
      error(toml.inputPositionOf("name"), "no [[program]]: nothing would ever be read by it");
    }
    Format format = new Format(name, title, versions, strings(toml, "wrappers"), programs);
    return errors.isEmpty() ? new Read.Good(format) : new Read.Bad(errors);
  }

  private @Nullable Elements elements(@Nullable TomlTable table) {
    if (table == null) {
      return null;
    }
    onlyKeys(table, ELEMENTS, "[elements]");
    return new Elements(
        string(table, "account"), string(table, "source"), string(table, "session"));
  }

  private void parts(@Nullable TomlTable table) {
    if (table == null) {
      return;
    }
    for (String key : table.keySet()) {
      parts.put(
          key, table.isArray(key) ? strings(table, key) : List.of(String.valueOf(table.get(key))));
    }
  }

  private Format.Program program(TomlTable table) {
    onlyKeys(table, PROGRAM, "[[program]]");
    Object session = table.get("session");
    if (session != null && !session.equals("process")) {
      error(table.inputPositionOf("session"), "session can only be \"process\"");
    }
    Layer layer = new Layer(name, kind(table, Layer.Kind.SERVER), session != null);
    StampStyle stamp = OwnFile.stamp(table, this::error);
    Reader reader = OwnFile.reader(table, this::error);
    Protocol protocol = protocol(table);
    List<Format.Shape> shapes = new ArrayList<>();
    for (TomlTable line : tables(table, "line")) {
      shapes.addAll(line(line, layer, protocol));
    }
    if (reader == null) {
      checkRemembered(table, shapes);
    }
    Map<String, Protocol> tags = table.contains("tags") || stamp == null ? tags(table) : Map.of();
    if (stamp != null && tags.isEmpty()) {
      OwnFile.check(table, reader, shapes, this::error);
    }
    return new Format.Program(tags, stamp, reader, shapes);
  }

  private void checkRemembered(TomlTable table, List<Format.Shape> shapes) {
    for (Format.Shape shape : shapes) {
      if (shape.rule().isRemembered() && !shape.rule().fills(Slot.SESSION)) {
        error(
            table.inputPositionOf("line"),
            "remember = true needs {session} in each template, or nothing could be found again");
        return;
      }
    }
  }

  private @Nullable Protocol protocol(TomlTable table) {
    Object word = table.get("protocol");
    Protocol protocol = word == null ? null : Protocol.of(String.valueOf(word));
    if (word != null && protocol == null) {
      error(table.inputPositionOf("protocol"), noProtocol(word));
    }
    return protocol;
  }

  private static String noProtocol(@Nullable Object word) {
    return "'"
        + word
        + "' is no protocol; known are pop3, imap, smtp, sieve, webmail, ssh and unknown";
  }

  private Map<String, Protocol> tags(TomlTable program) {
    Map<String, Protocol> tags = new LinkedHashMap<>();
    if (!(program.get("tags") instanceof TomlTable table)) {
      error(
          program.inputPositionOf("tags"),
          "tags must name each program with its protocol, as in tags = { pop3d = \"pop3\" }");
      return tags;
    }
    for (var entry : table.dottedEntrySet(true)) {
      String tag = entry.getKey().replace("\"", "");
      Protocol protocol = Protocol.of(String.valueOf(entry.getValue()));
      if (protocol == null) {
        error(table.inputPositionOf(entry.getKey()), noProtocol(entry.getValue()));
      } else {
        tags.put(tag, protocol);
      }
    }
    return tags;
  }

  private Layer.Kind kind(TomlTable table, Layer.Kind usual) {
    Object word = table.get("layer");
    Layer.Kind kind = word == null ? usual : Layer.Kind.of(String.valueOf(word));
    if (kind == null) {
      error(
          table.inputPositionOf("layer"),
          "'" + word + "' is no layer; known are server, backend, summary and withdrawal");
      return usual;
    }
    return kind;
  }

  private List<Format.Shape> line(TomlTable table, Layer layer, @Nullable Protocol usual) {
    onlyKeys(table, LINE, "[[program.line]]");
    Protocol protocol = protocol(table);
    Rule.Use use =
        new Rule.Use(
            outcome(table),
            table.getString("once"),
            protocol == null ? usual : protocol,
            aside(table));
    Meaning meaning = new Meaning(layer.with(kind(table, layer.kind())), use);
    List<Format.Shape> shapes = new ArrayList<>();
    if (table.get("template") instanceof String single) {
      template(shapes, single, table.inputPositionOf("template"), meaning);
    }
    TomlArray several = table.getArray("templates");
    for (int i = 0; several != null && i < several.size(); i++) {
      if (several.get(i) instanceof String text) {
        template(shapes, text, several.inputPositionOf(i), meaning);
      } else {
        error(several.inputPositionOf(i), "a template must be a string");
      }
    }
    if (shapes.isEmpty() && errors.isEmpty()) {
      error(anyPosition(table), "a line needs template = \"…\" or templates = [\"…\", …]");
    }
    return shapes;
  }

  private @Nullable Outcome outcome(TomlTable table) {
    Object word = table.get("outcome");
    Outcome outcome = word == null ? null : Outcome.of(String.valueOf(word));
    int meanings =
        (isTrue(table, "ignore") ? 1 : 0)
            + (isTrue(table, "remember") ? 1 : 0)
            + (isTrue(table, "unknown") ? 1 : 0)
            + (outcome == null ? 0 : 1);
    if (word != null && outcome == null) {
      error(table.inputPositionOf("outcome"), "'" + word + "' is no outcome");
    } else if (meanings != 1) {
      error(
          anyPosition(table),
          "a line needs one of outcome = \"…\", ignore = true, remember = true and unknown = true");
    }
    return outcome;
  }

  private static Rule.Aside aside(TomlTable table) {
    return isTrue(table, "remember")
        ? Rule.Aside.REMEMBERED
        : isTrue(table, "unknown") ? Rule.Aside.UNKNOWN : Rule.Aside.IGNORED;
  }

  private static boolean isTrue(TomlTable table, String key) {
    return Boolean.TRUE.equals(table.get(key));
  }

  private void template(
      List<Format.Shape> shapes, String text, @Nullable TomlPosition position, Meaning meaning) {
    try {
      for (Template template :
          whole(text).stream().flatMap(t -> Template.parse(t).stream()).toList()) {
        Rule rule = new Rule(meaning.layer, meaning.use, elements, template);
        shapes.add(new Format.Shape(template, rule));
      }
    } catch (TemplateException e) {
      int column = position == null ? 0 : position.column() + 1 + e.column();
      error(position == null ? 0 : position.line(), column, e.why() + ", in \"" + text + "\"");
    }
  }

  /** The text with each {@code {@part}} in it written out, once for each way to write the part. */
  private List<String> whole(String text) {
    for (var part : parts.entrySet()) {
      String mark = "{@" + part.getKey() + "}";
      if (text.contains(mark)) {
        return part.getValue().stream()
            .flatMap(way -> whole(text.replace(mark, way)).stream())
            .toList();
      }
    }
    return List.of(text);
  }

  private void onlyKeys(TomlTable table, Set<String> known, String what) {
    for (String key : table.keySet()) {
      if (!known.contains(key)) {
        error(
            table.inputPositionOf(List.of(key)),
            "unknown key '"
                + key
                + "' in "
                + what
                + "; known are "
                + String.join(", ", sorted(known)));
      }
    }
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }

  private String string(TomlTable table, String key) {
    if (table.get(key) instanceof String text && !text.isEmpty()) {
      return text;
    }
    error(anyPosition(table), "'" + key + "' is missing or no text");
    return "";
  }

  private List<String> strings(TomlTable table, String key) {
    List<String> strings = new ArrayList<>();
    TomlArray array = table.getArray(key);
    for (int i = 0; array != null && i < array.size(); i++) {
      strings.add(String.valueOf(array.get(i)));
    }
    return strings;
  }

  private static List<TomlTable> tables(TomlTable table, String key) {
    List<TomlTable> tables = new ArrayList<>();
    TomlArray array = table.isArray(key) ? table.getArray(key) : null;
    for (int i = 0; array != null && i < array.size(); i++) {
      if (array.get(i) instanceof TomlTable item) {
        tables.add(item);
      }
    }
    return tables;
  }

  private static @Nullable TomlPosition anyPosition(TomlTable table) {
    return table.keySet().stream()
        .map(key -> table.inputPositionOf(List.of(key)))
        .findFirst()
        .orElse(null);
  }

  private void error(@Nullable TomlPosition position, String what) {
    error(position == null ? 0 : position.line(), position == null ? 0 : position.column(), what);
  }

  private void error(int line, int column, String what) {
    errors.add(file + ":" + line + ":" + column + ": " + what);
  }
}
