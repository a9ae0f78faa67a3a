package org.redoubt.detect;

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
        new SiteState(),
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
}
