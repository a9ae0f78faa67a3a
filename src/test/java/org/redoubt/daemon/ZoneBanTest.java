package org.redoubt.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.repute.NameServer;
import tools.jackson.databind.JsonNode;

/** From a name server's answer to a ban, through the whole daemon. */
class ZoneBanTest {
  private static final String ZONE = "bl.example.org";
  private static final String LISTED = "203.0.113.9";
  private static final String UNKNOWN = "198.51.100.9";

  /** Resolvers listen on port 53: on an address of loopback that is this process's own. */
  private static final String RESOLVER =
      "127.77.%d.%d"
          .formatted(ProcessHandle.current().pid() >> 8 & 255, ProcessHandle.current().pid() & 255);

  @TempDir Path folder;

  private static String settings() {
    return """
    enforce.firewall = "none"
    [repute]
    resolvers = ["%s"]
    [[repute.zone]]
    name = "%s"
    weight = 2.0
    """
        .formatted(RESOLVER, ZONE);
  }

  @Test
  void whoIsListedIsBannedForLessThanWhoIsNot() throws Exception {
    try (NameServer _ =
            new NameServer(new InetSocketAddress(RESOLVER, 53))
                .answers("9.113.0.203." + ZONE, NameServer.listed("127.0.0.2"));
        RunningDaemon daemon = RunningDaemon.here(folder, settings())) {
      fails(UNKNOWN);
      fails(LISTED);
      JsonNode ban =
          daemon.await("bans", bans -> bans.path("bans").size() == 1).path("bans").get(0);
      assertThat(ban.path("scope").asString()).isEqualTo(LISTED);
      JsonNode why = daemon.ask("why", LISTED);
      assertThat(why.path("listed-by").toString()).contains(ZONE);
      assertThat(why.at("/parts/hearsay").asDouble()).isEqualTo(2);
      double own = daemon.ask("why", UNKNOWN).path("score").asDouble();
      assertThat(own).isBetween(7.1, 8.9);
      daemon.await("status", status -> status.at("/zones/0/asked").asInt() == 2);
      assertThat(daemon.ask("bans").path("bans")).hasSize(1);
    }
  }

  /** Too little for a ban by itself. */
  private void fails(String source) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (String account : new String[] {"admin", "test", "n1"}) {
      lines.append(
          "%s mx dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<%s>,"
              .formatted(Instant.now(), account));
      lines.append(" method=PLAIN, rip=%s, lip=192.0.2.10, session=<s>\n".formatted(source));
    }
    Files.writeString(RunningDaemon.log(folder), lines, StandardOpenOption.APPEND);
  }
}
