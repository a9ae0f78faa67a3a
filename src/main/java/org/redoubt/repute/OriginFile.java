package org.redoubt.repute;

import com.maxmind.db.CHMCache;
import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.Networks;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/**
 * One MMDB file, mapped into memory. Replace it by renaming another over it: cutting it short while
 * it is in use is an error of the machine. Safe for threads.
 */
final class OriginFile implements AutoCloseable {
  private static final long MOST_BYTES = 2L << 30;

  private final Reader reader;

  private OriginFile(Reader reader) {
    this.reader = reader;
  }

  /**
   * Opens it and tries whether it can be used.
   *
   * @throws IOException when it cannot be; the message is for people
   */
  static OriginFile open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": there is no such file");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file + ": is larger than " + MOST_BYTES + " bytes");
    }
    try {
      Reader reader = new Reader(file.toFile(), Reader.FileMode.MEMORY_MAPPED, new CHMCache());
      OriginFile opened = new OriginFile(reader);
      for (String probe : new String[] {"192.0.2.1", "1.1.1.1", "2001:db8::1", "2600::1"}) {
        opened.record(Address.of(probe));
      }
      return opened;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new IOException(file + ": is no MMDB file that can be used: " + e.getMessage(), e);
    }
  }

  /** What the file holds of the address; empty when nothing. */
  Map<?, ?> record(Address address) throws IOException {
    try {
      boolean fits = address.isV4() || reader.getMetadata().ipVersion() == 6;
      Map<?, ?> found = fits ? reader.get(of(address), Map.class) : null;
      return found == null ? Map.of() : found;
    } catch (RuntimeException | StackOverflowError e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Gives every block with its record. */
  @SuppressWarnings("rawtypes")
  void each(BiConsumer<Prefix, Map<?, ?>> each) throws IOException {
    try {
      Networks<Map> networks = reader.networks(Map.class);
      while (networks.hasNext()) {
        DatabaseRecord<Map> next = networks.next();
        Prefix block = block(next.network().networkAddress(), next.network().prefixLength());
        if (block != null && next.data() != null) {
          each.accept(block, next.data());
        }
      }
    } catch (InvalidNetworkException | RuntimeException | StackOverflowError e) {
      throw new IOException("damaged: " + e.getMessage(), e);
    }
  }

  /** IPv4 may stand at ::/96 or by itself. */
  private static @Nullable Prefix block(InetAddress base, int length) {
    Address address = Address.of(base);
    boolean embedded = !address.isV4() && address.hi() == 0 && address.lo() >>> 32 == 0;
    if (embedded && length >= 96) {
      return Prefix.of(Address.v4((int) address.lo()), length - 96);
    }
    boolean fits = length >= 0 && length <= (address.isV4() ? 32 : 128);
    return fits ? Prefix.of(address, length) : null;
  }

  private static InetAddress of(Address address) {
    byte[] bytes =
        address.isV4()
            ? ByteBuffer.allocate(4).putInt(address.v4Bits()).array()
            : ByteBuffer.allocate(16).putLong(address.hi()).putLong(address.lo()).array();
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // It was only read.
    }
  }
}
