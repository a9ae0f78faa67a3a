package org.redoubt.parse;

import org.jspecify.annotations.Nullable;

/**
 * Walks the tree until so many messages came that a {@link Generated} class pays for what it costs:
 * most of a second, nearly all of it for HotSpot to compile it, against some 15 ns a message.
 * Threads may share it: at worst two of them generate the same class.
 */
final class Warming extends Matcher {
  private static final int PAYS_FROM = 2_000_000;

  private final Node tree;
  private Matcher now;
  private int left = PAYS_FROM;

  Warming(Node tree) {
    this.tree = tree;
    this.now = tree;
  }

  @Override
  @Nullable Rule match(byte[] text, int from, int to, Captures captures) {
    if (left > 0 && --left == 0) {
      now = Generated.of(tree);
    }
    return now.match(text, from, to, captures);
  }
}
