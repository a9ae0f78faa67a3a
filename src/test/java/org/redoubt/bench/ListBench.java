package org.redoubt.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.redoubt.enforce.EnforceSettings;
import org.redoubt.enforce.ListTable;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import org.redoubt.net.PrefixSet;
import org.redoubt.net.PrefixSetBuilder;

/**
 * What a list of a million blocks costs: memory, look-ups, and loading it into the kernel.
 *
 * <pre>java -Xmx512m -cp ... org.redoubt.bench.ListBench 1000000
 * ip netns exec NAME java -Xmx256m --enable-native-access=ALL-UNNAMED -cp ... \
 *     org.redoubt.bench.ListBench 1000000 kernel</pre>
 *
 * <p>The second needs root and an empty network namespace.
 */
final class ListBench {
  private static final int LOOKUPS = 5_000_000;

  private ListBench() {}

  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[0]);
    for (Kind kind : Kind.values()) {
      measure(kind, count);
    }
    if (arguments.length > 1) {
      kernel(set(Kind.MIXED_V4, count));
    }
  }

  private enum Kind {
    ADDRESSES_V4,
    MIXED_V4,
    NETWORKS_V6
  }

  private static PrefixSet set(Kind kind, int count) {
    SplittableRandom random = new SplittableRandom(1);
    PrefixSetBuilder builder = new PrefixSetBuilder(count);
    for (int i = 0; i < count; i++) {
      builder.add(block(kind, random));
    }
    return builder.build();
  }

  private static Prefix block(Kind kind, SplittableRandom random) {
    return switch (kind) {
      case ADDRESSES_V4 -> v4(random).alone();
      case MIXED_V4 ->
          random.nextInt(10) == 0
              ? Prefix.of(v4(random), 20 + random.nextInt(9))
              : v4(random).alone();
      case NETWORKS_V6 -> Prefix.of(v6(random), random.nextInt(2) == 0 ? 48 : 64);
    };
  }

  private static Address v4(SplittableRandom random) {
    return Address.v4(random.nextInt());
  }

  private static Address v6(SplittableRandom random) {
    return new Address(0x2000_0000_0000_0000L | random.nextLong() >>> 3, random.nextLong());
  }

  private static void measure(Kind kind, int count) {
    long before = usedBytes();
    long start = System.nanoTime();
    PrefixSet set = set(kind, count);
    double buildMillis = (System.nanoTime() - start) / 1e6;
    long held = usedBytes() - before;
    say(
        "%s: %d of %d blocks, built in %.0f ms, %.1f bytes a block on the heap (%.1f told)"
            .formatted(
                kind,
                set.size(),
                count,
                buildMillis,
                (double) held / set.size(),
                (double) set.bytes() / set.size()));
    for (int round = 0; round < 3; round++) {
      lookUp(kind, set);
    }
  }

  private static void lookUp(Kind kind, PrefixSet set) {
    SplittableRandom random = new SplittableRandom(2);
    Address[] asked = new Address[1 << 16];
    for (int i = 0; i < asked.length; i++) {
      asked[i] = kind == Kind.NETWORKS_V6 ? v6(random) : v4(random);
    }
    long start = System.nanoTime();
    int found = 0;
    for (int i = 0; i < LOOKUPS; i++) {
      found += set.contains(asked[i & asked.length - 1]) ? 1 : 0;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    say("  %.1f million look-ups/s, %d found".formatted(LOOKUPS / seconds / 1e6, found));
  }

  private static void kernel(PrefixSet set) throws Exception {
    ListTable table = ListTable.open(EnforceSettings.DEFAULT);
    PrefixSet spared = PrefixSet.of(java.util.List.of(Prefix.of("192.0.2.0/24")));
    for (int round = 0; round < 3; round++) {
      String before = kernelMemory();
      double cpu = cpuSeconds();
      long start = System.nanoTime();
      table.load(set, spared);
      say(
          "loaded %d blocks in %.2f s, %.2f s of CPU of ours; resident %s; kernel %s, before %s"
              .formatted(
                  set.size(),
                  (System.nanoTime() - start) / 1e9,
                  cpuSeconds() - cpu,
                  line(Path.of("/proc/self/status"), "VmHWM"),
                  kernelMemory(),
                  before));
    }
    long start = System.nanoTime();
    boolean whole = table.isWhole();
    say("whole: %s, asked in %.2f ms".formatted(whole, (System.nanoTime() - start) / 1e6));
    table.flush();
    table.close();
  }

  private static double cpuSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  private static String kernelMemory() throws Exception {
    Path file = Path.of("/proc/meminfo");
    return line(file, "Slab") + ", " + line(file, "VmallocUsed");
  }

  private static String line(Path file, String name) throws Exception {
    return Files.readAllLines(file, UTF_8).stream()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.replaceAll("\\s+", " "))
        .findFirst()
        .orElse("?");
  }

  private static long usedBytes() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void say(String text) {
    System.out.println(text);
  }
}
