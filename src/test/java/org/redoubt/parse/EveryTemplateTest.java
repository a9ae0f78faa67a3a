package org.redoubt.parse;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A template that another one hides, or whose fields swallow what stands behind them, is dead. */
class EveryTemplateTest {
  private static final String ADDRESS = "198.51.100.4";

  @Test
  void filledWithPlainWordsGivesItsOwnOutcome() {
    Formats formats = TestFormats.all();
    List<String> dead = new ArrayList<>();
    int tried = 0;
    for (Format format : formats.all()) {
      for (Format.Program program : format.programs()) {
        if (program.reader() == null) {
          tried += program.shapes().size();
          dead.addAll(dead(format.name(), program, read(formats, program).matcher()));
        }
      }
    }
    assertThat(dead).isEmpty();
    assertThat(tried).isGreaterThan(5000);
  }

  private static Formats.Program read(Formats formats, Format.Program program) {
    StampStyle stamp = program.stamp();
    Formats.Program read =
        program.tags().isEmpty() && stamp != null
            ? formats.own(stamp)
            : formats.program(program.tags().keySet().iterator().next().replace("*", "x"));
    return requireNonNull(read);
  }

  private static List<String> dead(String format, Format.Program program, Matcher matcher) {
    List<String> dead = new ArrayList<>();
    for (Format.Shape shape : program.shapes()) {
      String line = filled(shape.template());
      byte[] text = line.getBytes(StandardCharsets.UTF_8);
      Rule found = matcher.match(text, 0, text.length, new Captures());
      if (found == null || found.outcome() != shape.rule().outcome()) {
        dead.add(format + ": " + line);
      }
    }
    return dead;
  }

  private static String filled(Template template) {
    StringBuilder line = new StringBuilder();
    for (Template.Item item : template.items()) {
      line.append(item instanceof Template.Field field ? plain(field) : item);
    }
    return line.toString();
  }

  private static String plain(Template.Field field) {
    if (field.slot() == Slot.ELEMENTS) {
      return "<bob>, method=PLAIN, rip=" + ADDRESS + ", lip=192.0.2.1";
    }
    return switch (field.kind()) {
      case INT -> "3";
      case IP, IP4 -> ADDRESS;
      case WORD -> field.slot() == Slot.SOURCE ? ADDRESS : "word";
      case QUOTED -> "quoted";
      case TEXT -> "words";
      case ANY, ESCAPED -> "bob";
      case BASE64 -> "Ym9i";
      case ONLY -> " bob";
    };
  }
}
