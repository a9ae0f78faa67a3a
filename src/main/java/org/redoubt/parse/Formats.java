package org.redoubt.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Protocol;

/** All formats in use, merged by program tag. Immutable and shared by all parsers. */
public final class Formats {
  private final List<Format> all;
  private final Map<String, Program> byTag = new LinkedHashMap<>();
  private final Set<String> wrappers = new HashSet<>();

  /** What is known of the program behind a tag. */
  record Program(Node node, Protocol protocol, Parsed.Unknown unknown) {}

  public Formats(List<Format> formats) {
    all = List.copyOf(formats);
    Map<String, List<Format.Program>> programs = new LinkedHashMap<>();
    Map<String, String> names = new HashMap<>();
    Map<String, Protocol> protocols = new HashMap<>();
    for (Format format : all) {
      wrappers.addAll(format.wrappers());
      for (Format.Program program : format.programs()) {
        program
            .tags()
            .forEach((tag, protocol) -> {
              programs.computeIfAbsent(tag, t -> new ArrayList<>()).add(program);
              names.merge(tag, format.name(), (a, b) -> a.equals(b) ? a : a + "+" + b);
              protocols.putIfAbsent(tag, protocol);
            });
      }
    }
    Map<List<Format.Program>, Node> trees = new HashMap<>();
    programs.forEach((tag, lines) -> {
      Node node = trees.computeIfAbsent(lines, Formats::merge);
      Protocol protocol = protocols.getOrDefault(tag, Protocol.UNKNOWN);
      Parsed.Unknown unknown = new Parsed.Unknown(names.getOrDefault(tag, ""));
      byTag.put(tag, new Program(node, protocol, unknown));
    });
  }

  /** The formats, in the order in which they were given. */
  public List<Format> all() {
    return all;
  }

  private static Node merge(List<Format.Program> programs) {
    Tree tree = new Tree();
    for (Format.Program program : programs) {
      for (Format.Shape shape : program.shapes()) {
        tree.add(shape.template(), shape.rule());
      }
    }
    return tree.node();
  }

  boolean isWrapper(String tag) {
    return wrappers.contains(tag);
  }

  @Nullable Program program(String tag) {
    Program exact = byTag.get(tag);
    if (exact != null) {
      return exact;
    }
    for (var entry : byTag.entrySet()) {
      if (entry.getKey().indexOf('*') >= 0 && matches(entry.getKey(), tag)) {
        return entry.getValue();
      }
    }
    return null;
  }

  /** Whether the tag fits a pattern in which each {@code *} stands for any text. */
  static boolean matches(String pattern, String tag) {
    String[] parts = pattern.split("\\*", -1);
    int at = parts[0].length();
    if (!tag.startsWith(parts[0])) {
      return false;
    }
    for (int i = 1; i < parts.length - 1; i++) {
      at = tag.indexOf(parts[i], at);
      if (at < 0) {
        return false;
      }
      at += parts[i].length();
    }
    String last = parts[parts.length - 1];
    return parts.length == 1
        ? tag.length() == at
        : tag.length() - last.length() >= at && tag.endsWith(last);
  }
}
