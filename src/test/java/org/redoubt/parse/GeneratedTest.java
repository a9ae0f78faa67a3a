package org.redoubt.parse;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ConstantDescs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.redoubt.event.Outcome;

/** A generated matcher finds what the tree finds, in every message. */
class GeneratedTest {
  private static final int MOST_COMPILED_BYTES = 8000;
  private final Random random = new Random(11);

  @Test
  void findsWhatTheTreeFinds() throws IOException {
    List<String> lines = lines();
    int found = 0;
    for (Node tree : trees()) {
      Matcher generated = Generated.of(tree);
      for (int i = 0; i < 3000; i++) {
        byte[] text = text(lines);
        int from = random.nextInt(1 + text.length / 2);
        int to =
            text.length - (random.nextInt(4) == 0 ? random.nextInt(1 + text.length - from) : 0);
        String wanted = told(tree, text, from, to);
        assertThat(told(generated, text, from, to))
            .as(new String(text, from, to - from, StandardCharsets.ISO_8859_1))
            .isEqualTo(wanted);
        found += wanted.startsWith("null") ? 0 : 1;
      }
    }
    assertThat(found).as("messages that some template fits").isGreaterThan(5000);
  }

  @Test
  void writesNoMethodThatIsTooLargeToBeCompiled() {
    for (Node tree : trees()) {
      for (var method : ClassFile.of().parse(Generated.classFile(tree)).methods()) {
        CodeAttribute code = (CodeAttribute) method.code().orElseThrow();
        String name = method.methodName().stringValue();
        if (!name.equals(ConstantDescs.CLASS_INIT_NAME)) {
          assertThat(code.codeLength()).as(name).isLessThan(MOST_COMPILED_BYTES);
        }
      }
    }
  }

  @Test
  void leavesToTheTreeWhatNoClassCanHold() {
    String long64 = "x".repeat(200_000);
    for (Node tree : List.of(tree(6_000, ""), tree(1, long64))) {
      Matcher matcher = Generated.of(tree);
      assertThat(matcher).isSameAs(tree);
    }
    Node large = tree(1_000, "");
    Matcher generated = Generated.of(large);
    assertThat(generated).isNotSameAs(large);
    for (int i = 0; i < 1_001; i++) {
      byte[] text =
          ("word " + i + " failed for bob from 192.0.2.1").getBytes(StandardCharsets.UTF_8);
      assertThat(told(generated, text, 0, text.length))
          .isEqualTo(told(large, text, 0, text.length));
      assertThat(generated.match(text, 0, text.length, new Captures()) != null)
          .isEqualTo(i < 1_000);
    }
  }

  private static Node tree(int templates, String more) {
    Tree tree = new Tree();
    Layer layer = new Layer("x", Layer.Kind.SERVER, false);
    Rule.Use use = new Rule.Use(Outcome.WRONG_PASSWORD, null, null, null, null, Rule.Aside.IGNORED);
    for (int i = 0; i < templates; i++) {
      Template template =
          Template.parse("word " + i + more + " failed for {account} from {source}").getFirst();
      tree.add(template, new Rule(layer, use, null, template));
    }
    return tree.node();
  }

  private static String told(Matcher matcher, byte[] text, int from, int to) {
    Captures captures = new Captures();
    Rule rule = matcher.match(text, from, to, captures);
    StringBuilder told =
        new StringBuilder(rule == null ? "null" : "rule " + System.identityHashCode(rule) + " ");
    told.append(captures.isExhausted()).append(captures.isAmbiguous());
    for (Slot slot : Slot.ALL) {
      if (slot != Slot.NONE && rule != null && rule.fills(slot)) {
        told.append(slot).append(captures.from(slot)).append('-').append(captures.to(slot));
      }
    }
    return told.toString();
  }

  /** Messages of servers from some place on, some with other pieces in them. */
  private byte[] text(List<String> lines) {
    String line = lines.get(random.nextInt(lines.size()));
    int at = Math.max(0, line.indexOf(": ") + 2);
    String message = random.nextBoolean() ? line.substring(at) : line;
    for (int cuts = random.nextInt(3); cuts > 0; cuts--) {
      String other = lines.get(random.nextInt(lines.size()));
      int to = random.nextInt(1 + message.length());
      int from = random.nextInt(1 + other.length());
      message =
          message.substring(0, to)
              + other.substring(from, Math.min(other.length(), from + random.nextInt(60)))
              + message.substring(to);
    }
    return message.getBytes(StandardCharsets.UTF_8);
  }

  private static Set<Node> trees() {
    Formats formats = TestFormats.all();
    Set<Node> trees = new LinkedHashSet<>();
    for (Format format : formats.all()) {
      for (String tag : format.tags()) {
        Formats.Program program = requireNonNull(formats.program(tag.replace("*", "x")));
        trees.add((Node) program.matcher());
        program.cuts().forEach(cut -> trees.add((Node) cut.matcher()));
      }
    }
    for (StampStyle style : StampStyle.values()) {
      Formats.Program program = formats.own(style);
      if (program != null) {
        trees.add((Node) program.matcher());
      }
    }
    return trees;
  }

  private static List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Format format : TestFormats.all().all()) {
      Files.readAllLines(Path.of("formats", format.name(), "samples.txt")).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("  ="))
          .forEach(lines::add);
    }
    return lines;
  }
}
