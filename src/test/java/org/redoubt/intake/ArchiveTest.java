package org.redoubt.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ArchiveTest {
  private static final String FIRST = "one\n" + "a line that repeats itself\n".repeat(5_000);
  private static final String SECOND = "two\nthree";

  /** Packed by zstd 1.5.4. */
  private static final String FIRST_ZSTD =
      "KLUv/QRYNAEA8G9uZQphIGxpbmUgdGhhdCByZXBlYXRzIGl0c2VsZgEAfv97Pp1FAAAIdAEAWPeBEL7JAfY=";

  private static final String SECOND_ZSTD = "KLUv/QRYSQAAdHdvCnRocmVlRx2a2w==";

  @Test
  void readsPiecesOneAfterTheOther() throws IOException {
    for (Archive kind : Archive.values()) {
      InputStream packed =
          new SequenceInputStream(
              new ByteArrayInputStream(pack(kind, FIRST)),
              new ByteArrayInputStream(pack(kind, SECOND)));
      assertThat(lines(packed))
          .as(kind.name())
          .hasSize(5_003)
          .startsWith("one", "a line that repeats itself")
          .endsWith("two", "three");
    }
  }

  @Test
  void knowsArchivesByTheirBeginning() throws IOException {
    for (Archive kind : Archive.values()) {
      assertThat(Archive.of(pack(kind, FIRST))).isEqualTo(kind);
    }
    assertThat(Archive.of(new byte[0])).isEqualTo(Archive.NONE);
    assertThat(lines(new ByteArrayInputStream(new byte[0]))).isEmpty();
  }

  @Test
  void givesWhatCameBeforeTheDamage() throws IOException {
    for (Archive kind : List.of(Archive.GZIP, Archive.XZ, Archive.BZIP2, Archive.ZSTD)) {
      byte[] whole = pack(kind, FIRST);
      byte[] damaged = Arrays.copyOf(whole, whole.length - 5);
      assertThatThrownBy(() -> lines(new ByteArrayInputStream(damaged)))
          .as(kind.name())
          .isInstanceOf(IOException.class);
    }
  }

  private static List<String> lines(InputStream packed) throws IOException {
    List<String> lines = new ArrayList<>();
    StreamLines.read(
        Archive.unpack(packed),
        "test",
        (bytes, from, to, after) ->
            LineSplitter.each(
                bytes,
                from,
                to,
                (b, f, t) -> lines.add(new String(b, f, t - f, StandardCharsets.UTF_8))));
    return lines;
  }

  private static byte[] pack(Archive kind, String text) throws IOException {
    if (kind == Archive.ZSTD) {
      return Base64.getDecoder().decode(text.equals(FIRST) ? FIRST_ZSTD : SECOND_ZSTD);
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = packer(kind, packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  private static OutputStream packer(Archive kind, OutputStream out) throws IOException {
    return switch (kind) {
      case GZIP -> new GZIPOutputStream(out);
      case XZ -> new XZOutputStream(out, new LZMA2Options(1));
      case BZIP2 -> new BZip2CompressorOutputStream(out);
      case ZSTD, NONE -> out;
    };
  }
}
