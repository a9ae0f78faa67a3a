package org.redoubt.intake;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Packed logs, known by their first bytes and not by their names: gzip, xz, zstd, bzip2, each also
 * as several packed pieces one after the other, as {@code cat a.gz b.gz} makes them.
 */
public enum Archive {
  GZIP("\u001f\u008b"),
  XZ("\u00fd7zXZ\0"),
  ZSTD("(\u00b5/\u00fd"),
  BZIP2("BZh"),
  NONE("");

  private static final int LONGEST_MAGIC = 6;
  private static final int BUFFER_BYTES = 64 << 10;
  private static final int XZ_MEMORY_KIB = 128 << 10;

  private final String magic;

  Archive(String magic) {
    this.magic = magic;
  }

  /**
   * What is in the stream, unpacked if it is packed. Reading it fails with an {@link IOException}
   * where an archive is damaged or cut off; what came before has been read by then.
   */
  public static InputStream unpack(InputStream in) throws IOException {
    byte[] start = in.readNBytes(LONGEST_MAGIC);
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), in);
    Archive kind = of(start);
    return kind == NONE ? whole : kind.open(new Patient(whole));
  }

  /** The kind of archive that begins like this. */
  static Archive of(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    for (Archive kind : values()) {
      if (text.startsWith(kind.magic)) {
        return kind;
      }
    }
    return NONE;
  }

  private InputStream open(InputStream packed) throws IOException {
    return switch (this) {
      case GZIP -> new GZIPInputStream(packed, BUFFER_BYTES);
      case XZ -> new XZInputStream(packed, XZ_MEMORY_KIB);
      case ZSTD -> new ZstdStream(packed);
      case BZIP2 -> new BZip2CompressorInputStream(packed, true);
      case NONE -> packed;
    };
  }

  /** Says that there may be more, since the gzip reader takes a pause in a pipe for the end. */
  private static final class Patient extends FilterInputStream {
    Patient(InputStream in) {
      super(new BufferedInputStream(in, BUFFER_BYTES));
    }

    @Override
    public int available() throws IOException {
      return Math.max(1, super.available());
    }
  }
}
