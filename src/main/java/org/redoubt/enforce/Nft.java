package org.redoubt.enforce;

import java.io.Closeable;
import java.io.IOException;

/** A way to speak to nftables. Every call is one transaction: all of it happens or nothing. */
interface Nft extends Closeable {

  /** The word for it in logs. */
  String name();

  /** Runs commands; the message of the exception is nftables' own, shortened. */
  void run(String commands) throws IOException;

  /** Lists a table and gives its JSON. */
  String table(String name) throws IOException;

  @Override
  void close();

  /** nftables repeats the commands it dislikes, which may be megabytes: the first lines tell. */
  static IOException refused(String message) {
    String text = message.strip();
    return new IOException("nftables: " + (text.length() > 300 ? text.substring(0, 300) : text));
  }
}
