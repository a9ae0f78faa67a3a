package org.redoubt.parse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/** Reads a {@code format.toml}; collects everything that is wrong with it, with line and column. */
public final class FormatFile {
  private static final Set<String> TOP =
      Set.of("name", "title", "versions", "wrappers", "elements", "parts", "program");
  private static final Set<String> PROGRAM =
      Set.of("tags", "stamp", "protocol", "reader", "values", "layer", "session", "pieces", "line");
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
          "opens",
          "within",
          "layer");
  private static final Set<String> ELEMENTS = Set.of("account", "source", "session");

  private final String file;
  private final List<String> errors = new ArrayList<>();
  private String name = "";
  private @Nullable Elements elements;
  private final Map<String, List<String>> parts = new LinkedHashMap<>();

  /** Whether the file is known to be good, so that its templates can wait. */
  private boolean isTrusted;

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

  /** The format of a file that was found good when it was packed. */
  static Format trusted(String file, Section section) {
    FormatFile reading = new FormatFile(file);
    reading.isTrusted = true;
    return reading.format(section);
  }

  /** The content of a file that is known to be good. */
  static Section section(String text) {
    return Section.of(Toml.parse(text));
  }

  private Read read(String text) {
    TomlParseResult toml = Toml.parse(text);
    toml.errors()
        .forEach(
            e -> error(e.position().line(), e.position().column(), String.valueOf(e.getMessage())));
    if (!errors.isEmpty()) {
      return new Read.Bad(errors);
    }
    Format format = format(Section.of(toml));
    return errors.isEmpty() ? new Read.Good(format) : new Read.Bad(errors);
  }

  private Format format(Section toml) {
    onlyKeys(toml, TOP, "a format");
    name = string(toml, "name");
    String title = string(toml, "title");
    String versions = string(toml, "versions");
    elements = elements(toml.section("elements"));
    parts(toml.section("parts"));
    List<Format.Program> programs = new ArrayList<>();
    for (Section program : toml.sections("program")) {
      programs.add(program(program));
    }
    if (programs.isEmpty()) {
      error(toml.at("name"), "no [[program]]: nothing would ever be read by it");
    }
    return new Format(name, title, versions, strings(toml, "wrappers"), programs);
  }

  private @Nullable Elements elements(@Nullable Section table) {
    if (table == null) {
      return null;
    }
    onlyKeys(table, ELEMENTS, "[elements]");
    return new Elements(
        string(table, "account"), string(table, "source"), string(table, "session"));
  }

  private void parts(@Nullable Section table) {
    if (table == null) {
      return;
    }
    for (String key : table.keys()) {
      parts.put(
          key,
          table.get(key) instanceof List
              ? strings(table, key)
              : List.of(String.valueOf(table.get(key))));
    }
  }

  private Format.Program program(Section table) {
    onlyKeys(table, PROGRAM, "[[program]]");
    Object session = table.get("session");
    if (session != null && !session.equals("process")) {
      error(table.at("session"), "session can only be \"process\"");
    }
    Layer layer = new Layer(name, kind(table, Layer.Kind.SERVER), session != null);
    StampStyle stamp = OwnFile.stamp(table, this::error);
    Reader reader = OwnFile.reader(table, this::error);
    Protocol protocol = protocol(table);
    Map<String, Protocol> tags = table.has("tags") || stamp == null ? tags(table) : Map.of();
    Format.Program program =
        new Format.Program(
            tags, stamp, reader, pieces(table), () -> shapes(table, layer, protocol));
    if (!isTrusted) {
      check(table, program);
    }
    return program;
  }

  private Set<Integer> pieces(Section table) {
    Set<Integer> lengths = new HashSet<>();
    for (Object length : table.list("pieces")) {
      if (length instanceof Long bytes && bytes > 0 && bytes < Integer.MAX_VALUE) {
        lengths.add(bytes.intValue());
      } else {
        error(table.at("pieces"), "'" + length + "' is no number of bytes");
      }
    }
    return lengths;
  }

  private List<Format.Shape> shapes(Section table, Layer layer, @Nullable Protocol protocol) {
    List<Format.Shape> shapes = new ArrayList<>();
    for (Section line : table.sections("line")) {
      shapes.addAll(line(line, layer, protocol));
    }
    return shapes;
  }

  private void check(Section table, Format.Program program) {
    List<Format.Shape> shapes = program.shapes();
    if (program.reader() == null && program.stamp() == null) {
      checkRemembered(table, shapes);
    }
    if (program.stamp() != null && program.tags().isEmpty()) {
      OwnFile.check(table, program.reader(), shapes, this::error);
    }
  }

  private void checkRemembered(Section table, List<Format.Shape> shapes) {
    for (Format.Shape shape : shapes) {
      if (shape.rule().spansLines() && !shape.rule().fills(Slot.SESSION)) {
        error(
            table.at("line"),
            "what spans lines needs {session} in each template, or nothing could be found again");
        return;
      }
    }
  }

  private @Nullable Protocol protocol(Section table) {
    Object word = table.get("protocol");
    Protocol protocol = word == null ? null : Protocol.of(String.valueOf(word));
    if (word != null && protocol == null) {
      error(table.at("protocol"), noProtocol(word));
    }
    return protocol;
  }

  private static String noProtocol(@Nullable Object word) {
    return "'"
        + word
        + "' is no protocol; known are pop3, imap, smtp, sieve, webmail, ssh and unknown";
  }

  private Map<String, Protocol> tags(Section program) {
    Map<String, Protocol> tags = new LinkedHashMap<>();
    if (!(program.get("tags") instanceof Section table)) {
      error(
          program.at("tags"),
          "tags must name each program with its protocol, as in tags = { pop3d = \"pop3\" }");
      return tags;
    }
    for (String tag : table.keys()) {
      String value = String.valueOf(table.get(tag));
      Protocol protocol = Protocol.of(value);
      if (protocol == null) {
        error(table.at(tag), noProtocol(value));
      } else {
        tags.put(tag, protocol);
      }
    }
    return tags;
  }

  private Layer.Kind kind(Section table, Layer.Kind usual) {
    Object word = table.get("layer");
    Layer.Kind kind = word == null ? usual : Layer.Kind.of(String.valueOf(word));
    if (kind == null) {
      error(
          table.at("layer"),
          "'" + word + "' is no layer; known are server, backend, summary and withdrawal");
      return usual;
    }
    return kind;
  }

  private List<Format.Shape> line(Section table, Layer layer, @Nullable Protocol usual) {
    onlyKeys(table, LINE, "[[program.line]]");
    Protocol protocol = protocol(table);
    Rule.Use use =
        new Rule.Use(
            outcome(table),
            table.text("once"),
            protocol == null ? usual : protocol,
            table.text("opens"),
            table.text("within"),
            aside(table));
    Meaning meaning = new Meaning(layer.with(kind(table, layer.kind())), use);
    List<Format.Shape> shapes = new ArrayList<>();
    String single = table.text("template");
    if (single != null) {
      template(shapes, single, table.at("template"), meaning);
    }
    List<?> several = table.list("templates");
    for (int i = 0; i < several.size(); i++) {
      if (several.get(i) instanceof String text) {
        template(shapes, text, table.at("templates", i), meaning);
      } else {
        error(table.at("templates", i), "a template must be a string");
      }
    }
    if (shapes.isEmpty() && errors.isEmpty()) {
      error(table.at(), "a line needs template = \"…\" or templates = [\"…\", …]");
    }
    return shapes;
  }

  private @Nullable Outcome outcome(Section table) {
    Object word = table.get("outcome");
    Outcome outcome = word == null ? null : Outcome.of(String.valueOf(word));
    int meanings =
        (isTrue(table, "ignore") ? 1 : 0)
            + (isTrue(table, "remember") ? 1 : 0)
            + (isTrue(table, "unknown") ? 1 : 0)
            + (isTelling(table) ? 1 : 0)
            + (outcome == null ? 0 : 1);
    if (word != null && outcome == null) {
      error(table.at("outcome"), "'" + word + "' is no outcome");
    } else if (meanings != 1) {
      error(
          table.at(),
          "a line needs one of outcome = \"…\", ignore = true, remember = true and unknown = true");
    }
    return outcome;
  }

  private static Rule.Aside aside(Section table) {
    if (isTelling(table)) {
      return Rule.Aside.TELLING;
    }
    return isTrue(table, "remember")
        ? Rule.Aside.REMEMBERED
        : isTrue(table, "unknown") ? Rule.Aside.UNKNOWN : Rule.Aside.IGNORED;
  }

  /** Whether it says of what it is the rest, and nothing of its own. */
  private static boolean isTelling(Section table) {
    return table.has("within")
        && !table.has("outcome")
        && !table.has("ignore")
        && !table.has("remember")
        && !table.has("unknown");
  }

  private static boolean isTrue(Section table, String key) {
    return Boolean.TRUE.equals(table.get(key));
  }

  private void template(
      List<Format.Shape> shapes, String text, Section.Place place, Meaning meaning) {
    try {
      for (Template template :
          whole(text).stream().flatMap(t -> Template.parse(t).stream()).toList()) {
        Rule rule = new Rule(meaning.layer, meaning.use, elements, template);
        shapes.add(new Format.Shape(template, rule));
      }
    } catch (TemplateException e) {
      error(place.line(), place.column() + 1 + e.column(), e.why() + ", in \"" + text + "\"");
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

  private void onlyKeys(Section table, Set<String> known, String what) {
    for (String key : table.keys()) {
      if (!known.contains(key)) {
        error(
            table.at(key),
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

  private String string(Section table, String key) {
    if (table.get(key) instanceof String text && !text.isEmpty()) {
      return text;
    }
    error(table.at(), "'" + key + "' is missing or no text");
    return "";
  }

  private static List<String> strings(Section table, String key) {
    return table.list(key).stream().map(String::valueOf).toList();
  }

  private void error(Section.Place place, String what) {
    error(place.line(), place.column(), what);
  }

  private void error(int line, int column, String what) {
    errors.add(file + ":" + line + ":" + column + ": " + what);
  }
}
