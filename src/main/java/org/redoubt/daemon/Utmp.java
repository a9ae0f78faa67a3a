package org.redoubt.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import org.redoubt.net.Address;

/** The file of who is logged in, as glibc writes it on 64-bit x86: records of 384 bytes. */
final class Utmp {
  private static final int RECORD_BYTES = 384;
  private static final int PID_AT = 4;
  private static final int ADDRESS_AT = 348;
  private static final int USER_PROCESS = 7;
  private static final int MOST_BYTES = RECORD_BYTES * 4096;

  private Utmp() {}

  /** The addresses people are logged in from, of processes that live. */
  static Set<Address> addresses(Path file, IntPredicate lives) {
    Set<Address> found = new HashSet<>();
    ByteBuffer records = read(file);
    for (int at = 0; at + RECORD_BYTES <= records.limit(); at += RECORD_BYTES) {
      Address address = address(records, at + ADDRESS_AT);
      if (records.getShort(at) == USER_PROCESS
          && address.lo() != 0
          && lives.test(records.getInt(at + PID_AT))) {
        found.add(address);
      }
    }
    return found;
  }

  private static ByteBuffer read(Path file) {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES);
      boolean whole = bytes.length % RECORD_BYTES == 0;
      return ByteBuffer.wrap(whole ? bytes : new byte[0]).order(ByteOrder.nativeOrder());
    } catch (IOException e) {
      return ByteBuffer.allocate(0);
    }
  }

  /** Network byte order; an IPv4 address fills the first word alone. */
  private static Address address(ByteBuffer records, int at) {
    ByteBuffer bytes = records.slice(at, 16).order(ByteOrder.BIG_ENDIAN);
    if (bytes.getInt(4) == 0 && bytes.getLong(8) == 0) {
      int v4 = bytes.getInt(0);
      return v4 == 0 ? new Address(0, 0) : Address.v4(v4);
    }
    return new Address(bytes.getLong(0), bytes.getLong(8));
  }
}
