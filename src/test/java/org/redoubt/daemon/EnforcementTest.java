package org.redoubt.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.redoubt.decide.Ban;
import org.redoubt.decide.Decision;
import org.redoubt.enforce.Change;
import org.redoubt.enforce.Enforcer;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

class EnforcementTest {
  private static final InstantSource CLOCK = () -> Instant.ofEpochMilli(0);
  private static final Prefix A = Prefix.of("192.0.2.1");
  private static final Prefix B = Prefix.of("2001:db8::/48");

  private final Wanted wanted = new Wanted();
  private final Firewall firewall = new Firewall();

  /** A firewall in memory that can be made to fail. */
  private static final class Firewall implements Enforcer {
    private final Set<Prefix> held = new TreeSet<>();
    private final CountDownLatch failed = new CountDownLatch(1);
    private int failures;

    @Override
    public String name() {
      return "fake";
    }

    @Override
    public synchronized void apply(List<Change> changes, long nowMillis) throws IOException {
      failMaybe();
      for (Change change : changes) {
        switch (change) {
          case Change.Ban ban -> held.add(ban.prefix());
          case Change.Lift lift -> held.remove(lift.prefix());
        }
      }
      notifyAll();
    }

    @Override
    public synchronized void restore(Collection<Change.Ban> bans, long nowMillis)
        throws IOException {
      failMaybe();
      held.clear();
      bans.forEach(ban -> held.add(ban.prefix()));
      notifyAll();
    }

    private void failMaybe() throws IOException {
      if (failures > 0) {
        failures--;
        held.clear();
        failed.countDown();
        throw new IOException("flushed by somebody");
      }
    }

    synchronized void failNext() {
      failures = 1;
    }

    synchronized void awaitHeld(Set<Prefix> expected) throws InterruptedException {
      while (!held.equals(expected)) {
        wait();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void putsInForceWhatIsWantedFromBefore() throws Exception {
    wanted.ban(ban(A));
    try (Enforcement enforcement = Enforcement.start(firewall, wanted, CLOCK)) {
      assertThat(firewall.held).containsExactly(A);
      assertThat(enforcement.problem()).isNull();
    }
  }

  @Test
  void followsBansAndLifts() throws Exception {
    try (Enforcement enforcement = Enforcement.start(firewall, wanted, CLOCK)) {
      wanted.ban(ban(A));
      wanted.ban(ban(B));
      wanted.lift(A);
      firewall.awaitHeld(Set.of(B));
      assertThat(enforcement.problem()).isNull();
    }
  }

  @Test
  void putsEverythingInForceAnewAfterAFailure() throws Exception {
    wanted.ban(ban(A));
    try (Enforcement enforcement = Enforcement.start(firewall, wanted, CLOCK)) {
      firewall.failNext();
      wanted.ban(ban(B));
      assertThat(firewall.failed.await(10, TimeUnit.SECONDS)).isTrue();
      firewall.awaitHeld(Set.of(A, B));
      assertThat(enforcement).isNotNull();
    }
  }

  @Test
  void endsWithNothingPending() throws Exception {
    Enforcement enforcement = Enforcement.start(firewall, wanted, CLOCK);
    wanted.ban(ban(A));
    enforcement.close();
    assertThat(firewall.held).containsExactly(A);
  }

  @Test
  void anyMixEndsInTheSameState() throws Exception {
    Random random = new Random(11);
    Set<Prefix> model = new TreeSet<>();
    try (Enforcement enforcement = Enforcement.start(firewall, wanted, CLOCK)) {
      for (int i = 0; i < 2000; i++) {
        Prefix scope = Address.v4(random.nextInt(50)).alone();
        if (random.nextBoolean()) {
          wanted.ban(ban(scope));
          model.add(scope);
        } else {
          wanted.lift(scope);
          model.remove(scope);
        }
      }
      firewall.awaitHeld(model);
      assertThat(enforcement.problem()).isNull();
    }
  }

  @Test
  void forgetsBansThatHaveEnded() {
    wanted.ban(ban(A));
    assertThat(wanted.running(999)).isEqualTo(1);
    assertThat(wanted.running(1000)).isZero();
  }

  private static Ban ban(Prefix scope) {
    return new Ban(scope, 0, 1000, Decision.By.ADMIN, "test", 0, 0);
  }
}
