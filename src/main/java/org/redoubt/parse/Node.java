package org.redoubt.parse;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in the merged tree of a program's templates.
 *
 * <p>Literals that begin alike share their beginning as a radix tree; at a node, fields may follow
 * ({@link Step}), each leading to the root of another radix tree. Matching walks the literals as
 * deep as the text goes and then tries, from the deepest node up, the end of the line and the
 * fields in the order in which the templates stand in their file. Each field is read once per
 * alternative, so the time is linear in the line.
 */
final class Node extends Matcher {
  private static final int TABLE_FROM = 6;

  /** Bytes that lead here from the parent. */
  final byte[] label;

  /** Bytes from the root of this radix tree to here. */
  final int depth;

  final @Nullable Rule rule;
  final Step[] steps;

  /** The nearest node above that has a rule or steps. */
  final @Nullable Node up;

  /** The first eight bytes of the label as one number, and which of its bytes count. */
  private final long head;

  private final long mask;

  /** No two labels begin with the same byte. */
  private Node[] children = {};

  private byte @Nullable [] table;

  Node(byte[] label, int depth, @Nullable Rule rule, Step[] steps, @Nullable Node up) {
    this.label = label;
    this.head = Bytes.eight(Arrays.copyOf(label, Long.BYTES), 0);
    this.mask = label.length >= Long.BYTES ? -1 : (1L << 8 * label.length) - 1;
    this.depth = depth;
    this.rule = rule;
    this.steps = steps;
    this.up = up;
  }

  /** Called once, while the tree is built. */
  void children(Node[] nodes) {
    children = nodes;
    if (nodes.length >= TABLE_FROM) {
      byte[] index = new byte[256];
      for (int i = 0; i < nodes.length; i++) {
        index[nodes[i].label[0] & 255] = (byte) (i + 1);
      }
      table = index;
    }
  }

  List<Node> children() {
    return List.of(children);
  }

  boolean leadsOn() {
    return rule != null || steps.length > 0;
  }

  @Override
  @Nullable Rule match(byte[] text, int from, int to, Captures captures) {
    captures.begin(to - from);
    return walk(text, from, to, captures);
  }

  /** As {@link #match}, for a place inside a template. */
  @Nullable Rule walk(byte[] text, int at, int to, Captures captures) {
    Node node = this;
    int pos = at;
    for (Node child; pos < to && (child = node.child(text, pos, to)) != null; ) {
      node = child;
      pos += child.label.length;
    }
    for (Node here = node.leadsOn() ? node : node.up; here != null; here = here.up) {
      Rule found = here.onwards(text, at + here.depth, to, captures);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Rule onwards(byte[] text, int pos, int to, Captures captures) {
    if (pos == to && rule != null) {
      return rule;
    }
    for (Step step : steps) {
      Rule found = step.match(text, pos, to, captures);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The child whose label stands here. */
  private @Nullable Node child(byte[] text, int at, int to) {
    if (at + Long.BYTES > text.length) {
      return slowly(text, at, to);
    }
    long word = Bytes.eight(text, at);
    if (table != null) {
      int index = table[(int) word & 255];
      return index > 0 && children[index - 1].fits(word, text, at, to) ? children[index - 1] : null;
    }
    for (Node child : children) {
      if (child.fits(word, text, at, to)) {
        return child;
      }
    }
    return null;
  }

  /** Whether the label stands here, where the next eight bytes are these. */
  private boolean fits(long word, byte[] text, int at, int to) {
    return ((word ^ head) & mask) == 0
        && label.length <= to - at
        && (label.length <= Long.BYTES || Bytes.startsWith(text, at, to, label));
  }

  private @Nullable Node slowly(byte[] text, int at, int to) {
    for (Node child : children) {
      if (Bytes.startsWith(text, at, to, child.label)) {
        return child;
      }
    }
    return null;
  }
}
