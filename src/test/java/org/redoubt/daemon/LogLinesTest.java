package org.redoubt.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  @Test
  void writesTimeAndLevel() {
    assertThat(line(false, Level.WARNING, "careful"))
        .isEqualTo("1970-01-01T00:00:07Z warn  careful\n");
  }

  @Test
  void leavesTheTimeToJournald() {
    assertThat(line(true, Level.SEVERE, "broken")).isEqualTo("<3>broken\n");
    assertThat(line(true, Level.INFO, "fine")).isEqualTo("<6>fine\n");
  }

  @Test
  void letsNobodyForgeALine() {
    assertThat(line(true, Level.INFO, "tried at bob\n<3>all is lost\u001b[2J\u2028\u202e"))
        .isEqualTo("<6>tried at bob·<3>all is lost·[2J··\n");
  }

  private static String line(boolean journald, Level level, String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LogRecord record = new LogRecord(level, text);
    record.setInstant(Instant.ofEpochSecond(7));
    new LogLines(new PrintStream(out, true, StandardCharsets.UTF_8), journald).publish(record);
    return out.toString(StandardCharsets.UTF_8);
  }
}
