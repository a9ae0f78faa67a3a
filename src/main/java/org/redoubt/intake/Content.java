package org.redoubt.intake;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** What stands in a log file, at its places: as it is, or unpacked. */
sealed interface Content extends Closeable permits Content.Plain, PackedContent {

  /** Reads what follows the place; not positive at the end. */
  int read(ByteBuffer target, long at) throws IOException;

  /** Whether it is at least so long. */
  boolean reaches(long length) throws IOException;

  /** Whether nothing will ever be added. */
  boolean isFinal();

  /** A file that may grow. */
  record Plain(FileChannel channel) implements Content {
    @Override
    public int read(ByteBuffer target, long at) throws IOException {
      return channel.read(target, at);
    }

    @Override
    public boolean reaches(long length) throws IOException {
      return channel.size() >= length;
    }

    @Override
    public boolean isFinal() {
      return false;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
