package org.redoubt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextFormsTest {
  @Test
  void durationsSurvivePrintingAndReading() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      Duration any = Duration.ofMillis(random.nextLong(1L << random.nextInt(1, 41)));
      assertThat(DurationText.parse(DurationText.print(any))).isEqualTo(any);
    }
  }

  @Test
  void durationsOutsideReasonAreRefused() {
    for (String text : List.of("", "10", "m", "10 m", "1.5h", "-1h", "101000d", "9999999999w")) {
      assertThat(DurationText.parse(text)).as(text).isNull();
    }
  }

  @Test
  void sizesSurvivePrintingAndReading() {
    for (long bytes : new long[] {1, 1023, 1024, 1536, 64 << 20, 3L << 30}) {
      assertThat(SizeText.parse(SizeText.print(bytes))).isEqualTo(bytes);
    }
    assertThat(SizeText.parse("64MB")).isNegative();
  }

  @Test
  void theNearestWordIsNearOrNone() {
    assertThat(Nearest.of("wacth", List.of("state", "watch"))).isEqualTo("watch");
    assertThat(Nearest.of("colour", List.of("state", "watch"))).isNull();
  }
}
