package org.redoubt.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * Is a name that failed one letter away from one that is at home in the same network? Names are not
 * kept, only their keyed hashes, so all names one letter away are made and looked up: some thousand
 * for a usual name, and asked only for the first few unknown names of a source in a network where
 * people log in.
 */
final class NearMiss {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.-_";
  private static final int LONGEST = 64;
  private static final int MOST_DOMAINS = 8;

  private final HashKey key;
  private final Homes homes;
  private final List<String> domains = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  NearMiss(HashKey key, Homes homes) {
    this.key = key;
    this.homes = homes;
  }

  /** An account got in; its domain is one of ours. */
  void succeeded(String name) {
    int at = name.indexOf('@');
    if (at >= 0 && domains.size() < MOST_DOMAINS) {
      String domain = name.substring(at);
      if (!domains.contains(domain)) {
        domains.add(domain);
      }
    }
  }

  boolean isNear(String name, long network, long nowMillis) {
    if (name.length() > LONGEST) {
      return false;
    }
    return otherDomain(name, network, nowMillis) || oneLetter(name, network, nowMillis);
  }

  private boolean otherDomain(String name, long network, long nowMillis) {
    int at = name.indexOf('@');
    String local = at < 0 ? name : name.substring(0, at);
    if (at >= 0 && home(local, network, nowMillis)) {
      return true;
    }
    for (String domain : domains) {
      if (home(local + domain, network, nowMillis)) {
        return true;
      }
    }
    return false;
  }

  private boolean oneLetter(String name, long network, long nowMillis) {
    text.setLength(0);
    text.append(name);
    for (int i = 0; i <= name.length(); i++) {
      if (i < name.length() && (oneLess(i, network, nowMillis) || changed(i, network, nowMillis))) {
        return true;
      }
      if (oneMore(i, network, nowMillis)) {
        return true;
      }
    }
    return false;
  }

  private boolean oneLess(int at, long network, long nowMillis) {
    char c = text.charAt(at);
    text.deleteCharAt(at);
    boolean found = home(text, network, nowMillis);
    text.insert(at, c);
    return found;
  }

  private boolean changed(int at, long network, long nowMillis) {
    char c = text.charAt(at);
    boolean found = anyLetterAt(at, network, nowMillis);
    text.setCharAt(at, c);
    return found;
  }

  private boolean oneMore(int at, long network, long nowMillis) {
    text.insert(at, ' ');
    boolean found = anyLetterAt(at, network, nowMillis);
    text.deleteCharAt(at);
    return found;
  }

  private boolean anyLetterAt(int at, long network, long nowMillis) {
    for (int i = 0; i < LETTERS.length(); i++) {
      text.setCharAt(at, LETTERS.charAt(i));
      if (home(text, network, nowMillis)) {
        return true;
      }
    }
    return false;
  }

  private boolean home(CharSequence name, long network, long nowMillis) {
    return homes.familiar(key.of(name), network, nowMillis);
  }
}
