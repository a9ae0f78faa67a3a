package org.redoubt.enforce;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A way to speak to nftables. Every call is one transaction: all of it happens or nothing. */
interface Nft extends Closeable {

  /** The word for it in logs. */
  String name();

  /**
   * Runs commands, for which nftables may first read all that our sets hold; what it needs for that
   * it gives back. The message of the exception is nftables' own, shortened.
   */
  void run(String commands) throws IOException;

  /** Runs commands that are small and come often, and about no rules. */
  void runOften(String commands) throws IOException;

  /** Whether this is a process that makes changes for us, by its number and name. */
  boolean isOurs(int processId, String name);

  @Override
  void close();

  /** The way that was asked for; null where it is not installed. */
  static @Nullable Nft find(EnforceSettings.Via via) {
    return switch (via) {
      case LIBRARY -> NftLibrary.find();
      case PROGRAM -> NftProgram.find();
      case ANY -> {
        NftLibrary library = NftLibrary.find();
        NftProgram program = NftProgram.find();
        yield library == null ? program : program == null ? library : new NftBoth(library, program);
      }
    };
  }

  /** nftables repeats the commands it dislikes, which may be megabytes: the first lines tell. */
  static IOException refused(String message) {
    String text = message.strip();
    return new IOException("nftables: " + (text.length() > 300 ? text.substring(0, 300) : text));
  }
}
