package org.redoubt.daemon;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redoubt.enforce.EnforceSettings;
import org.redoubt.enforce.ListTable;
import org.redoubt.net.Address;
import org.redoubt.repute.ListSettings.As;
import org.redoubt.repute.ListState;
import org.redoubt.repute.Repute;
import org.redoubt.repute.ZoneState;
import tools.jackson.core.JsonGenerator;

/** What others say, as the daemon enforces it and tells of it. */
record Others(Repute repute, @Nullable ListBans bans, @Nullable String unenforced)
    implements Closeable {

  /**
   * Puts lists that ban in force, where the firewall is nftables and we may change it.
   *
   * @param bans starts what does it in a table
   */
  static Others start(
      Repute repute, Mode mode, EnforceSettings settings, Function<ListTable, ListBans> bans)
      throws IOException {
    boolean wanted = repute.lists().states().stream().anyMatch(list -> list.as() == As.BAN);
    if (mode.nftables() == null) {
      boolean silent = !wanted || mode instanceof Mode.Watching;
      return new Others(repute, null, silent ? null : "lists that ban need nftables");
    }
    ListTable table = ListTable.open(settings);
    if (wanted) {
      return new Others(repute, bans.apply(table), null);
    }
    try (table) {
      table.flush(); // What an earlier run with other settings has left.
    }
    return new Others(repute, null, null);
  }

  /** What may be in trouble. */
  List<Health.Part> parts() {
    List<Health.Part> parts = new ArrayList<>();
    parts.add(new Health.Part("lists", () -> bans == null ? unenforced : bans.problem()));
    parts.add(new Health.Part("origins", repute::originsProblem));
    for (ListState list : repute.lists().states()) {
      parts.add(new Health.Part("list " + list.name(), () -> problem(list.name())));
    }
    for (ZoneState zone : repute.zones().states()) {
      parts.add(new Health.Part("zone " + zone.name(), () -> zoneProblem(zone.name())));
    }
    return parts;
  }

  private @Nullable String problem(String name) {
    return repute.lists().states().stream()
        .filter(list -> list.name().equals(name))
        .findFirst()
        .map(ListState::problem)
        .orElse(null);
  }

  private @Nullable String zoneProblem(String name) {
    return repute.zones().states().stream()
        .filter(zone -> zone.name().equals(name))
        .findFirst()
        .map(ZoneState::problem)
        .orElse(null);
  }

  /** Where an address belongs to, and which lists and zones hold it. */
  void said(Address address, JsonGenerator out) {
    origin(address, out);
    List<String> holding = new ArrayList<>(repute.lists().holding(address));
    String zones = repute.zones().of(address).by();
    if (!zones.isEmpty()) {
      holding.add(zones);
    }
    if (!holding.isEmpty()) {
      Json.texts(out, "listed-by", holding);
    }
    if (bans != null && bans.keepsOut(address)) {
      Json.texts(out, "kept-out-by", repute.lists().holding(address, As.BAN));
    }
  }

  /** Where an address belongs to, if that is known. */
  void origin(Address address, JsonGenerator out) {
    String origin = repute.origins().of(address).toString();
    Json.text(out, "origin", origin.isEmpty() ? null : origin);
  }

  void write(JsonGenerator out) {
    out.writeArrayPropertyStart("lists");
    repute.lists().states().forEach(list -> list(out, list));
    out.writeEndArray();
    out.writeArrayPropertyStart("zones");
    repute.zones().states().forEach(zone -> zone(out, zone));
    out.writeEndArray();
    if (!repute.zones().areNone()) {
      out.writeNumberProperty("zone-answers-remembered", repute.zones().remembered());
      out.writeNumberProperty("zone-questions-dropped", repute.zones().dropped());
    }
  }

  private static void list(JsonGenerator out, ListState list) {
    out.writeStartObject();
    Json.text(out, "list", list.name());
    Json.text(out, "from", list.from());
    Json.text(out, "as", Json.word(list.as()));
    out.writeNumberProperty("blocks", list.blocks());
    out.writeNumberProperty("bytes", list.bytes());
    Json.text(out, "left-out", list.leftOut().isEmpty() ? null : list.leftOut());
    if (list.readMillis() > 0) {
      Json.time(out, "read", list.readMillis());
    }
    if (list.checkedMillis() > 0) {
      Json.time(out, "checked", list.checkedMillis());
    }
    Json.text(out, "problem", list.problem());
    out.writeEndObject();
  }

  private static void zone(JsonGenerator out, ZoneState zone) {
    out.writeStartObject();
    Json.text(out, "zone", zone.name());
    out.writeNumberProperty("asked", zone.asked());
    out.writeNumberProperty("listed", zone.listed());
    out.writeNumberProperty("failed", zone.failed());
    Json.text(out, "problem", zone.problem());
    out.writeEndObject();
  }

  @Override
  public void close() {
    if (bans != null) {
      bans.close();
    }
    repute.close();
  }
}
