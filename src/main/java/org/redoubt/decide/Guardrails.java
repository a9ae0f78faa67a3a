package org.redoubt.decide;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/**
 * Who is never banned, and why: a snapshot that its owner replaces when it changes. Loopback is
 * always among them.
 */
public record Guardrails(List<Guardrail> all) {
  private static final List<Guardrail> ALWAYS =
      List.of(
          new Guardrail(Prefix.of("127.0.0.0/8"), "loopback"),
          new Guardrail(Prefix.of("::1"), "loopback"));

  /**
   * One protected block.
   *
   * @param because completes "never banned: ", such as {@code logged in by SSH as root}
   */
  public record Guardrail(Prefix scope, String because) {}

  public Guardrails {
    all = List.copyOf(all);
  }

  /** Loopback and nobody else. */
  public static Guardrails none() {
    return new Guardrails(List.of());
  }

  /** What protects any address of the block, or null. */
  public @Nullable Guardrail protecting(Prefix scope) {
    for (Guardrail guardrail : ALWAYS) {
      if (guardrail.scope().overlaps(scope)) {
        return guardrail;
      }
    }
    for (Guardrail guardrail : all) {
      if (guardrail.scope().overlaps(scope)) {
        return guardrail;
      }
    }
    return null;
  }

  public @Nullable Guardrail protecting(Address address) {
    return protecting(address.alone());
  }
}
