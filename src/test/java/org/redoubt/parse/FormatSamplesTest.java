package org.redoubt.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every line of every formats/NAME/samples.txt gives what stands below it. */
class FormatSamplesTest {
  private static final long READ_AT = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();

  @TestFactory
  List<DynamicTest> everySampleGivesWhatItSays() throws IOException {
    Formats formats = TestFormats.all();
    List<DynamicTest> tests = new ArrayList<>();
    for (Format format : formats.all()) {
      Path file = Path.of("formats", format.name(), "samples.txt");
      tests.add(DynamicTest.dynamicTest(format.name(), () -> check(formats, file)));
    }
    assertThat(tests).hasSizeGreaterThan(2);
    return tests;
  }

  @Test
  void everyFolderIsInTheIndexAndHoldsAFormatOfItsName() throws IOException {
    try (var folders = Files.list(Path.of("formats"))) {
      assertThat(folders.filter(Files::isDirectory).map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              TestFormats.all().all().stream().map(Format::name).toList());
    }
  }

  private static void check(Formats formats, Path file) throws IOException {
    LineParser parser = new LineParser(formats, ZoneOffset.UTC);
    parser.reference(READ_AT);
    List<String> wrong = new ArrayList<>();
    String line = "";
    int samples = 0;
    for (String text : Files.readString(file).split("\n")) {
      if (text.startsWith("  = ")) {
        assertThat(line).as("a result without a line in %s: %s", file, text).isNotEmpty();
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        String got = Notation.of(parser.parse(bytes, 0, bytes.length));
        if (!got.equals(text.strip())) {
          wrong.add(line + "\n  expected " + text.strip() + "\n  got      " + got);
        }
        samples++;
        line = "";
      } else if (!text.isEmpty() && !text.startsWith("# ")) {
        assertThat(line).as("a line without a result in %s", file).isEmpty();
        line = text;
      }
    }
    assertThat(line).as("a line without a result in %s", file).isEmpty();
    assertThat(wrong).as(file.toString()).isEmpty();
    assertThat(samples).isPositive();
  }
}
