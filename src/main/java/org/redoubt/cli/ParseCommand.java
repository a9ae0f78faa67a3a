package org.redoubt.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.AuthEvent;
import org.redoubt.intake.StreamLines;
import org.redoubt.parse.Format;
import org.redoubt.parse.Formats;
import org.redoubt.parse.Joiner;
import org.redoubt.parse.LineParser;
import org.redoubt.parse.Notation;
import org.redoubt.parse.Parsed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shows what is understood of each line. */
@Command(
    name = "parse",
    description = {
      "Prints each line with what is understood of it, in the notation of a format's samples.txt."
    },
    footer = {
      "  redoubt parse /var/log/mail.log | less",
      "  redoubt parse --json < mail.log          one object a line",
      "  redoubt parse --explain mail.log         says which lines count and which tell it again"
    })
final class ParseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private FormatChoice choice = new FormatChoice();
  @Mixin private StampZone stamps = new StampZone();

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Logs; stdin without.")
  private List<String> files = List.of("-");

  @Option(names = "--format", paramLabel = "NAME", description = "Use only this format.")
  private @Nullable String format;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Option(names = "--explain", description = "Say what counts and what was told before.")
  private boolean explain;

  private final Joiner joiner = new Joiner();

  @Override
  public Integer call() throws Failure {
    LineParser parser = new LineParser(formats(), stamps.zone);
    parser.reference(System.currentTimeMillis());
    PrintWriter out = spec.commandLine().getOut();
    int unreadable = 0;
    for (String file : files) {
      try (InputStream in = file.equals("-") ? System.in : Unpacked.open(Path.of(file))) {
        StreamLines.read(
            in, file, (text, from, to, position) -> block(parser, text, from, to, out));
      } catch (IOException | IllegalArgumentException e) {
        out.flush();
        spec.commandLine()
            .getErr()
            .println("redoubt: cannot read " + file + ": " + Unpacked.why(e));
        unreadable++;
      }
    }
    out.flush();
    return unreadable > 0 ? Failure.UNUSABLE : 0;
  }

  private Formats formats() throws Failure {
    Formats known = choice.formats();
    List<Format> all = known.all();
    String wanted = format;
    if (wanted == null) {
      return known;
    }
    List<Format> one = all.stream().filter(f -> f.name().equals(wanted)).toList();
    if (one.isEmpty()) {
      throw new Failure(
          Failure.UNUSABLE,
          "no format '"
              + wanted
              + "'; known are "
              + String.join(", ", all.stream().map(Format::name).toList()));
    }
    return new Formats(one);
  }

  private void block(LineParser parser, byte[] text, int from, int to, PrintWriter out) {
    LineParser.Sink sink = (parsed, line, start, end) -> print(parsed, line, start, end, out);
    int rest = parser.parseAll(text, from, to, sink);
    if (rest < to) {
      sink.parsed(parser.parse(text, rest, to), text, rest, to);
    }
  }

  private void print(Parsed parsed, byte[] line, int start, int end, PrintWriter out) {
    String text = new String(line, start, end - start, StandardCharsets.UTF_8);
    if (json) {
      out.println(json(parsed, text));
    } else {
      out.println(Notation.visible(text));
      out.println("  " + Notation.of(parsed) + (explain ? counted(parsed) : ""));
    }
  }

  private String counted(Parsed parsed) {
    if (!(parsed instanceof Parsed.Event event)) {
      return "";
    }
    AuthEvent counts = joiner.join(event);
    String by = "   [" + event.rule().format() + ": ";
    if (counts == null) {
      return by + "told before, does not count]";
    }
    return by + "counts " + counts.attempts() + " of " + event.event().attempts() + "]";
  }

  private ObjectNode json(Parsed parsed, String text) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("line", text);
    switch (parsed) {
      case Parsed.Event(AuthEvent event, var rule) -> {
        node.put("result", "event").put("format", rule.format());
        event(node, event);
        if (explain) {
          AuthEvent counts = joiner.join((Parsed.Event) parsed);
          node.put("counts", counts == null ? 0 : counts.attempts());
        }
      }
      case Parsed.Ignored(String name) -> other(node, "ignored", name);
      case Parsed.Unknown(String name) -> other(node, "unknown", name);
      case Parsed.Malformed(String why) -> other(node, "malformed", "").put("why", why);
    }
    return node;
  }

  private static void event(ObjectNode node, AuthEvent event) {
    node.put("at", event.at().toString());
    node.put("protocol", event.protocol().word());
    node.put("outcome", event.outcome().word());
    node.put("source", event.source() == null ? null : event.source().toString());
    node.put("account", event.account() == null ? null : event.account().name());
    node.put("attempts", event.attempts());
  }

  private static ObjectNode other(ObjectNode node, String result, String format) {
    node.put("result", result).put("format", format.isEmpty() ? null : format);
    node.putNull("at").putNull("protocol").putNull("outcome");
    return node.putNull("source").putNull("account").putNull("attempts");
  }
}
