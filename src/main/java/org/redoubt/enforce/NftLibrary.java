package org.redoubt.enforce;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * nftables through libnftables, within this process: a tenth of a millisecond for one ban.
 *
 * <p>A context of the library must not be used by two threads at a time, and a call blocks its
 * carrier thread. So one platform thread owns the context from {@code nft_ctx_new} to {@code
 * nft_ctx_free}, and callers wait for it.
 */
final class NftLibrary implements Nft {
  private static final String LIBRARY = "libnftables.so.1";
  private static final int TEXT = 0;

  /** Whatever a function takes and gives, as in {@link Netlink}. */
  private static final FunctionDescriptor SHAPE =
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG);

  private static final long NOTHING = 0;

  /** The kernel names it as the maker of our changes; 15 characters at most. */
  private static final String THREAD = "redoubt-nft";

  private final ExecutorService owner =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(THREAD).factory());
  private final MethodHandle outputFlags;
  private final MethodHandle run;
  private final MethodHandle output;
  private final MethodHandle error;
  private final MethodHandle free;
  private final long context;

  private NftLibrary(SymbolLookup library) throws IOException {
    outputFlags = bind(library, "nft_ctx_output_set_flags");
    run = bind(library, "nft_run_cmd_from_buffer");
    output = bind(library, "nft_ctx_get_output_buffer");
    error = bind(library, "nft_ctx_get_error_buffer");
    free = bind(library, "nft_ctx_free");
    MethodHandle create = bind(library, "nft_ctx_new");
    MethodHandle keepOutput = bind(library, "nft_ctx_buffer_output");
    MethodHandle keepError = bind(library, "nft_ctx_buffer_error");
    context =
        owned(() -> {
          long made = invoke(create, 0, NOTHING);
          invoke(keepOutput, made, NOTHING);
          invoke(keepError, made, NOTHING);
          return made;
        });
  }

  /** The library, or null where it is not installed or is not one that we know. */
  static @Nullable NftLibrary find() {
    try {
      return new NftLibrary(SymbolLookup.libraryLookup(LIBRARY, Arena.global()));
    } catch (IllegalArgumentException | IOException e) {
      return null;
    }
  }

  private static MethodHandle bind(SymbolLookup library, String name) {
    MemorySegment function =
        library
            .find(name)
            .orElseThrow(() -> new IllegalArgumentException(LIBRARY + " has no " + name));
    return Linker.nativeLinker().downcallHandle(function, SHAPE);
  }

  @Override
  public String name() {
    return LIBRARY;
  }

  @Override
  public void run(String commands) throws IOException {
    NftLibrary fresh = find();
    if (fresh == null) {
      throw new IOException(LIBRARY + " is not installed any more");
    }
    try (fresh) { // A context keeps what it has read: a kilobyte for each ban.
      fresh.runOften(commands);
    }
  }

  @Override
  public void runOften(String commands) throws IOException {
    owned(() -> call(TEXT, commands));
  }

  /** By name: the number is another one where the process lives in a container. */
  @Override
  public boolean isOurs(int processId, String name) {
    return name.equals(THREAD);
  }

  private String call(int flags, String commands) throws IOException {
    invoke(outputFlags, context, flags);
    int failed;
    try (Arena arena = Arena.ofConfined()) {
      failed = (int) invoke(run, context, arena.allocateFrom(commands).address());
    }
    String text = text(output);
    if (failed != 0) {
      throw Nft.refused(text(error));
    }
    return text;
  }

  /** The buffer is the library's own and lasts until its next call. */
  private String text(MethodHandle buffer) {
    long bytes = invoke(buffer, context, NOTHING);
    return bytes == 0
        ? ""
        : MemorySegment.ofAddress(bytes).reinterpret(Long.MAX_VALUE).getString(0);
  }

  private static long invoke(MethodHandle function, long first, long second) {
    try {
      return (long) function.invokeExact(first, second);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> T owned(Callable<T> work) throws IOException {
    try {
      return owner.submit(work).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException refused) {
        throw refused;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while nftables was at work", e);
    }
  }

  @Override
  public void close() {
    owner.execute(() -> invoke(free, context, NOTHING));
    owner.shutdown();
  }
}
