package org.redoubt.parse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the text of a template; its errors say at which character. */
final class TemplateText {
  private static final int MOST_SHAPES = 128;
  private final String text;
  private int at;
  private int depth;

  TemplateText(String text) {
    this.text = text;
  }

  List<List<Template.Item>> shapes() {
    List<List<Template.Item>> shapes = sequence();
    if (at < text.length()) {
      throw new TemplateException(at, "a '}' without its '{'; write '}}' for the brace itself");
    }
    return shapes;
  }

  /** Everything up to the end or an unpaired closing brace. */
  private List<List<Template.Item>> sequence() {
    List<List<Template.Item>> shapes = List.of(List.of());
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '}' && (depth > 0 || !follows("}}"))) {
        break;
      }
      shapes = c == '{' && !follows("{{") ? braces(shapes) : append(shapes, literal());
    }
    return shapes;
  }

  private List<List<Template.Item>> braces(List<List<Template.Item>> before) {
    int start = at;
    if (!follows("{?")) {
      return append(before, field());
    }
    at += 2;
    depth++;
    List<List<Template.Item>> inner = sequence();
    depth--;
    if (at >= text.length()) {
      throw new TemplateException(start, "an optional part '{?' that is never closed by '}'");
    }
    at++;
    if (before.size() * (inner.size() + 1) > MOST_SHAPES) {
      throw new TemplateException(start, "too many optional parts; write two templates");
    }
    List<List<Template.Item>> shapes = new ArrayList<>();
    for (List<Template.Item> head : before) {
      for (List<Template.Item> tail : inner) {
        List<Template.Item> both = new ArrayList<>(head);
        both.addAll(tail);
        shapes.add(both);
      }
      shapes.add(head);
    }
    return shapes;
  }

  private static List<List<Template.Item>> append(
      List<List<Template.Item>> shapes, Template.Item item) {
    List<List<Template.Item>> longer = new ArrayList<>();
    for (List<Template.Item> shape : shapes) {
      List<Template.Item> more = new ArrayList<>(shape);
      more.add(item);
      longer.add(more);
    }
    return longer;
  }

  private Template.Item literal() {
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean brace = c == '{' || c == '}';
      if (brace && (c == '}' && depth > 0 || !follows("" + c + c))) {
        break;
      }
      out.append(c);
      at += brace ? 2 : 1;
    }
    return new Template.Literal(out.toString().getBytes(StandardCharsets.UTF_8));
  }

  private Template.Item field() {
    int start = at;
    int close = text.indexOf('}', start);
    if (close < 0) {
      throw new TemplateException(start, "a field '{' that is never closed by '}'");
    }
    at = close + 1;
    String body = text.substring(start + 1, close);
    int bang = body.indexOf('!');
    ByteSet stops = bang < 0 ? ByteSet.NONE : ByteSet.of(body.substring(bang + 1));
    String name = bang < 0 ? body : body.substring(0, bang);
    int colon = name.indexOf(':');
    Kind kind = Kind.of(name.substring(colon + 1));
    Slot slot = slot(colon < 0 ? name : name.substring(0, colon));
    if (slot == null && (colon >= 0 || kind == null) || colon >= 0 && kind == null) {
      throw new TemplateException(
          start,
          "'{"
              + body
              + "}' is no field; known are account, source, attempts, successes, session, protocol,"
              + " secret and elements, of the kinds int, ip, ip4, word, quoted, ..., any, escaped,"
              + " base64 and only");
    }
    Slot kept = slot == null ? Slot.NONE : slot;
    return new Template.Field(kept, kind == null ? usual(kept) : kind, stops);
  }

  static @Nullable Slot slot(String name) {
    for (Slot slot : Slot.values()) {
      if (slot != Slot.NONE && slot.name().toLowerCase(Locale.ROOT).equals(name)) {
        return slot;
      }
    }
    return null;
  }

  private static Kind usual(Slot slot) {
    return switch (slot) {
      case SOURCE -> Kind.IP;
      case ATTEMPTS, SUCCESSES -> Kind.INT;
      case SESSION, PROTOCOL -> Kind.WORD;
      case NONE, ACCOUNT, SECRET, ELEMENTS, AT -> Kind.ANY;
    };
  }

  private boolean follows(String expected) {
    return text.startsWith(expected, at);
  }
}
