package org.redoubt.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FileFollowerTest {
  @TempDir Path folder;
  private final List<String> lines = new ArrayList<>();
  private final Map<String, Position> stored = new HashMap<>();
  private long nowMillis = 1_000;

  @Test
  void startsAtTheBeginningOfTheFile() throws IOException {
    append("mail.log", "one\ntwo\n");
    try (FileFollower follower = follow("mail.log")) {
      assertThat(read(follower)).containsExactly("one", "two");
      assertThat(read(follower)).isEmpty();
    }
  }

  @Test
  void aHalfWrittenLineWaitsForItsEnd() throws IOException {
    append("mail.log", "one\ntw");
    try (FileFollower follower = follow("mail.log")) {
      assertThat(read(follower)).containsExactly("one");
      append("mail.log", "o");
      assertThat(read(follower)).isEmpty();
      append("mail.log", "\nthree\n");
      assertThat(read(follower)).containsExactly("two", "three");
    }
  }

  @Test
  void waitsForAFileThatIsNotThereYet() throws IOException {
    try (FileFollower follower = follow("new/mail.log")) {
      assertThat(read(follower)).isEmpty();
      Files.createDirectory(folder.resolve("new"));
      append("new/mail.log", "one\n");
      assertThat(read(follower)).containsExactly("one");
    }
  }

  @Test
  void saysThatAFileIsNotThereYet() throws IOException {
    try (FileFollower follower = follow("mail.log")) {
      read(follower);
      assertThat(follower.states().getFirst().problem())
          .contains("mail.log: there is no such file");
      append("mail.log", "one\n");
      read(follower);
      assertThat(follower.states().getFirst().problem()).isNull();
    }
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void isNotHeldUpByAFifoAmongTheLogs() throws Exception {
    Path fifo = folder.resolve("fifo.log");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    append("mail.log", "one\n");
    try (FileFollower follower = follow("fifo.log", "mail.log")) {
      assertThat(read(follower)).containsExactly("one");
      assertThat(follower.states().getFirst().problem()).contains("fifo.log", "no plain file");
    }
  }

  @Test
  void readsTheRenamedFileToItsEndFirst() throws IOException {
    append("mail.log", "one\n");
    try (FileFollower follower = follow("mail.log")) {
      read(follower);
      append("mail.log", "two\n");
      move("mail.log", "mail.log.1");
      append("mail.log", "four\n");
      append("mail.log.1", "three\n");
      assertThat(read(follower)).containsExactly("two", "three", "four");
      append("mail.log.1", "late\n");
      assertThat(read(follower)).containsExactly("late");
    }
  }

  @Test
  void startsAgainAfterTruncation() throws IOException {
    append("mail.log", "one\ntwo\n");
    try (FileFollower follower = follow("mail.log")) {
      read(follower);
      truncate("mail.log");
      append("mail.log", "three, longer than what was there before\n");
      assertThat(read(follower)).containsExactly("three, longer than what was there before");
    }
  }

  @Test
  void findsInTheCopyWhatWasWrittenJustBeforeTruncation() throws IOException {
    append("mail.log", "one\n");
    try (FileFollower follower = follow("mail.log")) {
      read(follower);
      append("mail.log", "two\n");
      copy("mail.log", "mail.log.1");
      truncate("mail.log");
      append("mail.log", "three\n");
      assertThat(read(follower)).containsExactly("two", "three");
    }
  }

  @Test
  void goesOnAfterRestartAlsoInAFileRotatedAwayTwice() throws IOException {
    append("mail.log", "one\n");
    try (FileFollower follower = follow("mail.log")) {
      read(follower);
    }
    append("mail.log", "two\n");
    move("mail.log", "mail.log.2");
    append("mail.log.1", "three\n");
    append("mail.log", "four\n");
    try (FileFollower follower = follow("mail.log")) {
      assertThat(read(follower)).containsExactly("two", "three", "four");
    }
  }

  @Test
  void readsTheRestOfWhatWasPackedMeanwhile() throws IOException {
    append("mail.log", "one\n");
    try (FileFollower follower = follow("mail.log")) {
      read(follower);
    }
    append("mail.log", "two\nthree, and no end");
    move("mail.log", "mail.log-20260325");
    pack(folder.resolve("mail.log-20260325"));
    append("mail.log-20260326", "four\n");
    pack(folder.resolve("mail.log-20260326"));
    append("mail.log", "five\n");
    try (FileFollower follower = follow("mail.log")) {
      assertThat(read(follower)).containsExactly("two", "four", "five");
      assertThat(read(follower)).isEmpty();
    }
    append("mail.log", "six\n");
    try (FileFollower follower = follow("mail.log")) {
      assertThat(read(follower)).containsExactly("six");
    }
  }

  @Test
  void goesOnInTheMiddleOfAPackedFile() throws IOException {
    append("mail.log", "one\n");
    try (FileFollower follower = follow("mail.log")) {
      read(follower);
    }
    String line = "a line of no great length, of which there are many\n";
    append("mail.log", line.repeat(20_000) + "last\n");
    move("mail.log", "mail.log.1");
    pack(folder.resolve("mail.log.1"));
    try (FileFollower follower = follow("mail.log")) {
      follower.read((bytes, from, to, after) -> stored.putIfAbsent("middle", after));
    }
    stored.put(folder.resolve("mail.log").toString(), stored.get("middle"));
    try (FileFollower follower = follow("mail.log")) {
      assertThat(read(follower)).hasSizeBetween(10_000, 19_999).endsWith("last");
    }
  }

  @Test
  void aDamagedArchiveHoldsNothingUp() throws IOException {
    append("mail.log", "one\n");
    try (FileFollower follower = follow("mail.log")) {
      read(follower);
    }
    append("mail.log", "two\n".repeat(100_000));
    move("mail.log", "mail.log.1");
    Path packed = pack(folder.resolve("mail.log.1"));
    byte[] whole = Files.readAllBytes(packed);
    Files.write(packed, Arrays.copyOf(whole, whole.length / 2));
    Files.write(folder.resolve("mail.log.2.xz"), new byte[] {1, 2, 3});
    append("mail.log", "three\n");
    try (FileFollower follower = follow("mail.log")) {
      assertThat(read(follower)).contains("two").endsWith("three");
      assertThat(read(follower)).isEmpty();
    }
  }

  @Test
  void aReusedInodeIsNotTheSameFile() throws IOException {
    append("mail.log", "one\n");
    try (FileFollower follower = follow("mail.log")) {
      read(follower);
    }
    truncate("mail.log");
    append("mail.log", "another and longer\n");
    try (FileFollower follower = follow("mail.log")) {
      assertThat(read(follower)).containsExactly("another and longer");
      assertThat(follower.states().getFirst().problem()).contains("may have been missed");
    }
  }

  @Test
  void followsFilesThatAGlobGains() throws IOException {
    append("dovecot.log", "one\n");
    append("dovecot.txt", "not this\n");
    try (FileFollower follower = follow("dovecot*.log")) {
      assertThat(read(follower)).containsExactly("one");
      append("dovecot-info.log", "two\n");
      assertThat(read(follower)).containsExactly("two");
    }
  }

  @Test
  void cutsOverlongLinesAndKeepsTheNext() throws IOException {
    String longLine = "x".repeat(300_000);
    append("mail.log", "one\n" + longLine);
    try (FileFollower follower = follow("mail.log")) {
      assertThat(read(follower)).containsExactly("one");
      append("mail.log", longLine);
      assertThat(read(follower)).isEmpty();
      append("mail.log", "\nthree\n");
      assertThat(read(follower)).containsExactly("x".repeat(65_536), "three");
      assertThat(follower.cutLines()).isEqualTo(1);
    }
  }

  @Test
  void aFailedSinkGetsItsLinesAgain() throws IOException {
    append("mail.log", "one\n");
    try (FileFollower follower = follow("mail.log")) {
      try {
        follower.read((b, from, to, after) -> {
          throw new UncheckedIOException(new IOException("disk full"));
        });
      } catch (UncheckedIOException e) {
        assertThat(e).hasMessageContaining("disk full");
      }
      assertThat(read(follower)).containsExactly("one");
    }
  }

  @Test
  void isWokenByTheKernel() throws Exception {
    append("mail.log", "one\n");
    IntakeSettings patient = settings(paths("mail.log"), 3_600_000, 60_000);
    try (FileFollower follower = new FileFollower(patient, List.of(), InstantSource.system())) {
      read(follower);
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(() -> append("mail.log", "two\n"));
      List<String> found = new ArrayList<>();
      while (found.isEmpty()) {
        follower.await();
        found.addAll(read(follower));
      }
      writer.get();
      assertThat(found).containsExactly("two");
    }
  }

  /** Whatever happens between two looks, each line comes once, in a restart too. */
  @Test
  void losesNoLineAndDoublesNone() throws IOException {
    for (int seed = 0; seed < 60; seed++) {
      Path own = Files.createDirectory(folder.resolve("run" + seed));
      new Interleaving(own, new Random(seed)).run(120);
    }
  }

  /** One random history of a log file. */
  private final class Interleaving {
    private final Path log;
    private final Random random;
    private final List<String> written = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private final Map<String, Position> positions = new HashMap<>();
    private final StringBuilder history = new StringBuilder();
    private String half = "";
    private FileFollower follower;

    Interleaving(Path own, Random random) throws IOException {
      this.log = own.resolve("mail.log");
      this.random = random;
      this.follower = start();
    }

    void run(int steps) throws IOException {
      writeLines();
      look();
      for (int step = 0; step < steps; step++) {
        nowMillis += random.nextInt(2_000);
        step();
      }
      flushHalf();
      look();
      follower.close();
      assertThat(numbers(seen).toString())
          .as(log + " " + history)
          .isEqualTo(numbers(written).toString());
    }

    private static List<Integer> numbers(List<String> lines) {
      return lines.stream().map(l -> Integer.valueOf(l.split(" ", -1)[1])).sorted().toList();
    }

    private void step() throws IOException {
      int choice = random.nextInt(13);
      history.append(' ').append(choice).append('/').append(written.size());
      switch (choice) {
        case 0 -> rotate();
        case 1 -> copyTruncate();
        case 2 -> restart();
        case 3 -> writeHalf();
        case 4 -> flushHalf();
        case 5, 6, 7 -> look();
        case 8 -> packOne();
        default -> writeLines();
      }
    }

    private String line() {
      String line = "line " + written.size() + " " + "x".repeat(random.nextInt(700));
      written.add(line);
      return line + "\n";
    }

    private void writeLines() {
      flushHalf();
      int count = 1 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        write(log, line());
      }
    }

    private void writeHalf() {
      if (half.isEmpty()) {
        String line = line();
        int cut = random.nextInt(line.length());
        write(log, line.substring(0, cut));
        half = line.substring(cut);
      }
    }

    private void flushHalf() {
      write(log, half);
      half = "";
    }

    private void rotate() throws IOException {
      flushHalf();
      if (Files.exists(log)) {
        shift();
        Files.move(log, log.resolveSibling("mail.log.1"));
        if (random.nextBoolean()) {
          write(log.resolveSibling("mail.log.1"), line());
          write(log, line());
        }
      }
    }

    private void copyTruncate() throws IOException {
      flushHalf();
      if (Files.exists(log)) {
        shift();
        Files.copy(log, log.resolveSibling("mail.log.1"));
        try (var channel = Files.newByteChannel(log, StandardOpenOption.WRITE)) {
          channel.truncate(0);
        }
      }
    }

    private void shift() throws IOException {
      for (int number = 40; number >= 1; number--) {
        for (String end : List.of("", ".gz")) {
          Path from = log.resolveSibling("mail.log." + number + end);
          if (Files.exists(from)) {
            Files.move(from, log.resolveSibling("mail.log." + (number + 1) + end));
          }
        }
      }
    }

    /** Not an empty one: packed, it is like any other that was empty. */
    private void packOne() throws IOException {
      Path file = log.resolveSibling("mail.log." + (1 + random.nextInt(4)));
      if (Files.exists(file) && Files.size(file) > 0) {
        pack(file);
      }
    }

    private void restart() throws IOException {
      follower.close();
      follower = start();
    }

    private FileFollower start() throws IOException {
      IntakeSettings settings = settings(List.of(log.toString()), 1_000, 5_000);
      return new FileFollower(settings, positions.values(), clock());
    }

    private void look() {
      follower.read((bytes, from, to, after) -> {
        collect(seen, bytes, from, to);
        positions.put(after.input(), after);
      });
    }
  }

  private FileFollower follow(String... names) throws IOException {
    IntakeSettings settings = IntakeSettings.DEFAULTS.withLogs(paths(names));
    return new FileFollower(settings, stored.values(), clock());
  }

  private InstantSource clock() {
    return () -> Instant.ofEpochMilli(nowMillis);
  }

  private List<String> paths(String... names) {
    return Stream.of(names).map(name -> folder.resolve(name).toString()).toList();
  }

  private List<String> read(FileFollower follower) {
    lines.clear();
    follower.read((bytes, from, to, after) -> {
      collect(lines, bytes, from, to);
      stored.put(after.input(), after);
    });
    return List.copyOf(lines);
  }

  private static void collect(Collection<String> into, byte[] bytes, int from, int to) {
    LineSplitter.each(
        bytes, from, to, (b, f, t) -> into.add(new String(b, f, t - f, StandardCharsets.UTF_8)));
  }

  private void append(String name, String text) {
    write(folder.resolve(name), text);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As logrotate does: another file, and the first is gone. */
  private static Path pack(Path file) throws IOException {
    Path packed = file.resolveSibling(file.getFileName() + ".gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(file, out);
    }
    Files.delete(file);
    return packed;
  }

  private void move(String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to));
  }

  private void copy(String from, String to) throws IOException {
    Files.copy(folder.resolve(from), folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
  }

  private void truncate(String name) throws IOException {
    Files.writeString(folder.resolve(name), "", StandardOpenOption.TRUNCATE_EXISTING);
  }

  private static IntakeSettings settings(List<String> logs, long pollMillis, long retireMillis) {
    IntakeSettings usual = IntakeSettings.DEFAULTS;
    return new IntakeSettings(
        logs, pollMillis, retireMillis, usual.syslog(), usual.dovecotEvents());
  }
}
