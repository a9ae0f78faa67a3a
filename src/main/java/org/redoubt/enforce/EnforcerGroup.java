package org.redoubt.enforce;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * Several enforcers as one: the first answers for all, the others follow on lanes of their own and
 * hold up neither the first nor each other.
 *
 * @param first whose failures are the caller's
 * @param others whose failures their listeners are told
 */
public record EnforcerGroup(Enforcer first, List<EnforcerLane> others) implements Enforcer {

  public EnforcerGroup {
    others = List.copyOf(others);
  }

  @Override
  public String name() {
    return first.name();
  }

  @Override
  public void apply(List<Change> changes, long nowMillis) throws IOException {
    try {
      first.apply(changes, nowMillis);
    } finally {
      others.forEach(lane -> lane.submit(changes));
    }
  }

  @Override
  public void restore(Collection<Change.Ban> wanted, long nowMillis) throws IOException {
    try {
      first.restore(wanted, nowMillis);
    } finally {
      others.forEach(lane -> lane.restore(wanted));
    }
  }

  @Override
  public void flush() throws IOException {
    others.forEach(lane -> lane.restore(List.of()));
    first.flush();
  }

  @Override
  public void close() throws IOException {
    try {
      for (EnforcerLane lane : others) {
        lane.close();
      }
    } finally {
      first.close();
    }
  }
}
