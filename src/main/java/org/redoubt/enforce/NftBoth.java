package org.redoubt.enforce;

import java.io.IOException;

/**
 * The library for what is small and often, the program for what is large and seldom: a context of
 * the library does not give back the memory (a kilobyte for each ban) that it once needed.
 */
record NftBoth(NftLibrary library, NftProgram program) implements Nft {
  private static final int SMALL_CHARS = 50_000;

  @Override
  public String name() {
    return library.name();
  }

  @Override
  public void run(String commands) throws IOException {
    if (commands.length() <= SMALL_CHARS) {
      library.run(commands);
    } else {
      program.run(commands);
    }
  }

  @Override
  public boolean isOurs(int processId, String name) {
    return library.isOurs(processId, name) || program.isOurs(processId, name);
  }

  @Override
  public void close() {
    library.close();
  }
}
