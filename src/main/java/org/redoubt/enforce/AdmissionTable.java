package org.redoubt.enforce;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Prefix;
import tools.jackson.databind.JsonNode;

/** The admission table as wanted and as made. Not thread-safe. */
final class AdmissionTable {
  private final Nft nft;
  private final EnforceSettings.Answer answer;
  private final Set<Prefix> good = new HashSet<>();
  private @Nullable Admission admission;
  private @Nullable Shape shape;

  AdmissionTable(Nft nft, EnforceSettings.Answer answer) {
    this.nft = nft;
    this.answer = answer;
  }

  void want(@Nullable Admission next) {
    admission = next;
    good.clear();
    good.addAll(next == null ? List.of() : next.good());
  }

  /** Commands that make the table as wanted, whatever was there. */
  String commands(long nowMillis) {
    Admission wanted = admission;
    return wanted == null
        ? AdmissionRuleset.gone()
        : AdmissionRuleset.gone() + AdmissionRuleset.text(wanted, good, answer, nowMillis);
  }

  /** Remembers how it looks, now that the commands have been run. */
  void made() throws IOException {
    shape = admission == null ? null : outline();
  }

  private Shape outline() throws IOException {
    return Shape.read(nft.outline(AdmissionRuleset.TABLE));
  }

  boolean isWhole() throws IOException {
    return shape == null || shape.equals(outline());
  }

  void welcome(Collection<Prefix> networks) throws IOException {
    if (admission != null && good.addAll(networks)) {
      nft.run(AdmissionRuleset.welcome(networks));
    }
  }

  /** Packets by counter. */
  Map<String, Long> counts() throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    if (shape != null) {
      for (JsonNode object : Shape.objects(nft.outline(AdmissionRuleset.TABLE))) {
        JsonNode counter = object.path("counter");
        if (counter.isObject()) {
          counts.put(counter.path("name").asString(""), counter.path("packets").asLong(0));
        }
      }
    }
    return counts;
  }
}
