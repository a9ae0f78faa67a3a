package org.redoubt.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What programs say beside the message of a journal entry, written behind it as they write it into
 * files: {@code localPort = 993, remoteIp = 192.0.2.1, accountName = "bob"}. The name, which a
 * client chose, comes last.
 */
public final class JournalFields {
  /** The fields of Stalwart's entries. */
  public static final List<String> NAMES = List.of("LOCALPORT", "REMOTEIP", "ACCOUNTNAME");

  private JournalFields() {}

  /** What stands behind the message; empty where there is no address. */
  public static String text(
      @Nullable String port, @Nullable String address, @Nullable String account) {
    if (address == null) {
      return "";
    }
    StringBuilder text = new StringBuilder(" ");
    if (port != null) {
      text.append("localPort = ").append(port).append(", ");
    }
    text.append("remoteIp = ").append(address);
    if (account != null) {
      text.append(", accountName = \"").append(account).append('"');
    }
    return text.toString();
  }
}
