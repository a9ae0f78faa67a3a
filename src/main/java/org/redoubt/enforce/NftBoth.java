package org.redoubt.enforce;

import java.io.IOException;

/**
 * The library for what is small and often, the program for what is large and seldom: a context of
 * the library does not give back the memory (a kilobyte for each ban) that it once needed.
 */
record NftBoth(NftLibrary library, NftProgram program) implements Nft {
  @Override
  public String name() {
    return library.name();
  }

  @Override
  public void run(String commands) throws IOException {
    program.run(commands);
  }

  @Override
  public void runOften(String commands) throws IOException {
    library.runOften(commands);
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
