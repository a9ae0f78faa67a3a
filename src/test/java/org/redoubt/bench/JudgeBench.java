package org.redoubt.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.Random;
import org.redoubt.decide.DecideSettings;
import org.redoubt.decide.Judge;
import org.redoubt.decide.Sink;
import org.redoubt.detect.DetectSettings;
import org.redoubt.detect.Detector;
import org.redoubt.detect.HashKey;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

/**
 * Events per CPU second through the whole core in one thread, heap with full tables, and how long
 * the state takes to load.
 */
public final class JudgeBench {
  private static final HashKey KEY = new HashKey(3, 5);
  private static final long START = 1_700_000_000_000L;
  private static final int EVENTS = 1_000_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private long decisions;
  private final Sink sink = decision -> decisions++;

  private JudgeBench() {}

  public static void main(String[] args) throws IOException {
    JudgeBench bench = new JudgeBench();
    for (int round = 0; round < 3; round++) {
      bench.speed("everyday", bench.everyday());
      bench.speed("storm", bench.storm());
      bench.speed("botnet", bench.botnet());
    }
    bench.memory();
  }

  private static Judge judge() {
    return new Judge(new Detector(DetectSettings.defaults(), KEY), DecideSettings.defaults(), KEY);
  }

  private void speed(String name, AuthEvent[] events) {
    Judge judge = judge();
    long before = THREADS.getCurrentThreadCpuTime();
    for (AuthEvent event : events) {
      judge.observe(event, sink);
    }
    double seconds = (THREADS.getCurrentThreadCpuTime() - before) / 1e9;
    System.out.printf(
        Locale.ROOT, "%-9s %.2f M events per CPU second%n", name, events.length / seconds / 1e6);
  }

  /** 5,000 people at home who get in, one in fifty slips. */
  private AuthEvent[] everyday() {
    Random random = new Random(1);
    AuthEvent[] events = new AuthEvent[EVENTS];
    for (int i = 0; i < EVENTS; i++) {
      int person = random.nextInt(5_000);
      Outcome outcome = random.nextInt(50) == 0 ? Outcome.WRONG_PASSWORD : Outcome.SUCCESS;
      events[i] = event(i, outcome, 0x0a000000 + person * 37, "person" + person);
    }
    return events;
  }

  /** Two hundred guessers that nobody stops, among everyday logins. */
  private AuthEvent[] storm() {
    Random random = new Random(2);
    AuthEvent[] events = everyday();
    for (int i = 0; i < EVENTS; i++) {
      if (random.nextInt(10) != 0) {
        int source = 0xc6000000 + random.nextInt(200) * 991;
        events[i] = event(i, Outcome.UNKNOWN_ACCOUNT, source, "name" + random.nextInt(20_000));
      }
    }
    return events;
  }

  /** A million addresses that try once each. */
  private AuthEvent[] botnet() {
    Random random = new Random(3);
    AuthEvent[] events = new AuthEvent[EVENTS];
    for (int i = 0; i < EVENTS; i++) {
      String name = "name" + random.nextInt(20_000);
      events[i] = event(i, Outcome.UNKNOWN_ACCOUNT, random.nextInt(), name);
    }
    return events;
  }

  private static AuthEvent event(int i, Outcome outcome, int source, String name) {
    Address address = Address.v4(source);
    return AuthEvent.of(START + i * 2L, Protocol.IMAP, outcome, address, Account.of(name));
  }

  private void memory() throws IOException {
    long empty = heap();
    Judge judge = judge();
    System.out.printf(Locale.ROOT, "heap of an empty judge %.1f MB%n", mb(heap() - empty));
    for (int i = 0; i < 1_000_000; i++) {
      judge.learn(event(i, Outcome.SUCCESS, 0x0a000000 + i / 5 * 64, "person" + i / 2));
    }
    Random random = new Random(4);
    for (int i = 0; i < 210_000; i++) {
      AuthEvent event = event(i, Outcome.UNKNOWN_ACCOUNT, random.nextInt(), "name" + i);
      judge.observe(event, sink);
    }
    System.out.printf(
        Locale.ROOT,
        "heap with 200,000 sources and a million familiar pairs %.1f MB, of that tables %.1f MB%n",
        mb(heap() - empty),
        mb(judge.detector().bytes()));
    load(judge);
  }

  private static void load(Judge judge) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(bytes, 1 << 16))) {
      judge.save(out);
    }
    byte[] saved = bytes.toByteArray();
    Judge fresh = judge();
    long before = THREADS.getCurrentThreadCpuTime();
    fresh.load(
        new DataInputStream(new BufferedInputStream(new ByteArrayInputStream(saved), 1 << 16)));
    double seconds = (THREADS.getCurrentThreadCpuTime() - before) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "saved state %.1f MB, loaded in %.2f CPU seconds%n",
        mb(saved.length),
        seconds);
  }

  private static double mb(long bytes) {
    return bytes / 1e6;
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
