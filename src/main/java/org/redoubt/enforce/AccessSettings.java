package org.redoubt.enforce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Prefix;

/**
 * Who may reach which port at all: prefixes, and countries such as {@code country:JP}. An empty
 * list is everybody.
 *
 * @param trial only count whom it would refuse
 */
public record AccessSettings(
    boolean trial,
    List<String> pop3,
    List<String> pop3s,
    List<String> imap,
    List<String> imaps,
    List<String> smtp,
    List<String> submission,
    List<String> submissions,
    List<String> sieve,
    List<Port> port) {

  public static final AccessSettings DEFAULTS =
      new AccessSettings(
          true, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
          List.of(), List.of());

  private static final String COUNTRY = "country:";
  private static final Pattern CODE = Pattern.compile("[A-Z]{2}");

  /** A port that has no name here. */
  public record Port(int number, List<String> allowed) {
    public Port {
      if (number < 1 || number > 65535) {
        throw new IllegalArgumentException("number: not a port (1 to 65535): " + number);
      }
      allowed.forEach(AccessSettings::check);
    }
  }

  /** Tells which prefixes a country has. */
  @FunctionalInterface
  public interface Countries {
    /** By the two capital letters of ISO 3166; null where nothing is known about countries. */
    @Nullable List<Prefix> prefixes(String code) throws IOException;
  }

  public AccessSettings {
    byName(pop3, pop3s, imap, imaps, smtp, submission, submissions, sieve)
        .values()
        .forEach(allowed -> allowed.forEach(AccessSettings::check));
  }

  private static void check(String entry) {
    String code = country(entry);
    if (code == null ? Prefix.parse(entry) == null : !CODE.matcher(code).matches()) {
      throw new IllegalArgumentException(
          "\"" + entry + "\" is no prefix such as \"192.0.2.0/24\" and no \"country:JP\"");
    }
  }

  private static @Nullable String country(String entry) {
    return entry.startsWith(COUNTRY)
        ? entry.substring(COUNTRY.length()).toUpperCase(Locale.ROOT)
        : null;
  }

  @SafeVarargs
  private static Map<String, List<String>> byName(List<String>... allowed) {
    Map<String, List<String>> byName = new LinkedHashMap<>();
    List<String> names =
        List.of("pop3", "pop3s", "imap", "imaps", "smtp", "submission", "submissions", "sieve");
    for (int i = 0; i < allowed.length; i++) {
      byName.put(names.get(i), allowed[i]);
    }
    return byName;
  }

  private static int number(String name) {
    return switch (name) {
      case "pop3" -> 110;
      case "pop3s" -> 995;
      case "imap" -> 143;
      case "imaps" -> 993;
      case "smtp" -> 25;
      case "submission" -> 587;
      case "submissions" -> 465;
      case "sieve" -> 4190;
      default -> throw new IllegalArgumentException("no such port: " + name);
    };
  }

  /** The entries by the name that the rule has; only those that restrict anything. */
  public Map<String, List<String>> entries() {
    Map<String, List<String>> entries =
        byName(pop3, pop3s, imap, imaps, smtp, submission, submissions, sieve);
    port.forEach(each -> entries.put("port_" + each.number(), each.allowed()));
    entries.values().removeIf(List::isEmpty);
    return entries;
  }

  /** Whether any rule is about a country. */
  public boolean namesCountries() {
    return entries().values().stream()
        .flatMap(List::stream)
        .anyMatch(entry -> country(entry) != null);
  }

  /**
   * The rules.
   *
   * @throws IOException when nothing is known about a country that is named
   */
  public List<Admission.Access> rules(Countries countries) throws IOException {
    return rules(
        entries(),
        trial ? Admission.Access.Stage.TRIAL : Admission.Access.Stage.IN_FORCE,
        countries);
  }

  /** The rules of such entries, for whichever stage. */
  public static List<Admission.Access> rules(
      Map<String, List<String>> entries, Admission.Access.Stage stage, Countries countries)
      throws IOException {
    List<Admission.Access> rules = new ArrayList<>();
    for (Map.Entry<String, List<String>> entry : entries.entrySet()) {
      String name = entry.getKey();
      int port = name.startsWith("port_") ? Integer.parseInt(name.substring(5)) : number(name);
      List<Prefix> allowed = new ArrayList<>();
      for (String each : entry.getValue()) {
        allowed.addAll(prefixes(each, countries));
      }
      SortedSet<Integer> ports = new TreeSet<>(List.of(port));
      rules.add(new Admission.Access(name, ports, allowed, stage));
    }
    return rules;
  }

  private static List<Prefix> prefixes(String entry, Countries countries) throws IOException {
    check(entry);
    String code = country(entry);
    if (code == null) {
      return List.of(Prefix.of(entry));
    }
    List<Prefix> prefixes = countries.prefixes(code);
    if (prefixes == null) {
      throw new IOException(
          "[access] \""
              + entry
              + "\" needs a file that tells countries: [repute] country-file = \"…\"");
    }
    if (prefixes.isEmpty()) {
      throw new IOException("[access] \"" + entry + "\": no network has this country");
    }
    return prefixes;
  }
}
