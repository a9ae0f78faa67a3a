package org.redoubt.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.redoubt.enforce.Change;
import org.redoubt.enforce.EnforceSettings;
import org.redoubt.enforce.Mending;
import org.redoubt.enforce.NftablesEnforcer;
import org.redoubt.enforce.Reconciler;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/**
 * What a ban costs in the kernel: run it as root in an empty network namespace, because it replaces
 * the table {@code inet redoubt} and flushes the ruleset.
 *
 * <pre>ip netns exec NAME java -cp ... org.redoubt.bench.EnforceBench ANY|LIBRARY|PROGRAM</pre>
 *
 * <p>CPU is this process's and that of the programs it has run, from /proc/self/stat.
 */
final class EnforceBench {
  private static final int MANY = 100_000;
  private static final long TICK_MICROS = 10_000;

  private final EnforceSettings.Via via;
  private final NftablesEnforcer enforcer;
  private final Random random = new Random(1);

  private EnforceBench(EnforceSettings.Via via) {
    this.via = via;
    EnforceSettings settings =
        new EnforceSettings(EnforceSettings.MAIL_PORTS, EnforceSettings.Answer.DROP, via);
    this.enforcer =
        switch (NftablesEnforcer.open(settings)) {
          case NftablesEnforcer.Opened(NftablesEnforcer opened) -> opened;
          case NftablesEnforcer.Unavailable(String reason) ->
              throw new IllegalStateException(reason);
        };
  }

  public static void main(String[] arguments) throws Exception {
    new EnforceBench(EnforceSettings.Via.valueOf(arguments[0])).measure();
  }

  private void measure() throws Exception {
    say("via " + enforcer.via());
    int storm = via == EnforceSettings.Via.PROGRAM ? 500 : 10_000;
    enforcer.restore(List.of(), System.currentTimeMillis());
    oneByOne("warm-up", storm / 5);
    oneByOne("storm, one by one, empty sets", storm);
    batches(10_000, 100);
    timed("restore of 100,000", MANY, () -> enforcer.restore(bans(MANY), now()));
    timed("restore of 100,000 again", MANY, () -> enforcer.restore(bans(MANY), now()));
    oneByOne("one by one, 100,000 held", storm / 5);
    timed("comparison of 100,000", MANY, () -> say("  " + enforcer.mend(now())));
    mending();
    say("resident " + line("/proc/self/status", "VmRSS"));
    timed("flush of 100,000", MANY, enforcer::flush);
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  /** Three IPv4 addresses to one IPv6 /64. */
  private List<Change.Ban> bans(int count) {
    List<Change.Ban> bans = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Prefix prefix =
          i % 4 == 0
              ? Prefix.of(new Address(0x2000_0000_0000_0000L | random.nextLong() >>> 3, 0), 64)
              : Address.v4(random.nextInt()).alone();
      bans.add(new Change.Ban(prefix, now() + 3_600_000 + random.nextInt(1_000_000)));
    }
    return bans;
  }

  private void oneByOne(String what, int count) throws Exception {
    List<Change.Ban> bans = bans(count);
    long[] nanos = new long[count];
    timed(
        what,
        count,
        () -> {
          for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            enforcer.apply(List.of(bans.get(i)), now());
            nanos[i] = System.nanoTime() - start;
          }
        });
    Arrays.sort(nanos);
    say(
        "  median %d us, p99 %d us"
            .formatted(nanos[count / 2] / 1000, nanos[count * 99 / 100] / 1000));
  }

  private void batches(int count, int size) throws Exception {
    List<Change.Ban> bans = bans(count);
    timed(
        "storm, batches of " + size,
        count,
        () -> {
          for (int i = 0; i < count; i += size) {
            enforcer.apply(new ArrayList<>(bans.subList(i, i + size)), now());
          }
        });
  }

  /** From the start of somebody's flush until all is back. */
  private void mending() throws Exception {
    BlockingQueue<Mending> mended = new LinkedBlockingQueue<>();
    Reconciler.Listener listener =
        new Reconciler.Listener() {
          @Override
          public void mended(Mending mending) {
            mended.add(mending);
          }

          @Override
          public void failed(IOException reason) {
            say("  failed: " + reason.getMessage());
          }
        };
    try (Reconciler reconciler =
        Reconciler.start(enforcer, Duration.ofHours(1), EnforceBench::now, listener)) {
      while (reconciler.comparisons() == 0) {
        Thread.sleep(10);
      }
      timed(
          "flush ruleset by another, until mended",
          MANY,
          () -> {
            new ProcessBuilder("nft", "flush", "ruleset").start().waitFor();
            mended.take();
          });
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void timed(String what, int count, Work work) throws Exception {
    long cpu = cpuMicros();
    long start = System.nanoTime();
    work.run();
    long micros = (System.nanoTime() - start) / 1000;
    long used = cpuMicros() - cpu;
    say(
        "%s: %d in %d ms, %d ms CPU; each %.1f us, %.1f us CPU"
            .formatted(
                what,
                count,
                micros / 1000,
                used / 1000,
                micros / (double) count,
                used / (double) count));
  }

  /** Own user and system time and that of ended children: fields 14 to 17. */
  private static long cpuMicros() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"), UTF_8);
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    long ticks = 0;
    for (int i = 11; i <= 14; i++) {
      ticks += Long.parseLong(fields.get(i));
    }
    return ticks * TICK_MICROS;
  }

  private static String line(String file, String key) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.startsWith(key))
        .findFirst()
        .orElse("");
  }

  private static void say(String text) {
    System.out.println(text);
  }
}
