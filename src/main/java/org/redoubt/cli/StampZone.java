package org.redoubt.cli;

import java.time.ZoneId;
import picocli.CommandLine.Option;

/** Which time zone old stamps are in: an option that the commands that read logs share. */
final class StampZone {
  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Time zone of stamps that name none, such as Europe/Berlin; this machine's.")
  ZoneId zone = ZoneId.systemDefault();
}
