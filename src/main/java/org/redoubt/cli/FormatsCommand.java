package org.redoubt.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.redoubt.parse.Format;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lists the log formats that are known. */
@Command(
    name = "formats",
    description = {"Lists the servers whose logs are understood, your own formats among them."},
    footer = {
      "  redoubt formats                          every format, with the versions it covers",
      "  redoubt formats courier                  its programs and shapes of lines",
      "  redoubt formats --json | jq '.[].name'",
      "  redoubt formats --formats ./mine         tests the formats of a folder"
    })
final class FormatsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private FormatChoice choice = new FormatChoice();

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Only this format.")
  private @Nullable String name;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws Failure {
    List<Format> wanted = wanted();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      wanted.forEach(format -> all.add(json(format)));
      out.println(all.toPrettyString());
    } else if (name == null) {
      wanted.forEach(format -> line(format, out));
    } else {
      wanted.forEach(format -> page(format, out));
    }
    out.flush();
    return 0;
  }

  private List<Format> wanted() throws Failure {
    List<Format> all = choice.formats().all();
    List<Format> wanted =
        all.stream().filter(format -> name == null || format.name().equals(name)).toList();
    if (wanted.isEmpty()) {
      throw new Failure(
          Failure.FAILED,
          "no format '"
              + name
              + "'; known are "
              + String.join(", ", all.stream().map(Format::name).sorted().toList()));
    }
    return wanted;
  }

  private static void line(Format format, PrintWriter out) {
    out.printf("%-14s %-58s %s%n", format.name(), format.title(), format.versions());
  }

  private static void page(Format format, PrintWriter out) {
    out.println(format.name() + ": " + format.title());
    out.println("versions  " + format.versions());
    out.println("shapes    " + format.shapeCount());
    List<String> tags = format.tags();
    out.println("tags      " + (tags.isEmpty() ? "none" : String.join(", ", tags)));
    out.println("own file  " + (format.hasOwnFile() ? "yes, without host and tag" : "no"));
  }

  private static ObjectNode json(Format format) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", format.name());
    node.put("title", format.title());
    node.put("versions", format.versions());
    node.put("shapes", format.shapeCount());
    node.put("own_file", format.hasOwnFile());
    ArrayNode tags = node.putArray("tags");
    format.tags().forEach(tags::add);
    return node;
  }
}
