package org.redoubt.parse;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Protocol;

/**
 * All formats in use, merged by program tag. Shared by all parsers; each program's are merged when
 * its first line comes, since no machine runs all of these servers.
 */
public final class Formats {
  private final List<Format> all;
  private final Function<Node, Matcher> matching;
  private final Map<String, List<Part>> tagged;
  private final Map<String, Protocol> protocols;
  private final Map<List<Part>, Program> merged = new HashMap<>();
  private final Map<StampStyle, List<Part>> stamped;
  private final AtomicReferenceArray<@Nullable Program> own =
      new AtomicReferenceArray<>(StampStyle.values().length);
  private final Set<String> wrappers;

  /**
   * What is known of the program behind a tag, or of the programs whose own files are stamped
   * alike.
   *
   * @param matcher of the templates for the message as it stands
   * @param cuts readers, each with the templates for what it gives
   * @param stampsItself whether it stamps its own file, and so perhaps what it sends to syslog
   * @param pieces lengths of messages that were broken and go on in the next line
   */
  record Program(
      Matcher matcher,
      Protocol protocol,
      Parsed.Unknown unknown,
      List<Cut> cuts,
      boolean stampsItself,
      Set<Integer> pieces) {

    Program speaking(Protocol spoken) {
      return new Program(matcher, spoken, unknown, cuts, stampsItself, pieces);
    }
  }

  /** A reader with its templates. */
  record Cut(Reader reader, Matcher matcher, Parsed.Unknown unknown) {}

  /** A program and the format that it is of. */
  private record Part(Format format, Format.Program program) {}

  public Formats(List<Format> formats) {
    all = List.copyOf(formats);
    matching = tree -> tree;
    tagged = new LinkedHashMap<>();
    protocols = new HashMap<>();
    stamped = new EnumMap<>(StampStyle.class);
    wrappers = new HashSet<>();
    for (Format format : all) {
      wrappers.addAll(format.wrappers());
      for (Format.Program program : format.programs()) {
        Part part = new Part(format, program);
        program
            .tags()
            .forEach((tag, protocol) -> {
              tagged.computeIfAbsent(tag, t -> new ArrayList<>()).add(part);
              protocols.putIfAbsent(tag, protocol);
            });
        if (program.stamp() != null) {
          stamped.computeIfAbsent(program.stamp(), s -> new ArrayList<>()).add(part);
        }
      }
    }
    joinPatterns(tagged);
  }

  /** The same formats, merged anew. */
  private Formats(Formats other, Function<Node, Matcher> matching) {
    this.all = other.all;
    this.matching = matching;
    this.tagged = other.tagged;
    this.protocols = other.protocols;
    this.stamped = other.stamped;
    this.wrappers = other.wrappers;
  }

  /**
   * The formats in use where somebody has his own: one of the same name stands in for ours.
   *
   * @param own his, in their order
   */
  public static Formats of(List<Format> builtIn, List<Format> own) {
    Map<String, Format> byName = new LinkedHashMap<>();
    own.forEach(format -> byName.put(format.name(), format));
    List<Format> formats = new ArrayList<>(byName.values());
    builtIn.stream().filter(format -> !byName.containsKey(format.name())).forEach(formats::add);
    return new Formats(formats);
  }

  /**
   * The same for many lines at once: what fits them is compiled when it has become clear that it
   * pays.
   */
  public Formats forManyLines() {
    return new Formats(this, Warming::new);
  }

  /** The formats, in the order in which they were given. */
  public List<Format> all() {
    return all;
  }

  /** Gives the tags that a pattern fits too what the pattern's programs write. */
  private static void joinPatterns(Map<String, List<Part>> tagged) {
    tagged.forEach((tag, parts) ->
        tagged.forEach((pattern, more) -> {
          if (tag.indexOf('*') < 0 && pattern.indexOf('*') >= 0 && matches(pattern, tag)) {
            parts.addAll(more);
          }
        }));
  }

  /** Merges what stands under one tag, or for a stamp what files with it hold. */
  private Program merge(List<Part> parts, @Nullable StampStyle stamp) {
    Predicate<Format.Shape> wanted =
        shape -> stamp == null || OwnFile.isKnownByItsBeginning(shape.template());
    Tree tree = new Tree();
    List<Cut> cuts = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (Part part : parts) {
      Reader reader = part.program.reader();
      names.add(part.format.name());
      if (reader == null) {
        add(tree, part.program, wanted);
      } else {
        Tree own = new Tree();
        add(own, part.program, shape -> true);
        cuts.add(
            new Cut(reader, matching.apply(own.node()), new Parsed.Unknown(part.format.name())));
      }
    }
    Parsed.Unknown unknown = new Parsed.Unknown(String.join("+", names));
    boolean stamps = parts.stream().anyMatch(part -> part.program.stamp() != null);
    Set<Integer> pieces = new HashSet<>();
    parts.forEach(part -> pieces.addAll(part.program.pieces()));
    return new Program(
        matching.apply(tree.node()),
        Protocol.UNKNOWN,
        unknown,
        List.copyOf(cuts),
        stamps,
        Set.copyOf(pieces));
  }

  private static void add(Tree tree, Format.Program program, Predicate<Format.Shape> wanted) {
    for (Format.Shape shape : program.shapes()) {
      if (wanted.test(shape)) {
        tree.add(shape.template(), shape.rule());
      }
    }
  }

  boolean isWrapper(String tag) {
    return wrappers.contains(tag);
  }

  /** The programs whose own files are stamped in this way; null without. */
  @Nullable Program own(StampStyle stamp) {
    Program known = own.get(stamp.ordinal());
    List<Part> parts = stamped.get(stamp);
    if (known != null || parts == null) {
      return known;
    }
    Program program = merge(parts, stamp);
    own.set(stamp.ordinal(), program);
    return program;
  }

  /**
   * What is known of the program with this tag, merged when it is first asked for; null without.
   */
  synchronized @Nullable Program program(String tag) {
    String known = tagged.containsKey(tag) ? tag : pattern(tag);
    if (known == null) {
      return null;
    }
    Program program =
        merged.computeIfAbsent(tagged.getOrDefault(known, List.of()), p -> merge(p, null));
    return program.speaking(protocols.getOrDefault(known, Protocol.UNKNOWN));
  }

  private @Nullable String pattern(String tag) {
    for (String known : tagged.keySet()) {
      if (known.indexOf('*') >= 0 && matches(known, tag)) {
        return known;
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
