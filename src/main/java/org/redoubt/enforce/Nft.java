package org.redoubt.enforce;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A way to speak to nftables. Every call is one transaction: all of it happens or nothing. */
interface Nft extends Closeable {

  /** The word for it in logs. */
  String name();

  /** Runs commands; the message of the exception is nftables' own, shortened. */
  void run(String commands) throws IOException;

  /** Lists a table with all that is in it and gives its JSON. */
  String table(String name) throws IOException;

  /** Lists a table without the elements of its sets and gives its JSON. */
  String outline(String name) throws IOException;

  /** Whether this is a process that makes changes for us, by its number and name. */
  boolean isOurs(int processId, String name);

  @Override
  void close();

  /** The way that was asked for, or of any the first that is there; null without one. */
  static @Nullable Nft find(
      EnforceSettings.Via via, Supplier<@Nullable Nft> first, Supplier<@Nullable Nft> second) {
    return switch (via) {
      case LIBRARY -> NftLibrary.find();
      case PROGRAM -> NftProgram.find();
      case ANY -> {
        Nft found = first.get();
        yield found != null ? found : second.get();
      }
    };
  }

  /** nftables repeats the commands it dislikes, which may be megabytes: the first lines tell. */
  static IOException refused(String message) {
    String text = message.strip();
    return new IOException("nftables: " + (text.length() > 300 ? text.substring(0, 300) : text));
  }
}
