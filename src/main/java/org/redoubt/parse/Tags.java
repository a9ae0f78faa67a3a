package org.redoubt.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a tag, found without making a string of it. Remembers as many tags as it has
 * room for and looks up the others each time: an endless supply of new tags costs time, not memory.
 */
final class Tags {
  private static final int ROOM = 1024;
  private static final int MOST = ROOM / 2;
  private static final int LONGEST = 128;

  /** A tag and the program behind it; null when it is none of ours. */
  record Entry(byte[] tag, Formats.@Nullable Program program, boolean isWrapper) {}

  private static final Entry NOBODY = new Entry(new byte[0], null, false);

  private final Formats formats;
  private final @Nullable Entry[] entries = new @Nullable Entry[ROOM];
  private Entry previous = NOBODY;
  private int size;

  Tags(Formats formats) {
    this.formats = formats;
  }

  Entry find(byte[] text, int from, int to) {
    byte[] before = previous.tag;
    if (Arrays.equals(text, from, to, before, 0, before.length)) {
      return previous;
    }
    int at = Bytes.hash(text, from, to) & ROOM - 1;
    for (Entry entry = entries[at]; entry != null; entry = entries[at]) {
      if (Arrays.equals(text, from, to, entry.tag, 0, entry.tag.length)) {
        previous = entry;
        return entry;
      }
      at = at + 1 & ROOM - 1;
    }
    return remember(text, from, to, at);
  }

  private Entry remember(byte[] text, int from, int to, int at) {
    if (to - from > LONGEST) {
      return NOBODY;
    }
    String tag = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    Entry entry =
        new Entry(Arrays.copyOfRange(text, from, to), formats.program(tag), formats.isWrapper(tag));
    if (size < MOST) {
      entries[at] = entry;
      size++;
    }
    return entry;
  }
}
