package org.redoubt.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A rotated log that was packed. Unpacked from the front on, never kept as a whole; for a place
 * before the last one read it begins anew. Where it is damaged it ends.
 */
final class PackedContent implements Content {
  private static final int SKIPPED_AT_ONCE = 64 << 10;

  private final Path file;
  private final byte[] head;
  private InputStream in;

  /** How much has been unpacked. */
  private long place;

  PackedContent(Path file) {
    this.file = file;
    this.in = unpacked(file);
    byte[] beginning = new byte[FileMark.MAX_HEAD_BYTES];
    int count;
    do {
      count = unpack(beginning, (int) place, beginning.length - (int) place);
    } while (count > 0);
    this.head = Arrays.copyOf(beginning, (int) place);
  }

  private static InputStream unpacked(Path file) {
    try {
      return Archive.unpack(Files.newInputStream(file));
    } catch (IOException _) {
      return InputStream.nullInputStream();
    }
  }

  @Override
  public int read(ByteBuffer target, long at) throws IOException {
    if (at < head.length) {
      int count = (int) Math.min(target.remaining(), head.length - at);
      target.put(head, (int) at, count);
      return count;
    }
    if (!goTo(at)) {
      return -1;
    }
    int from = target.arrayOffset() + target.position();
    int count = unpack(target.array(), from, target.remaining());
    target.position(target.position() + Math.max(0, count));
    return count;
  }

  @Override
  public boolean reaches(long length) throws IOException {
    return length <= place || goTo(length);
  }

  @Override
  public boolean isFinal() {
    return true;
  }

  private boolean goTo(long wanted) throws IOException {
    if (wanted < place) {
      in.close();
      in = unpacked(file);
      place = 0;
    }
    byte[] skipped = new byte[(int) Math.min(SKIPPED_AT_ONCE, wanted - place)];
    while (place < wanted) {
      if (unpack(skipped, 0, (int) Math.min(skipped.length, wanted - place)) <= 0) {
        return false;
      }
    }
    return true;
  }

  private int unpack(byte[] target, int from, int most) {
    try {
      int count = in.read(target, from, most);
      place += Math.max(0, count);
      return count;
    } catch (IOException _) {
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
