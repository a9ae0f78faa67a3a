package org.redoubt.parse;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Protocol;

/**
 * A server's log lines, as data.
 *
 * @param name what users call it, such as {@code courier}
 * @param title one line for people
 * @param versions of the server that it covers
 * @param wrappers tags of programs that put another program's name in front of the message
 * @param programs what each of its programs writes
 */
public record Format(
    String name, String title, String versions, List<String> wrappers, List<Program> programs) {

  /** The lines of programs that write alike: under a tag, or in a file of their own. */
  static final class Program {
    private final Map<String, Protocol> tags;
    private final @Nullable StampStyle stamp;
    private final @Nullable Reader reader;
    private final Set<Integer> pieces;
    private final Supplier<List<Shape>> reading;
    private @Nullable List<Shape> shapes;

    /**
     * @param tags protocol by tag; a tag may hold {@code *}; empty for a file of its own
     * @param stamp how each line of that file begins; null under a tag
     * @param reader what cuts the message into values first; null without
     * @param pieces lengths of messages that were broken and go on in the next line
     * @param reading gives the shapes when they are first asked for
     */
    Program(
        Map<String, Protocol> tags,
        @Nullable StampStyle stamp,
        @Nullable Reader reader,
        Set<Integer> pieces,
        Supplier<List<Shape>> reading) {
      this.tags = tags;
      this.stamp = stamp;
      this.reader = reader;
      this.pieces = Set.copyOf(pieces);
      this.reading = reading;
    }

    Map<String, Protocol> tags() {
      return tags;
    }

    @Nullable StampStyle stamp() {
      return stamp;
    }

    @Nullable Reader reader() {
      return reader;
    }

    Set<Integer> pieces() {
      return pieces;
    }

    /** The templates with their meaning, in the order of the file. */
    synchronized List<Shape> shapes() {
      List<Shape> known = shapes;
      if (known == null) {
        known = List.copyOf(reading.get());
        shapes = known;
      }
      return known;
    }
  }

  /** A template and its meaning. */
  record Shape(Template template, Rule rule) {}

  public Format {
    wrappers = List.copyOf(wrappers);
    programs = List.copyOf(programs);
  }

  /** The tags of its programs in syslog, in the order of the file; a tag may hold {@code *}. */
  public List<String> tags() {
    return programs.stream().flatMap(p -> p.tags().keySet().stream()).distinct().toList();
  }

  /** Whether it knows lines of files that name neither host nor program. */
  public boolean hasOwnFile() {
    return programs.stream().anyMatch(p -> p.stamp() != null);
  }

  /** How many shapes of lines it knows. */
  public int shapeCount() {
    return programs.stream().mapToInt(p -> p.shapes().size()).sum();
  }
}
