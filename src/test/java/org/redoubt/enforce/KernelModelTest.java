package org.redoubt.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/** A thousand bans and lifts in any order leave in the kernel what they leave in a set. */
class KernelModelTest {
  private static final int CHANGES = 1_000;
  private final Lab lab = new Lab();

  @AfterEach
  void takeDown() {
    lab.close();
  }

  @ParameterizedTest
  @CsvSource({"LIBRARY, 1", "LIBRARY, 2", "PROGRAM, 3"})
  void holdsWhatTheModelHolds(String via, long seed) {
    Random random = new Random(seed);
    List<Prefix> pool = pool(random);
    Lab.Agent server = lab.server();
    server.ask("open " + via + " DROP mail");
    server.ask("restore");
    Set<Prefix> model = new HashSet<>();
    for (int done = 0; done < CHANGES; ) {
      List<String> batch = new ArrayList<>();
      for (int n = random.nextInt(40); n >= 0; n--, done++) {
        batch.add(change(random, pool.get(random.nextInt(pool.size())), model));
      }
      server.ask("apply " + String.join(" ", batch));
      if (random.nextInt(8) == 0) {
        assertThat(held(server)).as("after %d changes", done).isEqualTo(model);
        assertThat(server.ask("mend")).contains("holds what is wanted");
      }
    }
    assertThat(held(server)).isEqualTo(model);
  }

  private static List<Prefix> pool(Random random) {
    List<Prefix> pool = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      pool.add(Prefix.of(Address.v4(random.nextInt(1 << 24)), 1 + random.nextInt(32)));
      pool.add(Prefix.of(Address.v4(random.nextInt(4)), 32));
      Address six = new Address(random.nextLong(), random.nextLong());
      pool.add(Prefix.of(six, 1 + random.nextInt(128)));
    }
    return pool;
  }

  private static String change(Random random, Prefix prefix, Set<Prefix> model) {
    int kind = random.nextInt(5);
    if (kind < 3) {
      model.add(prefix);
      return prefix + (kind == 0 ? "" : "=" + (100 + random.nextInt(100_000)));
    }
    model.remove(prefix);
    return kind == 3 ? prefix + "=0" : "-" + prefix;
  }

  private static Set<Prefix> held(Lab.Agent server) {
    Set<Prefix> held = new HashSet<>();
    for (String word : server.ask("held").split(" ", -1)) {
      if (!word.isEmpty()) {
        int end = word.indexOf('=');
        assertThat(held.add(Prefix.of(end < 0 ? word : word.substring(0, end)))).isTrue();
      }
    }
    return held;
  }
}
