package org.redoubt.intake;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * Unpacks zstd with the system's libzstd, which every Linux with dpkg or systemd has; the libraries
 * in Java either warn on a current JDK or bring natives for twenty platforms. One thread.
 */
final class ZstdStream extends InputStream {
  private static final String LIBRARY = "libzstd.so.1";
  private static final int BUFFER_BYTES = 128 << 10;

  private final InputStream packed;
  private final Arena arena = Arena.ofShared();
  private final Library library;
  private final MemorySegment stream;
  private final byte[] chunk = new byte[BUFFER_BYTES];

  /** As in zstd.h: address, size, position. */
  private final MemorySegment in = arena.allocate(ADDRESS.byteSize() + 2 * JAVA_LONG.byteSize());

  private final MemorySegment out = arena.allocate(in.byteSize());
  private final MemorySegment source = arena.allocate(BUFFER_BYTES);
  private final MemorySegment target = arena.allocate(BUFFER_BYTES);
  private long given;
  private boolean inFrame;
  private boolean closed;

  private record Library(
      MethodHandle create,
      MethodHandle free,
      MethodHandle decompress,
      MethodHandle isError,
      MethodHandle errorName) {

    static Library load() throws IOException {
      try {
        SymbolLookup symbols = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
        return new Library(
            bind(symbols, "ZSTD_createDStream", FunctionDescriptor.of(ADDRESS)),
            bind(symbols, "ZSTD_freeDStream", FunctionDescriptor.of(JAVA_LONG, ADDRESS)),
            bind(
                symbols,
                "ZSTD_decompressStream",
                FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, ADDRESS)),
            bind(symbols, "ZSTD_isError", FunctionDescriptor.of(JAVA_INT, JAVA_LONG)),
            bind(symbols, "ZSTD_getErrorName", FunctionDescriptor.of(ADDRESS, JAVA_LONG)));
      } catch (IllegalArgumentException e) {
        throw new IOException(
            "packed with zstd, and " + LIBRARY + " is not there; install libzstd1", e);
      }
    }

    private static MethodHandle bind(SymbolLookup symbols, String name, FunctionDescriptor type) {
      return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), type);
    }
  }

  ZstdStream(InputStream packed) throws IOException {
    this.packed = packed;
    this.library = Library.load();
    this.stream = (MemorySegment) call(library.create);
    in.set(ADDRESS, 0, source);
    out.set(ADDRESS, 0, target);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    while (given == position(out)) {
      if (position(in) == size(in) && !more()) {
        return -1;
      }
      unpackSome();
    }
    int count = (int) Math.min(length, position(out) - given);
    MemorySegment.copy(target, JAVA_BYTE, given, bytes, from, count);
    given += count;
    return count;
  }

  /** Refills the input; false at its end, which must not be inside a frame. */
  private boolean more() throws IOException {
    int count = packed.read(chunk);
    if (count < 0) {
      if (inFrame) {
        throw new IOException("the zstd archive is cut off");
      }
      return false;
    }
    MemorySegment.copy(chunk, 0, source, JAVA_BYTE, 0, count);
    set(in, count);
    return true;
  }

  private void unpackSome() throws IOException {
    set(out, BUFFER_BYTES);
    given = 0;
    long left = (long) call(library.decompress, stream, out, in);
    if ((int) call(library.isError, left) != 0) {
      MemorySegment name = (MemorySegment) call(library.errorName, left);
      throw new IOException("the zstd archive is damaged: " + name.reinterpret(1_000).getString(0));
    }
    inFrame = left != 0;
  }

  private static long size(MemorySegment buffer) {
    return buffer.get(JAVA_LONG, ADDRESS.byteSize());
  }

  private static long position(MemorySegment buffer) {
    return buffer.get(JAVA_LONG, ADDRESS.byteSize() + JAVA_LONG.byteSize());
  }

  private static void set(MemorySegment buffer, long size) {
    buffer.set(JAVA_LONG, ADDRESS.byteSize(), size);
    buffer.set(JAVA_LONG, ADDRESS.byteSize() + JAVA_LONG.byteSize(), 0);
  }

  private static Object call(MethodHandle function, Object... arguments) {
    try {
      return function.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      call(library.free, stream);
      arena.close();
      packed.close();
    }
  }
}
