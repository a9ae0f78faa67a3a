package org.redoubt.repute;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries what the settings name, as far as nobody else learns of it: files, but no URLs or zones.
 */
public final class Trial {
  private static final Path NOWHERE = Path.of("/nonexistent");

  private Trial() {}

  /** One line for each thing that cannot be used. */
  public static List<String> troubles(ReputeSettings settings) throws InterruptedException {
    List<String> troubles = new ArrayList<>();
    for (ListSettings list : settings.list()) {
      if (!list.isUrl()) {
        ImportedList tried = new ImportedList(list, settings, NOWHERE);
        tried.renew(0);
        String problem = tried.state().problem();
        if (problem != null) {
          troubles.add("list " + list.name() + ": " + list.from() + ": " + problem);
        }
      }
    }
    try {
      Origins.open(settings).close();
    } catch (IOException e) {
      troubles.add(e.getMessage());
    }
    return troubles;
  }
}
