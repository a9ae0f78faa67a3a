package org.redoubt.repute;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a list, whatever it holds: what is no address is counted, and what is no list refused. */
final class ListReader {
  private static final int LOOK_AHEAD = 8192;

  private final ListSettings settings;
  private final int mostBlocks;

  /**
   * @param mostBlocks how many blocks are taken
   */
  ListReader(ListSettings settings, int mostBlocks) {
    this.settings = settings;
    this.mostBlocks = mostBlocks;
  }

  /**
   * Reads to the end.
   *
   * @throws IOException when it cannot be read, or is no list of addresses
   */
  ListContents read(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, 65_536);
    Harvest harvest = new Harvest(settings, mostBlocks);
    if (isJson(in)) {
      new ListJson(settings, harvest).read(in);
    } else {
      new ListText(settings, harvest).read(in);
    }
    ListContents contents = harvest.contents();
    if (contents.isNoList()) {
      throw new IOException(
          "is no list of addresses: %d addresses, %d times something else"
              .formatted(contents.blocks().size(), contents.junk()));
    }
    return contents;
  }

  private boolean isJson(BufferedInputStream in) throws IOException {
    return switch (settings.format()) {
      case JSON -> true;
      case PLAIN, CSV -> false;
      case AUTO -> startsLikeJson(in);
    };
  }

  private static boolean startsLikeJson(BufferedInputStream in) throws IOException {
    in.mark(LOOK_AHEAD);
    int first = in.read();
    for (int i = 1; i < LOOK_AHEAD && first >= 0 && Character.isWhitespace(first); i++) {
      first = in.read();
    }
    in.reset();
    return first == '{' || first == '[';
  }
}
