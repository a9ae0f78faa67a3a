package org.redoubt.parse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One shape of a message: literal text and fields, in order.
 *
 * <p>Written {@code LOGIN FAILED, user={account}, ip=[{source}]{?, port=[{int}]}}: a field is
 * {@code {name}}, {@code {kind}} or {@code {name:kind}}, with {@code !chars} behind it for bytes
 * that it may not hold; {@code {?…}} may be missing; outside of these a doubled brace is the brace
 * itself.
 *
 * <p>How it is read is what makes it safe. Fields of a closed kind ({@code int}, {@code ip}, {@code
 * word}, {@code quoted}) end by themselves, {@code ...} ends at the first occurrence of the literal
 * behind it, and {@code any} (so {@code account} too) at the last one: what a client wrote can thus
 * not move what stands behind it. Where clients write on both sides of the address, {@code only}
 * takes the one place that fits, and a second one makes the line a forgery. {@code escaped} is
 * {@code any} with {@code \041} and the like in it. Every template must fit the message to its end.
 */
record Template(List<Item> items) {

  /** A part of a template. */
  sealed interface Item {}

  record Literal(byte[] text) implements Item {
    @Override
    public String toString() {
      return new String(text, StandardCharsets.UTF_8);
    }
  }

  record Field(Slot slot, Kind kind, ByteSet stops) implements Item {
    boolean isOpen() {
      return kind.isOpen();
    }
  }

  /** The shapes that the text stands for, one for each choice of its optional parts. */
  static List<Template> parse(String text) {
    return new TemplateText(text).shapes().stream().map(Template::checked).toList();
  }

  private static Template checked(List<Item> items) {
    List<Item> joined = new ArrayList<>();
    for (Item item : items) {
      if (item instanceof Literal more
          && !joined.isEmpty()
          && joined.getLast() instanceof Literal before) {
        joined.set(joined.size() - 1, join(before, more));
      } else {
        joined.add(item);
      }
    }
    for (int i = 0; i + 1 < joined.size(); i++) {
      if (joined.get(i) instanceof Field first
          && first.isOpen()
          && joined.get(i + 1) instanceof Field) {
        throw new TemplateException(
            0, "two fields with nothing between them: the first has no end");
      }
    }
    return new Template(List.copyOf(joined));
  }

  private static Literal join(Literal a, Literal b) {
    byte[] both = new byte[a.text.length + b.text.length];
    System.arraycopy(a.text, 0, both, 0, a.text.length);
    System.arraycopy(b.text, 0, both, a.text.length, b.text.length);
    return new Literal(both);
  }
}
