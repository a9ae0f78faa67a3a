package org.redoubt.intake;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * One open file, whatever it is called by now. Keeps no bytes between rounds: an unfinished line is
 * read again when more has come.
 */
final class OpenLog implements Closeable {
  private static final int ATTEMPTS = 10;

  private final Content content;
  private final long inode;
  private long offset;
  private byte[] head = new byte[0];
  private long headHash = FileMark.hash(head, 0);
  private long droppedBytes;
  private long lastGrowthMillis;

  /** Whether there is nothing left, and nothing to come. */
  private boolean isDone;

  private OpenLog(Content content, long inode, long nowMillis) {
    this.content = content;
    this.inode = inode;
    this.lastGrowthMillis = nowMillis;
  }

  /**
   * Opens the file that has this path now, from its beginning.
   *
   * @throws IOException also when it is no plain file: to open a FIFO could take for ever
   */
  static OpenLog open(Path path, long nowMillis) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new IOException(
          "is no plain file; name one, or take syslog messages ([intake.syslog])");
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long before = inode(path);
      Content content =
          Rotated.isPacked(path)
              ? new PackedContent(path)
              : new Content.Plain(FileChannel.open(path, StandardOpenOption.READ));
      if (inode(path) == before) {
        return new OpenLog(content, before, nowMillis);
      }
      content.close();
    }
    throw new NoSuchFileException(
        path.toString(), null, "is replaced faster than it can be opened");
  }

  static long inode(Path path) throws IOException {
    return ((Number) Files.getAttribute(path, "unix:ino")).longValue();
  }

  /** Whether this file begins with what the mark has seen and is at least as long. */
  boolean continues(FileMark mark) throws IOException {
    byte[] beginning = readHead(mark.headBytes());
    return beginning.length == mark.headBytes()
        && FileMark.hash(beginning, beginning.length) == mark.headHash()
        && content.reaches(mark.offset());
  }

  /** Whether the other begins with all that this does, and that is something. */
  boolean beginsAs(OpenLog other) throws IOException {
    byte[] beginning = readHead(FileMark.MAX_HEAD_BYTES);
    return beginning.length > 0 && Arrays.equals(beginning, other.readHead(beginning.length));
  }

  void goTo(FileMark mark) throws IOException {
    offset = mark.offset();
    droppedBytes = 0;
    setHead(readHead(mark.headBytes()));
  }

  void restart() {
    offset = 0;
    droppedBytes = 0;
    setHead(new byte[0]);
  }

  FileMark mark() {
    return new FileMark(inode, offset, head.length, headHash);
  }

  long inode() {
    return inode;
  }

  long lastGrowthMillis() {
    return lastGrowthMillis;
  }

  /** Whether what was read is no longer there: the file was emptied, and perhaps written again. */
  boolean isTruncated() throws IOException {
    return !content.reaches(offset) || !Arrays.equals(readHead(head.length), head);
  }

  /**
   * Hands out the whole lines that are there by now. {@link #mark} is already behind them when the
   * drain is called, and goes back when the drain fails.
   */
  boolean read(LineBuffer buffer, LineBuffer.Drain drain, long nowMillis) throws IOException {
    if (isDone) {
      return false;
    }
    buffer.clear();
    long start = offset;
    fillUpToDropped(buffer);
    int count;
    while ((count = readAt(buffer, offset + buffer.pendingBytes())) > 0) {
      long[] handed = {offset};
      try {
        buffer.added(
            count,
            (bytes, from, to, inputBytes) -> {
              offset += inputBytes;
              rememberHead();
              drain.lines(bytes, from, to, inputBytes);
              handed[0] = offset;
            });
      } finally {
        offset = handed[0];
      }
    }
    droppedBytes = buffer.droppedBytes();
    isDone = content.isFinal();
    if (offset > start) {
      lastGrowthMillis = nowMillis;
    }
    return offset > start;
  }

  private void fillUpToDropped(LineBuffer buffer) throws IOException {
    if (droppedBytes > 0) {
      ByteBuffer kept = ByteBuffer.wrap(buffer.bytes(), 0, LineBuffer.MAX_LINE_BYTES);
      readFully(kept, offset);
      buffer.resumeDropping(LineBuffer.MAX_LINE_BYTES, droppedBytes);
    }
  }

  private int readAt(LineBuffer buffer, long position) throws IOException {
    return content.read(ByteBuffer.wrap(buffer.bytes(), buffer.end(), buffer.space()), position);
  }

  private void rememberHead() {
    if (head.length < FileMark.MAX_HEAD_BYTES && offset > head.length) {
      try {
        setHead(readHead((int) Math.min(offset, FileMark.MAX_HEAD_BYTES)));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private void setHead(byte[] bytes) {
    head = bytes;
    headHash = FileMark.hash(bytes, bytes.length);
  }

  private byte[] readHead(int length) throws IOException {
    byte[] bytes = new byte[length];
    ByteBuffer target = ByteBuffer.wrap(bytes);
    readFully(target, 0);
    return target.hasRemaining() ? Arrays.copyOf(bytes, target.position()) : bytes;
  }

  private void readFully(ByteBuffer target, long position) throws IOException {
    long at = position;
    int count;
    while (target.hasRemaining() && (count = content.read(target, at)) > 0) {
      at += count;
    }
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
