package org.redoubt.parse;

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
final class Node {
  private static final int TABLE_FROM = 6;

  /** Bytes that lead here from the parent. */
  final byte[] label;

  /** Bytes from the root of this radix tree to here. */
  final int depth;

  final @Nullable Rule rule;
  final Step[] steps;

  /** The nearest node above that has a rule or steps. */
  final @Nullable Node up;

  private Node[] children = {};
  private byte[] firsts = {};
  private byte @Nullable [] table;

  Node(byte[] label, int depth, @Nullable Rule rule, Step[] steps, @Nullable Node up) {
    this.label = label;
    this.depth = depth;
    this.rule = rule;
    this.steps = steps;
    this.up = up;
  }

  /** Called once, while the tree is built. */
  void children(Node[] nodes) {
    children = nodes;
    firsts = new byte[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      firsts[i] = nodes[i].label[0];
    }
    if (nodes.length >= TABLE_FROM) {
      byte[] index = new byte[256];
      for (int i = 0; i < nodes.length; i++) {
        index[firsts[i] & 255] = (byte) (i + 1);
      }
      table = index;
    }
  }

  boolean leadsOn() {
    return rule != null || steps.length > 0;
  }

  /** The rule of the first template that fits text[at, to) whole, or null. */
  @Nullable Rule match(byte[] text, int from, int to, Captures captures) {
    captures.begin(to - from);
    return walk(text, from, to, captures);
  }

  /** As {@link #match}, for a place inside a template. */
  @Nullable Rule walk(byte[] text, int at, int to, Captures captures) {
    Node node = this;
    int pos = at;
    while (pos < to) {
      Node child = node.child(text[pos]);
      if (child == null || !Bytes.startsWith(text, pos, to, child.label)) {
        break;
      }
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

  private @Nullable Node child(byte first) {
    if (table != null) {
      int index = table[first & 255];
      return index == 0 ? null : children[index - 1];
    }
    for (int i = 0; i < firsts.length; i++) {
      if (firsts[i] == first) {
        return children[i];
      }
    }
    return null;
  }
}
