package org.redoubt.net;

import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Very many blocks of addresses in little memory: 5 bytes for an IPv4 block, 17 for an IPv6 one. A
 * block within another is left out, so that at most one holds an address. Immutable.
 */
public final class PrefixSet {
  public static final PrefixSet EMPTY = new PrefixSetBuilder(0).build();

  private final V4Blocks v4;
  private final V6Blocks v6;

  PrefixSet(V4Blocks v4, V6Blocks v6) {
    this.v4 = v4;
    this.v6 = v6;
  }

  /** The set of these blocks. */
  public static PrefixSet of(Collection<Prefix> blocks) {
    PrefixSetBuilder builder = new PrefixSetBuilder(blocks.size());
    blocks.forEach(builder::add);
    return builder.build();
  }

  /** All that is in any of the sets. */
  public static PrefixSet union(Collection<PrefixSet> sets) {
    if (sets.size() == 1) {
      return sets.iterator().next();
    }
    PrefixSetBuilder builder =
        new PrefixSetBuilder(sets.stream().mapToInt(PrefixSet::size).reduce(0, Math::addExact));
    sets.forEach(set -> set.forEach(builder::add));
    return builder.build();
  }

  /** The block that holds the address, or null. */
  public @Nullable Prefix covering(Address address) {
    return address.isV4() ? v4.covering(address.v4Bits()) : v6.covering(address.hi(), address.lo());
  }

  public boolean contains(Address address) {
    return covering(address) != null;
  }

  /** Whether any block shares an address with this one. */
  public boolean overlaps(Prefix block) {
    if (contains(block.base())) {
      return true;
    }
    Prefix next =
        block.base().isV4()
            ? v4.next(block.base().v4Bits())
            : v6.next(block.base().hi(), block.base().lo());
    return next != null && block.contains(next);
  }

  /** In order, IPv4 first. */
  public void forEach(Consumer<Prefix> each) {
    for (int i = 0; i < v4.size(); i++) {
      each.accept(v4.at(i));
    }
    for (int i = 0; i < v6.size(); i++) {
      each.accept(v6.at(i));
    }
  }

  public int size() {
    return v4.size() + v6.size();
  }

  public boolean isEmpty() {
    return size() == 0;
  }

  /** Bytes held. */
  public long bytes() {
    return 5L * v4.size() + 17L * v6.size();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof PrefixSet set && v4.isSame(set.v4) && v6.isSame(set.v6);
  }

  @Override
  public int hashCode() {
    return v4.hash() * 31 + v6.hash();
  }
}
