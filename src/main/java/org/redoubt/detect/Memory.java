package org.redoubt.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** All that the detector remembers. */
record Memory(
    DetectSettings settings,
    HashKey key,
    Sources sources,
    Networks networks,
    People people,
    Homes homes,
    NearMiss nearMiss,
    Traps traps,
    Besieged besieged,
    Campaigns campaigns,
    Outage outage,
    SiteState site,
    EvidenceLog log) {
  private static final int FORMAT = 0x5244_0002;

  static Memory empty(DetectSettings settings, HashKey key) {
    Homes homes = new Homes(settings, key);
    return new Memory(
        settings,
        key,
        new Sources(settings, key),
        new Networks(settings, key),
        new People(settings.networks() * 2, key),
        homes,
        new NearMiss(key, homes),
        new Traps(key),
        new Besieged(key),
        new Campaigns(),
        new Outage(),
        new SiteState(settings.vantage() == Vantage.FIREWALL),
        new EvidenceLog(settings.evidence()));
  }

  /** The tables in the order in which they are saved. */
  List<Table> tables() {
    return List.of(
        sources.table(),
        networks.table(),
        people.table(),
        homes.pairs(),
        homes.accounts(),
        traps.table(),
        besieged.table());
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(FORMAT);
    out.writeLong(key.of("saved state"));
    for (Table table : tables()) {
      table.save(out);
    }
    for (Scale scale : site.scales()) {
      for (double number : scale.numbers()) {
        out.writeDouble(number);
      }
    }
    campaigns.save(out);
  }

  /** Reads what was saved into this memory, which is empty. */
  void load(DataInput in) throws IOException {
    int format = in.readInt();
    if (format != FORMAT) {
      throw new IOException("saved state is damaged or of another version: it begins " + format);
    }
    if (in.readLong() != key.of("saved state")) {
      throw new IOException("saved state was made with another key; start without it");
    }
    for (Table table : tables()) {
      table.load(in);
    }
    for (Scale scale : site.scales()) {
      double[] numbers = scale.numbers();
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = in.readDouble();
      }
      scale.numbers(numbers);
    }
    campaigns.load(in);
    site.afterLoad();
    sources.afterLoad();
    networks.afterLoad();
  }
}
