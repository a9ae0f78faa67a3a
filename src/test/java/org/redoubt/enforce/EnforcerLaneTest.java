package org.redoubt.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

class EnforcerLaneTest {
  private static final long NOW = 1_800_000_000_000L;

  /** Does one call for each permit and tells of it; fails when told to. */
  private static final class Scripted implements Enforcer {
    private final Semaphore permits = new Semaphore(0);
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private volatile @Nullable IOException failure;

    @Override
    public String name() {
      return "scripted";
    }

    @Override
    public void apply(List<Change> changes, long nowMillis) throws IOException {
      if (!changes.isEmpty()) {
        doIt("apply " + changes.stream().map(Change::prefix).toList());
      }
    }

    @Override
    public void restore(Collection<Change.Ban> wanted, long nowMillis) throws IOException {
      doIt("restore " + wanted.size());
    }

    private void doIt(String what) throws IOException {
      permits.acquireUninterruptibly();
      IOException fails = failure;
      if (fails != null) {
        throw fails;
      }
      done.add(what);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      done.add("close");
    }
  }

  private final Scripted scripted = new Scripted();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final EnforcerLane lane =
      EnforcerLane.start(
          scripted,
          () -> NOW,
          new EnforcerLane.Listener() {
            @Override
            public void broken(Enforcer enforcer, IOException reason) {
              told.add("broken: " + reason.getMessage());
            }

            @Override
            public void mended(Enforcer enforcer) {
              told.add("mended");
            }
          });

  private static Change.Ban ban(int n) {
    return new Change.Ban(Prefix.of(Address.v4(n), 32), NOW + 1_000);
  }

  private static String next(BlockingQueue<String> queue) throws InterruptedException {
    return String.valueOf(queue.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void aSlowEnforcerFindsWhatIsPendingAsOneBatchOfLastChanges() throws Exception {
    lane.submit(List.of(ban(1)));
    while (!scripted.permits.hasQueuedThreads()) {
      Thread.onSpinWait();
    }
    lane.submit(List.of(ban(2), ban(3)));
    lane.submit(List.of(new Change.Lift(ban(2).prefix())));
    assertThat(lane.pending()).isEqualTo(2);
    scripted.permits.release(9);
    assertThat(next(scripted.done)).isEqualTo("apply [0.0.0.1]");
    assertThat(next(scripted.done)).isEqualTo("apply [0.0.0.3, 0.0.0.2]");
    lane.close();
    assertThat(next(scripted.done)).isEqualTo("close");
  }

  @Test
  void whatFailedIsTriedAgainBeforeWhatCameLater() throws Exception {
    scripted.failure = new IOException("no route");
    scripted.permits.release(1);
    lane.restore(List.of(ban(1), ban(2)));
    assertThat(next(told)).isEqualTo("broken: no route");
    assertThat(lane.problem()).isEqualTo("no route");
    lane.submit(List.of(ban(3)));
    scripted.failure = null;
    scripted.permits.release(9);
    assertThat(next(scripted.done)).isEqualTo("restore 2");
    assertThat(next(scripted.done)).isEqualTo("apply [0.0.0.3]");
    assertThat(next(told)).isEqualTo("mended");
    assertThat(lane.problem()).isNull();
    lane.close();
  }

  @Test
  void anOutageCostsBoundedMemory() throws Exception {
    for (int i = 0; i < 3; i++) {
      List<Change> many = new ArrayList<>();
      for (int n = 0; n < EnforcerLane.MOST; n++) {
        many.add(ban(i * 100_000 + n));
      }
      lane.submit(many);
    }
    assertThat(lane.pending()).isLessThanOrEqualTo(EnforcerLane.MOST);
    scripted.permits.release(9);
    lane.close();
  }

  @Test
  void aBrokenFollowerHoldsUpNobody() throws Exception {
    Scripted first = new Scripted();
    first.permits.release(9);
    try (EnforcerGroup group = new EnforcerGroup(first, List.of(lane))) {
      group.restore(List.of(ban(1)), NOW);
      group.apply(List.of(ban(2)), NOW);
      assertThat(next(first.done)).isEqualTo("restore 1");
      assertThat(next(first.done)).isEqualTo("apply [0.0.0.2]");
      assertThat(scripted.done).isEmpty();
      scripted.permits.release(9);
    }
    assertThat(next(scripted.done)).isEqualTo("restore 1");
    assertThat(next(scripted.done)).isEqualTo("apply [0.0.0.2]");
  }
}
