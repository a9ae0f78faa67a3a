package org.redoubt.enforce;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.PrefixSet;

/**
 * Imported lists in the kernel, in a table of their own, apart from the bans: up to millions of
 * blocks that change all at once and seldom. What is in force stays so until the next is complete,
 * over a restart too. Safe for threads.
 */
public final class ListTable implements Closeable {
  static final List<String> NAMES = List.of("redoubt_list_a", "redoubt_list_b");

  private final EnforceSettings settings;
  private final Nft nft;
  private @Nullable ListRuleset inForce;
  private @Nullable Shape shape;

  private ListTable(EnforceSettings settings, Nft nft) {
    this.settings = settings;
    this.nft = nft;
  }

  /**
   * Finds nftables and changes nothing yet.
   *
   * @throws IOException where it is not there
   */
  public static ListTable open(EnforceSettings settings) throws IOException {
    Nft nft = Nft.find(settings.via());
    if (nft == null) {
      throw new IOException("nftables is not installed");
    }
    return new ListTable(settings, nft);
  }

  /** Keeps these out but for the spared, in place of what was kept out before. */
  public synchronized void load(PrefixSet blocks, PrefixSet spared) throws IOException {
    String before = present();
    String name = NAMES.getFirst().equals(before) ? NAMES.getLast() : NAMES.getFirst();
    ListRuleset next = new ListRuleset(name, settings);
    SortedSet<BanSet> lengths = ListRuleset.lengths(blocks);
    nft.run(ListRuleset.gone(name) + next.sets(lengths) + next.spare(spared));
    fill(next, blocks);
    String gone = before == null ? "" : ListRuleset.gone(before);
    nft.run(next.chains(lengths) + gone);
    inForce = next;
    shape = Shape.of(Set.copyOf(NAMES));
  }

  private void fill(ListRuleset next, PrefixSet blocks) throws IOException {
    try {
      next.fill(blocks, this::run);
    } catch (UncheckedIOException e) {
      nft.run(ListRuleset.gone(next.name()));
      throw e.getCause();
    }
  }

  private void run(String commands) {
    try {
      nft.run(commands);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The table that is there, from before a restart perhaps; null when none is. */
  private static @Nullable String present() throws IOException {
    for (String name : NAMES) {
      boolean hooked =
          Shape.of(Set.of(name)).objects().stream().anyMatch(object -> object.startsWith("RULE"));
      if (hooked) {
        return name;
      }
    }
    return null;
  }

  /** Spares these and nobody else from now on. */
  public synchronized void spare(PrefixSet spared) throws IOException {
    if (inForce != null) {
      nft.run(inForce.spare(spared));
    }
  }

  /** Whether the table stands as it was loaded, whatever its sets hold. */
  public synchronized boolean isWhole() throws IOException {
    return inForce == null || Shape.of(Set.copyOf(NAMES)).equals(shape);
  }

  /** Packets that the lists have kept out since they were loaded. */
  public synchronized long packets() throws IOException {
    return inForce == null ? 0 : Counters.of(inForce.table()).getOrDefault(ListRuleset.LISTED, 0L);
  }

  /** Makes sure that there is no table of lists. */
  static String gone() {
    return NAMES.stream().map(ListRuleset::gone).collect(Collectors.joining());
  }

  /** Keeps nobody out any more. */
  public synchronized void flush() throws IOException {
    nft.run(gone());
    inForce = null;
  }

  @Override
  public void close() {
    nft.close();
  }
}
